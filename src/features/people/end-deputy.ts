import { z } from "zod";
import type { Actor } from "@/server/actor";
import { authorize } from "@/server/authorize";
import { transaction } from "@/server/db";
import { NotFound } from "@/server/errors";
import { done, type Result } from "@/server/result";
import { sql } from "@/server/sql";

export const EndDeputyInput = z.object({ id: z.coerce.number().int().positive() });
export type EndDeputyInput = z.output<typeof EndDeputyInput>;

/**
 * Ends what the actor lent to a deputy, at once: the deputy's next request in that role is refused.
 * @throws NotFound
 */
export async function endDeputy(actor: Actor, { id }: EndDeputyInput, now: Date): Promise<Result<number>> {
  authorize(actor, "deputy:name");
  return transaction(actor, async (tx) => {
    const mine = sql`city_id = ${actor.cityId} and id = ${id} and absent_account_id = ${actor.accountId}`;
    const ended = await tx.run(sql`update deputies set ended_at = ${now} where ${mine} and ended_at is null`);
    if (ended === 0 && !(await tx.first(sql`select 1 from deputies where ${mine}`))) throw new NotFound();
    if (ended > 0)
      await tx.run(sql`insert into audit_events (city_id, account_id, kind, subject, at)
        values (${actor.cityId}, ${actor.accountId}, 'deputy-ended', ${String(id)}, ${now})`);
    return done(id);
  });
}
