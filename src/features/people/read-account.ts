import { keepsRoleAt } from "@/rules/organisation-desk";
import type { Role } from "@/rules/permissions";
import type { Actor } from "@/server/actor";
import { authorize } from "@/server/authorize";
import { transaction } from "@/server/db";
import { NotFound } from "@/server/errors";
import { sql } from "@/server/sql";
import { isMailable, type KnownAccount, knownAccounts } from "./kept-account";

export interface AccountView extends KnownAccount {
  own: boolean;
  /** Its password can be sent by e-mail. */
  mailable: boolean;
  /** As far as the desk sees them. */
  roles: { role: Role; placeId: number; placeName: string; endable: boolean }[];
}

/**
 * An account that has to do with the actor's desk.
 * @throws NotFound
 */
export async function readAccount(actor: Actor, id: number, now: Date): Promise<AccountView> {
  authorize(actor, "account:manage");
  return transaction(actor, async (tx) => {
    const [accounts, roles] = await Promise.all([
      knownAccounts(tx, actor, [id], now),
      tx.rows<{ role: Role; placeId: number; placeName: string; countyId: number | null }>(sql`
        select r.role, o.id as "placeId", o.name as "placeName", o.county_id as "countyId"
        from account_roles r join organisations o on o.city_id = r.city_id and o.id = r.organisation_id
        where r.city_id = ${actor.cityId} and r.account_id = ${id} order by r.role, o.id`),
    ]);
    const [account] = accounts;
    if (!account) throw new NotFound();
    const own = account.id === actor.accountId;
    return {
      ...account,
      own,
      mailable: account.kept && (await isMailable(tx, id, now)),
      roles: roles.map(({ countyId, ...one }) => ({
        ...one,
        endable:
          !own &&
          one.role !== "teacher" &&
          one.role !== "platform" &&
          keepsRoleAt(actor, { id: one.placeId, countyId }),
      })),
    };
  });
}
