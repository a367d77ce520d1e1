import type { ClientBase } from "pg";
import { computeBalance } from "@/rules/balance";
import type { Employment } from "@/rules/duty";
import { invariant } from "@/rules/invariant";
import { type KeptYears, keptYears } from "@/rules/kept-years";
import { type CyclePolicy, parseCyclePolicy } from "@/rules/policy";
import { netFacts, type Posting } from "@/rules/postings";

// All balances for an operator's command, as the owner and outside any actor: a thousand teachers at a time, so that memory
// stays flat.

/** The figures of a balance row. Tenths of a credit. */
export interface BalanceFigures extends KeptYears {
  requiredTotalTenths: number;
  requiredOnlineTenths: number;
  totalTenths: number;
  onlineTenths: number;
  onlineMetTenths: number;
  complete: boolean;
}

/** A teacher in a cycle: the row that is kept, and all that the rules judge by beside the policy. */
export interface StoredBalance {
  cityId: number;
  teacherId: number;
  cycleId: number;
  /** Null where the teacher has no row in that cycle. */
  kept: BalanceFigures | null;
  policyVersion: number | null;
  /** The row's place is that where the teacher works now. */
  inPlace: boolean | null;
  employments: [Employment["from"], Employment["to"]][];
  /** As lists of their columns: of a million of them the names would be most of the text. */
  postings: PostingColumns[];
}

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

/** The last teacher of a batch; zeros before the first. */
export type Place = [cityId: number, teacherId: number];

const AT_ONCE = 1_000;

/** The last of the next thousand teachers; undefined after the last of all. */
export async function nextPlace(owner: ClientBase, after: Place): Promise<Place | undefined> {
  const { rows } = await owner.query<{ cityId: number; id: number }>(
    `select city_id as "cityId", id from (
       select city_id, id from teachers where (city_id, id) > ($1, $2) order by city_id, id limit ${AT_ONCE}
     ) t order by city_id desc, id desc limit 1`,
    after,
  );
  return rows[0] && [rows[0].cityId, rows[0].id];
}

/** The teachers behind the one place up to the other, in each cycle of their city, with a balance or without. */
export async function readStored(owner: ClientBase, after: Place, upTo: Place): Promise<StoredBalance[]> {
  return (await owner.query<StoredBalance>({ name: "stored-balances", text: STORED, values: [...after, ...upTo] }))
    .rows;
}

/** Every version of every cycle's policy; the newest is in force. */
export class Policies {
  private constructor(private readonly ofCycles: ReadonlyMap<string, ReadonlyMap<number, CyclePolicy>>) {}

  static async read(owner: ClientBase): Promise<Policies> {
    const { rows } = await owner.query<{ cycle: string; version: number; policy: unknown }>(
      "select city_id || '/' || cycle_id as cycle, version, policy from cycle_policies order by city_id, cycle_id, version",
    );
    const ofCycles = new Map<string, Map<number, CyclePolicy>>();
    for (const { cycle, version, policy } of rows) {
      const versions = ofCycles.get(cycle) ?? new Map<number, CyclePolicy>();
      ofCycles.set(cycle, versions.set(version, parseCyclePolicy(policy)));
    }
    return new Policies(ofCycles);
  }

  /** The policy of that version; the newest where none is named, or one that there is not. */
  of({ cityId, cycleId }: StoredBalance, version: number | null): { version: number; policy: CyclePolicy } {
    const versions = this.ofCycles.get(`${cityId}/${cycleId}`);
    const named = version === null ? undefined : versions?.get(version);
    if (named && version !== null) return { version, policy: named };
    const newest = [...(versions ?? [])].at(-1);
    invariant(newest, `cycle ${cycleId} has a policy`);
    return { version: newest[0], policy: newest[1] };
  }
}

/** What the rules say of the postings under a policy, as a row keeps it. */
export function figuresByRule(policy: CyclePolicy, { employments, postings }: StoredBalance): BalanceFigures {
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

const STORED = `
  select t.city_id as "cityId", t.id as "teacherId", c.id as "cycleId", b.policy_version as "policyVersion",
    (b.school_id, b.county_id) is not distinct from (t.school_id, t.county_id) as "inPlace",
    case when b.teacher_id is not null then json_build_object('requiredTotalTenths', b.required_total_tenths,
      'requiredOnlineTenths', b.required_online_tenths, 'totalTenths', b.total_tenths, 'onlineTenths', b.online_tenths,
      'onlineMetTenths', b.online_met_tenths, 'complete', b.complete, 'yearTotalTenths', b.year_total_tenths,
      'yearOnlineMetTenths', b.year_online_met_tenths, 'dutyYears', b.duty_years, 'dutyBits', b.duty_bits,
      'totalReachedBits', b.total_reached_bits, 'onlineReachedBits', b.online_reached_bits) end as kept,
    coalesce((select json_agg(json_build_array(m.starts_on, m.ends_on) order by m.starts_on)
      from employments m where m.city_id = t.city_id and m.teacher_id = t.id), '[]') as employments,
    coalesce((select json_agg(json_build_array(l.seq, l.entry_id, l.source, l.year, l.ended_on, l.halves, l.training_key,
        l.credits_tenths, l.reverses_seq) order by l.seq)
      from ledger_postings l where l.city_id = t.city_id and l.teacher_id = t.id and l.cycle_id = c.id), '[]') as postings
  from teachers t
  join cycles c on c.city_id = t.city_id
  left join balances b on b.city_id = t.city_id and b.teacher_id = t.id and b.cycle_id = c.id
  where (t.city_id, t.id) > ($1, $2) and (t.city_id, t.id) <= ($3, $4)
  order by t.city_id, t.id, c.id`;
