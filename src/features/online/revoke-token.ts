import { z } from "zod";
import type { Actor } from "@/server/actor";
import { authorize } from "@/server/authorize";
import { transaction } from "@/server/db";
import { NotFound } from "@/server/errors";
import { done, type Result } from "@/server/result";
import { sql } from "@/server/sql";

export const RevokedToken = z.object({ id: z.coerce.number().int().positive().max(2_147_483_647) });

/**
 * Takes a token back: from now on it opens nothing. Twice is once.
 * @throws NotFound
 */
export async function revokeToken(
  actor: Actor,
  { id }: z.output<typeof RevokedToken>,
  now: Date,
): Promise<Result<number>> {
  authorize(actor, "token:manage");
  const { cityId, accountId } = actor;
  return transaction(actor, async (tx) => {
    const revoked = await tx.run(sql`
      update platform_tokens set revoked_at = ${now} where city_id = ${cityId} and id = ${id} and revoked_at is null`);
    if (revoked === 0) {
      const known = await tx.first(sql`select id from platform_tokens where city_id = ${cityId} and id = ${id}`);
      if (!known) throw new NotFound();
      return done(id);
    }
    await tx.run(sql`insert into audit_events (city_id, account_id, kind, subject, at)
      values (${cityId}, ${accountId}, 'token-revoked', ${String(id)}, ${now})`);
    return done(id);
  });
}
