import { MISSING_ONLINE, MISSING_TOTAL } from "@/ledger/balance-columns";
import { calendarDateInShanghai } from "@/rules/calendar";
import { yearsAfter } from "@/rules/kept-years";
import { placeBounds, placesOf, placeTenths, plannedYear } from "@/rules/planning";
import type { CyclePolicy } from "@/rules/policy";
import { SCHOOL_STAGES, type SchoolStage } from "@/rules/school-stages";
import type { Actor } from "@/server/actor";
import { authorize } from "@/server/authorize";
import { transaction } from "@/server/db";
import { type Statement, sql } from "@/server/sql";
import { askedYear } from "./asked-cycle";
import { balancesOf, type Within } from "./places";

/** What the planned year has to offer to whom (N2), by `placesFor` (rules/planning.ts) of each teacher. */
export interface PlannedPlaces {
  /** On duty in the planned year. */
  teachers: number;
  /** Of them: need a place of either kind. */
  inNeed: number;
  /** Study years of online training. */
  online: number;
  /** Trainings beside it, of a year's other credits. */
  training: number;
  /** Online credits that no place makes up for any more (R2). Tenths. */
  lostOnlineTenths: number;
}

export interface Planning {
  /** The year that is planned. */
  year: number;
  /** What a place is worth, in tenths. */
  worth: { online: number; training: number };
  all: PlannedPlaces;
  /** In the order of their codes; null, the last: the schools directly under the city. */
  counties: (PlannedPlaces & { countyId: number | null; countyName: string | null })[];
  stages: (PlannedPlaces & { stage: SchoolStage })[];
  /** Null: none is recorded. The most places first. */
  subjects: (PlannedPlaces & { subject: string | null })[];
}

/** Teachers with the same need: so many places of each kind, before the years after are taken off. */
interface NeedRow {
  dutyBits: number;
  online: number;
  training: number;
  teachers: number;
  lost: number;
}

/** The places of the next year for the actor's place. @returns null where the business date lies in no cycle */
export async function readPlanning(actor: Actor, within: Within, now: Date): Promise<Planning | null> {
  authorize(actor, "planning:read");
  return transaction(actor, async (tx) => {
    const asked = await askedYear(tx, actor, null, now);
    const year = asked && plannedYear(asked.policy, calendarDateInShanghai(now));
    if (!asked || year === null) return null;
    const place = year - asked.policy.cycle.fromYear;
    const needs = needsOf(asked.policy, year, balancesOf(actor, asked.cycleId, within));
    const [ofPlaces, ofSubjects] = await Promise.all([
      tx.rows<NeedRow & { countyId: number | null; countyName: string | null; stage: SchoolStage }>(sql`
        select s.county_id as "countyId", c.name as "countyName", s.stage, ${SUMMED}
        from (${needs}) n join organisations s on s.city_id = ${actor.cityId} and s.id = n.school_id
        left join organisations c on c.city_id = ${actor.cityId} and c.id = s.county_id
        group by s.county_id, c.name, c.code, s.stage, n.duty_bits, n.online, n.training order by c.code nulls last`),
      tx.rows<NeedRow & { subject: string | null }>(sql`
        select t.subject, ${SUMMED}
        from (${needs}) n join teachers t on t.city_id = ${actor.cityId} and t.id = n.teacher_id
        group by t.subject, n.duty_bits, n.online, n.training`),
    ]);
    return {
      year,
      worth: placeTenths(asked.policy),
      all: places(ofPlaces, place),
      counties: by(ofPlaces, place, ({ countyId, countyName }) => ({ countyId, countyName })),
      stages: by(ofPlaces, place, ({ stage }) => ({ stage })).sort(
        (a, b) => SCHOOL_STAGES.indexOf(a.stage) - SCHOOL_STAGES.indexOf(b.stage),
      ),
      subjects: by(ofSubjects, place, ({ subject }) => ({ subject })).sort(
        (a, b) => b.online + b.training - a.online - a.training || b.teachers - a.teachers,
      ),
    };
  });
}

const SUMMED = sql`n.duty_bits as "dutyBits", n.online, n.training, count(*)::int as teachers, sum(n.lost)::int as lost`;

/**
 * Each balance with the number of places of each kind: how many of the rule's bounds its shortage reaches. What may still be
 * made up online is `openOnlineTenths` of the rules; the recount test holds the two equal.
 */
function needsOf(policy: CyclePolicy, year: number, balances: Statement): Statement {
  const worth = placeTenths(policy);
  const { totalTenths, onlineTenths, annualOnlineTenths } = policy.required;
  const open = policy.online.makeUp
    ? sql`m.online`
    : sql`least(m.online, ${annualOnlineTenths}::int *
        (select count(*)::int from unnest(m.duty_years) as d(year) where d.year >= ${year}))`;
  return sql`
    select m.teacher_id, m.school_id, m.duty_bits, m.online - ${open} as lost,
      width_bucket(${open}, ${placeBounds(worth.online, onlineTenths)}::int[]) as online,
      width_bucket(m.total - ${open}, ${placeBounds(worth.training, totalTenths)}::int[]) as training
    from (
      select b.teacher_id, b.school_id, b.duty_bits, b.duty_years, ${MISSING_TOTAL} as total, ${MISSING_ONLINE} as online
      from balances b where ${balances} and ${year}::smallint = any(b.duty_years)
    ) m`;
}

/** @param place of the planned year in the cycle */
function places(rows: readonly NeedRow[], place: number): PlannedPlaces {
  const sum: PlannedPlaces = { teachers: 0, inNeed: 0, online: 0, training: 0, lostOnlineTenths: 0 };
  for (const row of rows) {
    const after = yearsAfter(row.dutyBits, place);
    const [online, training] = [placesOf(row.online, after), placesOf(row.training, after)];
    sum.teachers += row.teachers;
    if (online + training > 0) sum.inNeed += row.teachers;
    sum.online += online * row.teachers;
    sum.training += training * row.teachers;
    sum.lostOnlineTenths += row.lost;
  }
  return sum;
}

/** The places of those who have the same key, in the order in which the keys first come. */
function by<Row extends NeedRow, Key extends object>(rows: readonly Row[], place: number, keyOf: (row: Row) => Key) {
  const groups = new Map<string, { key: Key; rows: Row[] }>();
  for (const row of rows) {
    const key = keyOf(row);
    const text = JSON.stringify(key);
    const group = groups.get(text) ?? { key, rows: [] };
    groups.set(text, group);
    group.rows.push(row);
  }
  return [...groups.values()].map(({ key, rows: some }) => ({ ...places(some, place), ...key }));
}
