import type { ClientBase } from "pg";
import { computeBalance, dutyYearsOf } from "@/rules/balance";
import type { Employment } from "@/rules/duty";
import { parseCyclePolicy } from "@/rules/policy";
import { netFacts, type Posting } from "@/rules/postings";

/** One balance row beside what the rules say of the same postings. Tenths of a credit. */
export interface BalanceDifference {
  cityId: number;
  teacherId: number;
  cycleId: number;
  kept: string;
  computed: string;
}

interface KeptBalance {
  cityId: number;
  teacherId: number;
  cycleId: number;
  policy: unknown;
  kept: BalanceFigures;
  employments: Employment[];
  postings: Posting[];
}

/** The figures of a balance row, in one order. */
type BalanceFigures = [number, number, number, number, number, boolean, number[], number[], number[]];

const AT_ONCE = 1_000;

/**
 * Computes every balance anew by the rules and compares it with the row that is kept. Memory stays flat: a thousand teachers at
 * a time. Reads as the owner, outside any actor: it is an operator's command.
 * @param each told of every balance that differs
 * @returns how many balances were checked
 */
export async function checkBalances(owner: ClientBase, each: (difference: BalanceDifference) => void): Promise<number> {
  let checked = 0;
  let after: [number, number, number] = [0, 0, 0];
  for (;;) {
    const { rows } = await owner.query<KeptBalance>(BATCH, after);
    for (const row of rows) {
      const computed = figuresOf(row);
      const [kept, now] = [JSON.stringify(row.kept), JSON.stringify(computed)];
      const { cityId, teacherId, cycleId } = row;
      if (kept !== now) each({ cityId, teacherId, cycleId, kept, computed: now });
    }
    checked += rows.length;
    const last = rows.at(-1);
    if (!last) return checked;
    after = [last.cityId, last.teacherId, last.cycleId];
  }
}

function figuresOf({ policy, employments, postings }: KeptBalance): BalanceFigures {
  const balance = computeBalance(parseCyclePolicy(policy), employments, netFacts(postings));
  return [
    balance.requiredTotalTenths,
    balance.requiredOnlineTenths,
    balance.totalTenths,
    balance.onlineTenths,
    balance.onlineMetTenths,
    balance.complete,
    balance.years.map((year) => year.totalTenths),
    balance.years.map((year) => year.onlineTenths),
    dutyYearsOf(balance),
  ];
}

const BATCH = `
  select b.city_id as "cityId", b.teacher_id as "teacherId", b.cycle_id as "cycleId", p.policy,
    json_build_array(b.required_total_tenths, b.required_online_tenths, b.total_tenths, b.online_tenths, b.online_met_tenths,
      b.complete, b.year_total_tenths, b.year_online_tenths, b.duty_years) as kept,
    coalesce((select json_agg(json_build_object('from', m.starts_on, 'to', m.ends_on) order by m.starts_on)
      from employments m where m.city_id = b.city_id and m.teacher_id = b.teacher_id), '[]') as employments,
    coalesce((select json_agg(json_build_object('seq', l.seq, 'id', l.entry_id, 'source', l.source, 'year', l.year,
        'endedOn', l.ended_on, 'halves', l.halves, 'trainingKey', l.training_key, 'tenths', l.credits_tenths,
        'reversesSeq', l.reverses_seq) order by l.seq)
      from ledger_postings l where l.city_id = b.city_id and l.teacher_id = b.teacher_id and l.cycle_id = b.cycle_id), '[]')
      as postings
  from balances b
  join cycle_policies p on p.city_id = b.city_id and p.cycle_id = b.cycle_id and p.version = b.policy_version
  where (b.city_id, b.teacher_id, b.cycle_id) > ($1, $2, $3)
  order by b.city_id, b.teacher_id, b.cycle_id limit ${AT_ONCE}`;
