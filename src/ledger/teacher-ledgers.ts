import { computeBalance } from "@/rules/balance";
import type { Employment } from "@/rules/duty";
import { type KeptYears, keptYears } from "@/rules/kept-years";
import type { CyclePolicy } from "@/rules/policy";
import { netFacts, type Posting } from "@/rules/postings";
import type { Tx } from "@/server/db";
import { sql } from "@/server/sql";

// What balances are counted from, of many teachers at once: for postings, for the recalculation of a cycle, for the preview of
// a policy and for the checks.

/** The figures of a balance row. Tenths of a credit. */
export interface BalanceFigures extends KeptYears {
  requiredTotalTenths: number;
  requiredOnlineTenths: number;
  totalTenths: number;
  onlineTenths: number;
  onlineMetTenths: number;
  complete: boolean;
}

/** A posting as a list of its columns: of a quarter of a million of them the names would be most of the text. */
type PostingColumns = [
  Posting["seq"],
  Posting["id"],
  Posting["source"],
  Posting["year"],
  Posting["endedOn"],
  Posting["halves"],
  Posting["trainingKey"],
  Posting["tenths"],
  Posting["reversesSeq"],
];

/** All that the rules judge a teacher's balance in a cycle by, beside the policy. */
export interface TeacherLedger {
  teacherId: number;
  employments: [Employment["from"], Employment["to"]][];
  postings: PostingColumns[];
}

/** So many teachers' ledgers are in memory at once. */
const AT_ONCE = 1_000;

/** The ledgers of teachers in a cycle, a thousand at a time: memory stays flat however many they are. */
export async function* ledgersOf(
  tx: Tx,
  cityId: number,
  cycleId: number,
  teacherIds: readonly number[],
): AsyncGenerator<TeacherLedger[]> {
  if (teacherIds.length === 0) return;
  const read = (from: number) => readLedgers(tx, cityId, cycleId, teacherIds.slice(from, from + AT_ONCE));
  let reading = read(0);
  for (let from = 0; from < teacherIds.length; from += AT_ONCE) {
    const ledgers = await reading;
    // The database reads the next while the rules count these.
    if (from + AT_ONCE < teacherIds.length) reading = read(from + AT_ONCE);
    // Where this one fails, nobody waits for the next any more.
    reading.catch(() => {});
    yield ledgers;
  }
}

function readLedgers(tx: Tx, cityId: number, cycleId: number, teacherIds: readonly number[]): Promise<TeacherLedger[]> {
  return tx.rows<TeacherLedger>(sql`
    select t.id as "teacherId", coalesce(m.list, '[]') as employments, coalesce(l.list, '[]') as postings
    from unnest(${teacherIds}::int[]) as t(id)
    left join (
      select m.teacher_id, json_agg(json_build_array(m.starts_on, m.ends_on)) as list
      from employments_of(${cityId}, ${teacherIds}::int[]) m group by m.teacher_id
    ) m on m.teacher_id = t.id
    left join (
      select p.teacher_id, json_agg(json_build_array(p.seq, p.entry_id, p.source, p.year, p.ended_on, p.halves, p.training_key,
        p.credits_tenths, p.reverses_seq)) as list
      from ledger_postings p
      where p.city_id = ${cityId} and p.cycle_id = ${cycleId} and p.teacher_id = any(${teacherIds}::int[]) group by p.teacher_id
    ) l on l.teacher_id = t.id`);
}

/** What the rules say of a ledger under a policy, as a row keeps it. */
export function figuresByRule(policy: CyclePolicy, { employments, postings }: TeacherLedger): BalanceFigures {
  const balance = computeBalance(
    policy,
    employments.map(([from, to]) => ({ from, to })),
    netFacts(postings.map(postingOf)),
  );
  const { requiredTotalTenths, requiredOnlineTenths, totalTenths, onlineTenths, onlineMetTenths, complete } = balance;
  return {
    ...{ requiredTotalTenths, requiredOnlineTenths, totalTenths, onlineTenths, onlineMetTenths, complete },
    ...keptYears(policy, balance),
  };
}

const postingOf = (columns: PostingColumns): Posting => {
  const [seq, id, source, year, endedOn, halves, trainingKey, tenths, reversesSeq] = columns;
  return { seq, id, source, year, endedOn, halves, trainingKey, tenths, reversesSeq };
};

/**
 * Writes figures into the balances of a cycle, whose rows the transaction holds.
 * @param version of the policy by which they were counted
 * @returns how many teachers have a balance in it
 */
export function writeFigures(
  tx: Tx,
  cityId: number,
  cycleId: number,
  version: number,
  rows: readonly (BalanceFigures & { teacherId: number })[],
): Promise<number> {
  return tx.run(sql`
    update balances b set policy_version = ${version}, required_total_tenths = r."requiredTotalTenths",
      required_online_tenths = r."requiredOnlineTenths", total_tenths = r."totalTenths", online_tenths = r."onlineTenths",
      online_met_tenths = r."onlineMetTenths", complete = r.complete, year_total_tenths = r."yearTotalTenths",
      year_online_met_tenths = r."yearOnlineMetTenths", duty_years = r."dutyYears", duty_bits = r."dutyBits",
      total_reached_bits = r."totalReachedBits", online_reached_bits = r."onlineReachedBits"
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r("teacherId" int, "requiredTotalTenths" int,
      "requiredOnlineTenths" int, "totalTenths" int, "onlineTenths" int, "onlineMetTenths" int, complete boolean,
      "yearTotalTenths" int[], "yearOnlineMetTenths" int[], "dutyYears" int[], "dutyBits" int, "totalReachedBits" int,
      "onlineReachedBits" int)
    where b.city_id = ${cityId} and b.cycle_id = ${cycleId} and b.teacher_id = r."teacherId"`);
}
