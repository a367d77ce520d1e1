import type { Tx } from "@/server/db";
import { sql } from "@/server/sql";

/**
 * Tells the teachers whose certificate was revoked by the reversals of these entries: the database has revoked it with them, in the
 * same instant and transaction.
 */
export async function tellRevokedCertificates(
  tx: Tx,
  cityId: number,
  ids: readonly string[],
  now: Date,
): Promise<void> {
  await tx.run(sql`
    with revoked as (
      select distinct f.id, f.teacher_id, c.name from credit_entries e
      join certificates f on f.city_id = e.city_id and f.teacher_id = e.teacher_id and f.cycle_id = e.cycle_id
        and f.revocation = 'credit-reversed' and f.revoked_at = ${now}
      join cycles c on c.city_id = f.city_id and c.id = f.cycle_id
      where e.city_id = ${cityId} and e.id = any(${ids}::uuid[])
    )
    insert into inbox_messages (city_id, account_id, role, kind, subject_id, title, details, at)
    select ${cityId}::int, told.account_id, 'teacher', 'certificate_revoked', r.id, r.name, '{}', ${now}::timestamptz
    from teacher_accounts(${cityId}, (select array_agg(distinct teacher_id) from revoked)) told
    join revoked r on r.teacher_id = told.teacher_id
    where told.account_id is distinct from actor_account()`);
}
