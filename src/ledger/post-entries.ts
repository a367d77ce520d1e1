import { invariant } from "@/rules/invariant";
import type { Tx } from "@/server/db";
import { sql } from "@/server/sql";
import { GENESIS } from "./chain";
import { renewBalances } from "./renew-balances";
import { tellRevokedCertificates } from "./tell-certificates";

/**
 * Posts any number of entries, each after its last step, and renews the balances of all the teachers by the rules: in one
 * transaction, by as many statements for ten thousand as for ten.
 */
export async function postEntries(tx: Tx, cityId: number, ids: readonly string[], now: Date): Promise<void> {
  if (ids.length === 0) return;
  await tx.run(sql`
    insert into balances (city_id, teacher_id, cycle_id, school_id, county_id, policy_version, required_total_tenths,
      required_online_tenths, year_total_tenths, year_online_met_tenths, head_hash)
    select distinct on (e.teacher_id, e.cycle_id) e.city_id, e.teacher_id, e.cycle_id, t.school_id, t.county_id, 0, 0, 0, '{}'::int[],
      '{}'::int[], ${GENESIS}::bytea
    from credit_entries e join teachers t on t.city_id = e.city_id and t.id = e.teacher_id
    where e.city_id = ${cityId} and e.id = any(${ids}::uuid[])
    on conflict do nothing`);
  await writePostings(tx, cityId, ids, now);
  await renewEach(tx, cityId, ids);
}

/** Takes any number of posted entries back, each by a posting of the opposite amount. */
export async function reverseEntries(tx: Tx, cityId: number, ids: readonly string[], now: Date): Promise<void> {
  if (ids.length === 0) return;
  await writeReversals(tx, cityId, ids, now);
  await renewEach(tx, cityId, ids);
}

/**
 * Corrects the credits of posted entries: for each one reversal of what was posted and one posting of what the entry says
 * now, both of the event that corrected it.
 */
export async function repostEntries(tx: Tx, cityId: number, ids: readonly string[], now: Date): Promise<void> {
  if (ids.length === 0) return;
  await writeReversals(tx, cityId, ids, now);
  await postEntries(tx, cityId, ids, now);
}

/**
 * Writes a posting for each entry, as its teacher's chain goes on. The database does it by itself: nothing else can write
 * into the ledger, and a posting says what its entry says.
 */
export async function writePostings(tx: Tx, cityId: number, ids: readonly string[], now: Date): Promise<void> {
  await write(tx, cityId, ids, false, now);
}

/** Writes a posting of the opposite amount for each entry that is posted; what it revokes is told. */
export async function writeReversals(tx: Tx, cityId: number, ids: readonly string[], now: Date): Promise<void> {
  await write(tx, cityId, ids, true, now);
  await tellRevokedCertificates(tx, cityId, ids, now);
}

async function write(tx: Tx, cityId: number, ids: readonly string[], reverse: boolean, now: Date): Promise<void> {
  const answer = await tx.first<{ written: number }>(
    sql`select write_postings(${cityId}, ${ids}::uuid[], ${reverse}, ${now}) as written`,
  );
  const written = answer?.written ?? 0;
  invariant(written === ids.length, `${written} of ${ids.length} entries were ${reverse ? "reversed" : "posted"}`);
}

async function renewEach(tx: Tx, cityId: number, ids: readonly string[]): Promise<void> {
  const accounts = await tx.rows<{ cycleId: number; teacherIds: number[] }>(sql`
    select e.cycle_id as "cycleId", array_agg(distinct e.teacher_id) as "teacherIds" from credit_entries e
    where e.city_id = ${cityId} and e.id = any(${ids}::uuid[]) group by e.cycle_id`);
  for (const { cycleId, teacherIds } of accounts) await renewBalances(tx, cityId, cycleId, teacherIds);
}
