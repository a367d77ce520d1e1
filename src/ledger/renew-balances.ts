import { computeBalance } from "@/rules/balance";
import type { Employment } from "@/rules/duty";
import { invariant } from "@/rules/invariant";
import type { CyclePolicy } from "@/rules/policy";
import { netFacts, type Posting } from "@/rules/postings";
import type { Tx } from "@/server/db";
import { sql } from "@/server/sql";
import { policyInForce } from "./cycle-policy";

/** So many teachers' ledgers are in memory at once. */
const AT_ONCE = 2_000;

interface TeacherLedger {
  teacherId: number;
  employments: Employment[];
  postings: Posting[];
}

/**
 * Writes what the rules now say of many teachers' ledgers. To be called in the transaction that posted and holds their balance
 * rows. Memory stays flat however many they are.
 */
export async function renewBalances(
  tx: Tx,
  cityId: number,
  cycleId: number,
  teacherIds: readonly number[],
): Promise<void> {
  const { policy, version } = await policyInForce(tx, cityId, cycleId);
  for (let from = 0; from < teacherIds.length; from += AT_ONCE) {
    const some = teacherIds.slice(from, from + AT_ONCE);
    const ledgers = await readLedgers(tx, cityId, cycleId, some);
    const rows = ledgers.map((ledger) => figuresOf(policy, ledger));
    const renewed = await tx.run(sql`
      update balances b set policy_version = ${version}, required_total_tenths = r."requiredTotal",
        required_online_tenths = r."requiredOnline", total_tenths = r.total, online_tenths = r.online, online_met_tenths = r."onlineMet",
        complete = r.complete, year_total_tenths = r."yearTotals", year_online_tenths = r."yearOnlines"
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r("teacherId" int, "requiredTotal" int, "requiredOnline" int, total int,
        online int, "onlineMet" int, complete boolean, "yearTotals" int[], "yearOnlines" int[])
      where b.city_id = ${cityId} and b.cycle_id = ${cycleId} and b.teacher_id = r."teacherId"`);
    invariant(renewed === some.length, `${renewed} of ${some.length} teachers have a balance in cycle ${cycleId}`);
  }
}

function readLedgers(tx: Tx, cityId: number, cycleId: number, teacherIds: readonly number[]): Promise<TeacherLedger[]> {
  return tx.rows<TeacherLedger>(sql`
    select t.id as "teacherId", coalesce(m.list, '[]') as employments, coalesce(l.list, '[]') as postings
    from unnest(${teacherIds}::int[]) as t(id)
    left join (
      select m.teacher_id, json_agg(json_build_object('from', m.starts_on, 'to', m.ends_on) order by m.starts_on) as list
      from employments_of(${cityId}, ${teacherIds}::int[]) m group by m.teacher_id
    ) m on m.teacher_id = t.id
    left join (
      select p.teacher_id, json_agg(json_build_object('seq', p.seq, 'id', p.entry_id, 'source', p.source, 'year', p.year,
          'endedOn', p.ended_on, 'halves', p.halves, 'trainingKey', p.training_key, 'tenths', p.credits_tenths,
          'reversesSeq', p.reverses_seq) order by p.seq) as list
      from ledger_postings p
      where p.city_id = ${cityId} and p.cycle_id = ${cycleId} and p.teacher_id = any(${teacherIds}::int[]) group by p.teacher_id
    ) l on l.teacher_id = t.id`);
}

function figuresOf(policy: CyclePolicy, { teacherId, employments, postings }: TeacherLedger) {
  const balance = computeBalance(policy, employments, netFacts(postings));
  return {
    teacherId,
    requiredTotal: balance.requiredTotalTenths,
    requiredOnline: balance.requiredOnlineTenths,
    total: balance.totalTenths,
    online: balance.onlineTenths,
    onlineMet: balance.onlineMetTenths,
    complete: balance.complete,
    yearTotals: balance.years.map((year) => year.totalTenths),
    yearOnlines: balance.years.map((year) => year.onlineTenths),
  };
}
