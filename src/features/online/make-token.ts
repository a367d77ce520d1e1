import { z } from "zod";
import type { Actor } from "@/server/actor";
import { authorize } from "@/server/authorize";
import { transaction } from "@/server/db";
import { NotFound } from "@/server/errors";
import { text } from "@/server/form-fields";
import { newToken, tokenHash } from "@/server/platform-token";
import { done, type Result } from "@/server/result";
import { sql } from "@/server/sql";

export const TokenInput = z.object({ tokenName: text(60) });

/**
 * Makes a token by which the online platform signs in.
 * @returns the token itself: it is kept as a hash, so nobody can be shown it again
 * @throws NotFound where the city has no account in whose name the platform acts
 */
export async function makeToken(
  actor: Actor,
  { tokenName }: z.output<typeof TokenInput>,
  now: Date,
): Promise<Result<string>> {
  authorize(actor, "token:manage");
  const { cityId, accountId } = actor;
  const token = newToken();
  return transaction(actor, async (tx) => {
    const made = await tx.first<{ id: number }>(sql`
      insert into platform_tokens (city_id, name, token_hash, account_id, created_by, created_at)
      select r.city_id, ${tokenName}, ${tokenHash(token)}, r.account_id, ${accountId}, ${now}
      from account_roles r join accounts a on a.city_id = r.city_id and a.id = r.account_id and a.disabled_at is null
      where r.city_id = ${cityId} and r.role = 'platform' order by r.account_id limit 1
      returning id`);
    if (!made) throw new NotFound();
    await tx.run(sql`insert into audit_events (city_id, account_id, kind, subject, at)
      values (${cityId}, ${accountId}, 'token-made', ${String(made.id)}, ${now})`);
    return done(token);
  });
}
