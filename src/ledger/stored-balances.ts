import type { ClientBase } from "pg";
import { computeBalance } from "@/rules/balance";
import type { Employment } from "@/rules/duty";
import { type KeptYears, keptYears } from "@/rules/kept-years";
import { parseCyclePolicy } from "@/rules/policy";
import { netFacts, type Posting } from "@/rules/postings";

/** The figures of a balance row. Tenths of a credit. */
export interface BalanceFigures extends KeptYears {
  requiredTotalTenths: number;
  requiredOnlineTenths: number;
  totalTenths: number;
  onlineTenths: number;
  onlineMetTenths: number;
  complete: boolean;
}

/** A teacher in a cycle: the row that is kept, and all that the rules judge by. */
export interface StoredBalance {
  cityId: number;
  teacherId: number;
  cycleId: number;
  /** Null where the teacher has no row in that cycle. */
  kept: BalanceFigures | null;
  policyVersion: number | null;
  /** The row's place is that where the teacher works now. */
  inPlace: boolean | null;
  newestVersion: number;
  keptPolicy: unknown;
  newestPolicy: unknown;
  employments: Employment[];
  postings: Posting[];
}

/** City, teacher and cycle of the last one that was read; zeros before the first. */
export type Place = [cityId: number, teacherId: number, cycleId: number];

const AT_ONCE = 1_000;

/** The next thousand teachers in their cycles, with a balance or without; empty after the last. Reads as the owner. */
export async function readStored(owner: ClientBase, after: Place): Promise<StoredBalance[]> {
  return (await owner.query<StoredBalance>(BATCH, after)).rows;
}

export const placeOf = ({ cityId, teacherId, cycleId }: StoredBalance): Place => [cityId, teacherId, cycleId];

/** What the rules say of the postings under a policy, as a row keeps it. */
export function figuresByRule(policy: unknown, { employments, postings }: StoredBalance): BalanceFigures {
  const parsed = parseCyclePolicy(policy);
  const balance = computeBalance(parsed, employments, netFacts(postings));
  const { requiredTotalTenths, requiredOnlineTenths, totalTenths, onlineTenths, onlineMetTenths, complete } = balance;
  return {
    ...{ requiredTotalTenths, requiredOnlineTenths, totalTenths, onlineTenths, onlineMetTenths, complete },
    ...keptYears(parsed, balance),
  };
}

const BATCH = `
  select t.city_id as "cityId", t.id as "teacherId", c.id as "cycleId", b.policy_version as "policyVersion",
    (b.school_id, b.county_id) is not distinct from (t.school_id, t.county_id) as "inPlace",
    n.version as "newestVersion", p.policy as "keptPolicy", n.policy as "newestPolicy",
    case when b.teacher_id is not null then json_build_object('requiredTotalTenths', b.required_total_tenths,
      'requiredOnlineTenths', b.required_online_tenths, 'totalTenths', b.total_tenths, 'onlineTenths', b.online_tenths,
      'onlineMetTenths', b.online_met_tenths, 'complete', b.complete, 'yearTotalTenths', b.year_total_tenths,
      'yearOnlineMetTenths', b.year_online_met_tenths, 'dutyYears', b.duty_years, 'dutyBits', b.duty_bits,
      'totalReachedBits', b.total_reached_bits, 'onlineReachedBits', b.online_reached_bits) end as kept,
    coalesce((select json_agg(json_build_object('from', m.starts_on, 'to', m.ends_on) order by m.starts_on)
      from employments m where m.city_id = t.city_id and m.teacher_id = t.id), '[]') as employments,
    coalesce((select json_agg(json_build_object('seq', l.seq, 'id', l.entry_id, 'source', l.source, 'year', l.year,
        'endedOn', l.ended_on, 'halves', l.halves, 'trainingKey', l.training_key, 'tenths', l.credits_tenths,
        'reversesSeq', l.reverses_seq) order by l.seq)
      from ledger_postings l where l.city_id = t.city_id and l.teacher_id = t.id and l.cycle_id = c.id), '[]') as postings
  from teachers t
  join cycles c on c.city_id = t.city_id
  join lateral (select version, policy from cycle_policies n where n.city_id = c.city_id and n.cycle_id = c.id
    order by version desc limit 1) n on true
  left join balances b on b.city_id = t.city_id and b.teacher_id = t.id and b.cycle_id = c.id
  left join cycle_policies p on p.city_id = b.city_id and p.cycle_id = b.cycle_id and p.version = b.policy_version
  where (t.city_id, t.id) >= ($1, $2) and (t.city_id, t.id, c.id) > ($1, $2, $3)
  order by t.city_id, t.id, c.id limit ${AT_ONCE}`;
