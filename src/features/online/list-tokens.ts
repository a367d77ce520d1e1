import type { Actor } from "@/server/actor";
import { authorize } from "@/server/authorize";
import { transaction } from "@/server/db";
import { sql } from "@/server/sql";

export interface TokenRow {
  id: number;
  name: string;
  createdBy: string;
  createdAt: Date;
  lastUsedAt: Date | null;
  revokedAt: Date | null;
}

/** The platform's tokens, those that open something first; and whether there is an account in whose name one would act. */
export async function listTokens(actor: Actor): Promise<{ tokens: TokenRow[]; platformIsThere: boolean }> {
  authorize(actor, "token:manage");
  const { cityId } = actor;
  return transaction(actor, async (tx) => {
    const [tokens, platform] = await Promise.all([
      tx.rows<TokenRow>(sql`
        select t.id, t.name, a.display_name as "createdBy", t.created_at as "createdAt", t.last_used_at as "lastUsedAt",
          t.revoked_at as "revokedAt"
        from platform_tokens t join accounts a on a.city_id = t.city_id and a.id = t.created_by
        where t.city_id = ${cityId} order by t.revoked_at desc nulls first, t.id desc`),
      tx.first(sql`
        select 1 from account_roles r join accounts a on a.city_id = r.city_id and a.id = r.account_id and a.disabled_at is null
        where r.city_id = ${cityId} and r.role = 'platform' limit 1`),
    ]);
    return { tokens, platformIsThere: platform !== undefined };
  });
}
