import { type Balance, computeBalance } from "@/rules/balance";
import type { Employment } from "@/rules/duty";
import { invariant } from "@/rules/invariant";
import { keptYears } from "@/rules/kept-years";
import { type CreditFact, netFacts, type Posting } from "@/rules/postings";
import type { Tx } from "@/server/db";
import { sql } from "@/server/sql";
import { GENESIS } from "./chain";
import { type PolicyInForce, policyInForce } from "./cycle-policy";

/** One teacher in one cycle: what a balance, and a chain, is of. */
export interface CreditAccount {
  cityId: number;
  teacherId: number;
  cycleId: number;
}

/** What the teacher's ledger and employments say, for the rules. */
export interface BalanceFacts {
  inForce: PolicyInForce;
  employments: Employment[];
  facts: CreditFact[];
}

/** The postings of a teacher in a cycle that stand. */
async function readFacts(tx: Tx, { cityId, teacherId, cycleId }: CreditAccount): Promise<CreditFact[]> {
  const postings = await tx.rows<Posting>(sql`
    select seq, entry_id as id, source, year, ended_on as "endedOn", halves, training_key as "trainingKey",
      credits_tenths as tenths, reverses_seq as "reversesSeq"
    from ledger_postings
    where city_id = ${cityId} and teacher_id = ${teacherId} and cycle_id = ${cycleId} order by seq`);
  return netFacts(postings);
}

/** All that a teacher's balance in a cycle is judged by. */
export async function readBalanceFacts(tx: Tx, account: CreditAccount): Promise<BalanceFacts> {
  const [inForce, employments, facts] = await Promise.all([
    policyInForce(tx, account.cityId, account.cycleId),
    tx.rows<Employment>(sql`
      select starts_on as "from", ends_on as "to" from employments
      where city_id = ${account.cityId} and teacher_id = ${account.teacherId} order by starts_on`),
    readFacts(tx, account),
  ]);
  return { inForce, employments, facts };
}

/** Opens the balance of a teacher in a cycle if there is none yet; the chain of its postings then begins at zero. */
export async function openBalance(
  tx: Tx,
  { cityId, teacherId, cycleId }: CreditAccount,
  place: { schoolId: number; countyId: number | null },
): Promise<void> {
  await tx.run(sql`
    insert into balances (city_id, teacher_id, cycle_id, school_id, county_id, policy_version, required_total_tenths,
      required_online_tenths, year_total_tenths, year_online_met_tenths, head_hash)
    values (${cityId}, ${teacherId}, ${cycleId}, ${place.schoolId}, ${place.countyId}, 0, 0, 0, '{}', '{}', ${GENESIS})
    on conflict do nothing`);
}

/**
 * Writes what the rules now say of the teacher's ledger. To be called in the transaction that posted: the posting holds the
 * balance row, so nobody else posts for this teacher meanwhile.
 */
export async function renewBalance(tx: Tx, account: CreditAccount, known: BalanceFacts): Promise<Balance> {
  const balance = computeBalance(known.inForce.policy, known.employments, known.facts);
  const years = keptYears(known.inForce.policy, balance);
  const renewed = await tx.run(sql`
    update balances set policy_version = ${known.inForce.version},
      required_total_tenths = ${balance.requiredTotalTenths}, required_online_tenths = ${balance.requiredOnlineTenths},
      total_tenths = ${balance.totalTenths}, online_tenths = ${balance.onlineTenths},
      online_met_tenths = ${balance.onlineMetTenths}, complete = ${balance.complete},
      year_total_tenths = ${years.yearTotalTenths}, year_online_met_tenths = ${years.yearOnlineMetTenths},
      duty_years = ${years.dutyYears}, duty_bits = ${years.dutyBits}, total_reached_bits = ${years.totalReachedBits},
      online_reached_bits = ${years.onlineReachedBits}
    where city_id = ${account.cityId} and teacher_id = ${account.teacherId} and cycle_id = ${account.cycleId}`);
  invariant(renewed === 1, `teacher ${account.teacherId} has a balance in cycle ${account.cycleId}`);
  return balance;
}
