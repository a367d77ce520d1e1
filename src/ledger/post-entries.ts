import { invariant } from "@/rules/invariant";
import type { Tx } from "@/server/db";
import { sql } from "@/server/sql";
import { GENESIS } from "./chain";
import { renewBalances } from "./renew-balances";

/**
 * Posts any number of entries, each after its last step, and renews the balances of all the teachers by the rules: in one
 * transaction, by as many statements for ten thousand as for ten.
 */
export async function postEntries(tx: Tx, cityId: number, ids: readonly string[], now: Date): Promise<void> {
  if (ids.length === 0) return;
  await tx.run(sql`
    insert into balances (city_id, teacher_id, cycle_id, school_id, county_id, policy_version, required_total_tenths,
      required_online_tenths, year_total_tenths, year_online_tenths, head_hash)
    select distinct on (e.teacher_id, e.cycle_id) e.city_id, e.teacher_id, e.cycle_id, t.school_id, t.county_id, 0, 0, 0, '{}'::int[],
      '{}'::int[], ${GENESIS}::bytea
    from credit_entries e join teachers t on t.city_id = e.city_id and t.id = e.teacher_id
    where e.city_id = ${cityId} and e.id = any(${ids}::uuid[])
    on conflict do nothing`);
  const accounts = await holdAccounts(tx, cityId, ids);
  const posted = await tx.run(sql`
    insert into ledger_postings (city_id, teacher_id, cycle_id, seq, school_id, county_id, entry_id, event_seq, source, year,
      ended_on, halves, training_key, credits_tenths, posted_at, prev_hash, hash)
    select city_id, teacher_id, cycle_id, 0, school_id, county_id, id, version, source, year, ended_on, halves, training_key,
      credits_tenths, ${now}, '', ''
    from credit_entries where city_id = ${cityId} and id = any(${ids}::uuid[])
    order by teacher_id, ended_on, id`);
  invariant(posted === ids.length, `${posted} of ${ids.length} entries were posted`);
  await renewEach(tx, cityId, accounts);
}

/** Takes any number of posted entries back, each by a posting of the opposite amount. */
export async function reverseEntries(tx: Tx, cityId: number, ids: readonly string[], now: Date): Promise<void> {
  if (ids.length === 0) return;
  const accounts = await holdAccounts(tx, cityId, ids);
  await writeReversals(tx, cityId, ids, now);
  await renewEach(tx, cityId, accounts);
}

/**
 * Corrects the credits of posted entries: for each one reversal of what was posted and one posting of what the entry says
 * now, both of the event that corrected it.
 */
export async function repostEntries(tx: Tx, cityId: number, ids: readonly string[], now: Date): Promise<void> {
  if (ids.length === 0) return;
  await holdAccounts(tx, cityId, ids);
  await writeReversals(tx, cityId, ids, now);
  await postEntries(tx, cityId, ids, now);
}

interface Account {
  teacherId: number;
  cycleId: number;
}

/** Takes hold of the balances of all these teachers, always in the same order, so that two rosters never wait for each other. */
function holdAccounts(tx: Tx, cityId: number, ids: readonly string[]): Promise<Account[]> {
  return tx.rows<Account>(sql`
    select b.teacher_id as "teacherId", b.cycle_id as "cycleId" from balances b
    where b.city_id = ${cityId} and (b.teacher_id, b.cycle_id) in (
      select e.teacher_id, e.cycle_id from credit_entries e where e.city_id = ${cityId} and e.id = any(${ids}::uuid[]))
    order by b.teacher_id, b.cycle_id for update`);
}

async function writeReversals(tx: Tx, cityId: number, ids: readonly string[], now: Date): Promise<void> {
  const reversed = await tx.run(sql`
    insert into ledger_postings (city_id, teacher_id, cycle_id, seq, school_id, county_id, entry_id, event_seq, source, year, ended_on,
      halves, training_key, credits_tenths, reverses_seq, posted_at, prev_hash, hash)
    select p.city_id, p.teacher_id, p.cycle_id, 0, p.school_id, p.county_id, p.entry_id, e.version, p.source, p.year, p.ended_on,
      p.halves, p.training_key, -p.credits_tenths, p.seq, ${now}, '', ''
    from credit_entries e
    join ledger_postings p on p.city_id = e.city_id and p.teacher_id = e.teacher_id and p.cycle_id = e.cycle_id and p.entry_id = e.id
      and p.reverses_seq is null
    where e.city_id = ${cityId} and e.id = any(${ids}::uuid[]) and not exists (
      select 1 from ledger_postings r where r.city_id = p.city_id and r.teacher_id = p.teacher_id
        and r.cycle_id = p.cycle_id and r.reverses_seq = p.seq)
    order by p.teacher_id, p.seq`);
  invariant(reversed === ids.length, `${reversed} of ${ids.length} entries had one posting to reverse`);
}

async function renewEach(tx: Tx, cityId: number, accounts: readonly Account[]): Promise<void> {
  for (const cycleId of new Set(accounts.map((account) => account.cycleId))) {
    const teacherIds = accounts.filter((account) => account.cycleId === cycleId).map((account) => account.teacherId);
    await renewBalances(tx, cityId, cycleId, teacherIds);
  }
}
