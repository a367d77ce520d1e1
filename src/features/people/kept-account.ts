import { judgeAccount } from "@/rules/organisation-desk";
import type { Violation } from "@/rules/verdict";
import type { Actor } from "@/server/actor";
import type { Tx } from "@/server/db";
import { NotFound } from "@/server/errors";
import { mailServer } from "@/server/mail";
import type { KeptAddress } from "@/server/mail-password";
import { sql } from "@/server/sql";

/** How somebody signs in, and what that account is. */
export interface KnownAccount {
  id: number;
  teacherId: number | null;
  name: string;
  loginKind: "teacher" | "school" | "staff";
  loginName: string;
  schoolCode: string | null;
  disabledAt: Date | null;
  oneTimeUntil: Date | null;
  mustChangePassword: boolean;
  kept: boolean;
}

/** Those of the accounts that have to do with the actor's desk, each with whether the desk keeps it. */
export function knownAccounts(tx: Tx, actor: Actor, ids: readonly number[], now: Date): Promise<KnownAccount[]> {
  return tx.rows<KnownAccount>(sql`
    select a.id, a.teacher_id as "teacherId", a.display_name as name, a.login_kind as "loginKind", a.login_name as "loginName",
      s.code as "schoolCode", a.disabled_at as "disabledAt", a.one_time_until as "oneTimeUntil",
      a.must_change_password as "mustChangePassword", k.id is not null as kept
    from accounts a
    left join organisations s on s.city_id = a.city_id and s.id = a.login_school_id
    left join kept_accounts(${ids}::int[], ${now}) as k(id) on k.id = a.id
    where a.city_id = ${actor.cityId} and a.id = any(${ids}::int[])
      and (k.id is not null or exists (select 1 from account_roles r where r.city_id = a.city_id and r.account_id = a.id))
    order by a.id`);
}

/**
 * An account that is to be changed, and what stands against it.
 * @throws NotFound when it has nothing to do with the actor's desk
 */
export async function accountToChange(
  tx: Tx,
  actor: Actor,
  id: number,
  now: Date,
): Promise<{ account: KnownAccount; violations: Violation[] }> {
  const [account] = await knownAccounts(tx, actor, [id], now);
  if (!account) throw new NotFound();
  return { account, violations: judgeAccount(account.id === actor.accountId, account.kept) };
}

/** Where the account wants its e-mail, if the desk keeps it. */
export const keptAddress = (tx: Tx, id: number, now: Date): Promise<KeptAddress | undefined> =>
  tx.first<KeptAddress>(sql`select email_sealed as sealed, locale from mail_address_of(${id}, ${now})`);

/** Can a password be sent to it? */
export const isMailable = async (tx: Tx, id: number, now: Date): Promise<boolean> =>
  mailServer() !== null && (await keptAddress(tx, id, now)) !== undefined;
