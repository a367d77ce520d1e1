import type { Balance } from "@/rules/balance";
import { invariant } from "@/rules/invariant";
import type { Tx } from "@/server/db";
import { sql } from "@/server/sql";
import type { EntryState } from "./entry-state";
import { type CreditAccount, openBalance, readBalanceFacts, renewBalance } from "./renew-balance";

/**
 * Posts a verified entry: it enters the ledger and counts. The trigger of the ledger gives it its place in the teacher's
 * chain; the balance is renewed by the rules in the same transaction.
 * @param entry after its last step, so that its version is the event that posts it
 */
export async function postEntry(tx: Tx, entry: EntryState, now: Date): Promise<Balance> {
  const account = accountOf(entry);
  // Sent together: the connection keeps their order.
  const [, , facts] = await Promise.all([
    openBalance(tx, account, entry),
    tx.run(sql`
      insert into ledger_postings (city_id, teacher_id, cycle_id, seq, school_id, county_id, entry_id, event_seq, source, year,
        ended_on, halves, training_key, credits_tenths, posted_at, prev_hash, hash)
      values (${entry.cityId}, ${entry.teacherId}, ${entry.cycleId}, 0, ${entry.schoolId}, ${entry.countyId}, ${entry.id},
        ${entry.version}, ${entry.source}::credit_source, ${entry.year}, ${entry.endedOn}, ${entry.halves},
        ${entry.trainingKey}, ${entry.creditsTenths}, ${now}, '', '')`),
    readBalanceFacts(tx, account),
  ]);
  return renewBalance(tx, account, facts);
}

/**
 * Takes a posted entry back by a posting of the opposite amount; the first one stays where it is.
 * @param entry after the step that takes it back
 */
export async function reverseEntry(tx: Tx, entry: EntryState, now: Date): Promise<Balance> {
  const account = accountOf(entry);
  const [reversed, facts] = await Promise.all([
    tx.run(sql`
      insert into ledger_postings (city_id, teacher_id, cycle_id, seq, school_id, county_id, entry_id, event_seq, source, year,
        ended_on, halves, training_key, credits_tenths, reverses_seq, posted_at, prev_hash, hash)
      select city_id, teacher_id, cycle_id, 0, school_id, county_id, entry_id, ${entry.version}, source, year, ended_on, halves,
        training_key, -credits_tenths, seq, ${now}, '', ''
      from ledger_postings p
      where city_id = ${entry.cityId} and entry_id = ${entry.id} and reverses_seq is null and not exists (
        select 1 from ledger_postings r where r.city_id = p.city_id and r.teacher_id = p.teacher_id
          and r.cycle_id = p.cycle_id and r.reverses_seq = p.seq)`),
    readBalanceFacts(tx, account),
  ]);
  invariant(reversed === 1, `entry ${entry.id} has one posting to reverse`);
  return renewBalance(tx, account, facts);
}

const accountOf = ({ cityId, teacherId, cycleId }: EntryState): CreditAccount => ({ cityId, teacherId, cycleId });
