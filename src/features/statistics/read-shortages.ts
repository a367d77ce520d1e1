import { MISSING_ONLINE, MISSING_TOTAL } from "@/ledger/balance-columns";
import { SCHOOL_STAGES, type SchoolStage } from "@/rules/school-stages";
import { type ShortageBucket, type ShortageKind, shortageBuckets } from "@/rules/shortage";
import type { Actor } from "@/server/actor";
import { authorize } from "@/server/authorize";
import { transaction } from "@/server/db";
import { sql } from "@/server/sql";
import { askedYear } from "./asked-cycle";
import { balancesOf, type Within } from "./places";

export interface ShortagesAsked extends Within {
  kind: ShortageKind;
  by: "county" | "stage" | "school";
  /** Null: that of the business date. */
  year?: number | null;
}

/** How much is missing to how many, of those who are on duty in the year. Each teacher is in exactly one bucket. */
export interface Shortages {
  year: number;
  kind: ShortageKind;
  /** The first: nothing is missing. */
  buckets: ShortageBucket[];
  /** Teachers by bucket. */
  all: number[];
  groups: ShortageGroup[];
}

/** Teachers by bucket, of one county, stage or school; the county that is null: the schools directly under the city. */
export interface ShortageGroup {
  /** Of a county or school. */
  id: number | null;
  name: string | null;
  /** By stage. */
  stage: SchoolStage | null;
  counts: number[];
}

interface CountedRow extends Omit<ShortageGroup, "counts"> {
  code: string | null;
  bucket: number;
  teachers: number;
}

/** The distribution of what is missing in the actor's place. @returns null where no cycle has that year */
export async function readShortages(
  actor: Actor,
  { kind, by, year, ...within }: ShortagesAsked,
  now: Date,
): Promise<Shortages | null> {
  authorize(actor, "statistics:read");
  return transaction(actor, async (tx) => {
    const asked = await askedYear(tx, actor, year, now);
    if (!asked) return null;
    const buckets = shortageBuckets(asked.policy, kind);
    // From these on the next bucket begins.
    const bounds = buckets.slice(1).map(({ fromTenths }) => fromTenths);
    const missing = kind === "total" ? MISSING_TOTAL : MISSING_ONLINE;
    const key = by === "county" ? sql`s.county_id` : by === "school" ? sql`s.id` : sql`null::int`;
    const stage = by === "stage" ? sql`s.stage` : sql`null::school_stage`;
    const rows = await tx.rows<CountedRow>(sql`
      select f.id, o.name, o.code, f.stage, f.bucket, f.teachers
      from (
        select ${key} as id, ${stage} as stage, g.bucket, sum(g.teachers)::int as teachers
        from (
          select b.school_id, width_bucket(${missing}, ${bounds}::int[]) as bucket, count(*) as teachers
          from balances b where ${balancesOf(actor, asked.cycleId, within)} and ${asked.year}::smallint = any(b.duty_years)
          group by b.school_id, 2
        ) g join organisations s on s.city_id = ${actor.cityId} and s.id = g.school_id
        group by 1, 2, 3
      ) f left join organisations o on o.city_id = ${actor.cityId} and o.id = f.id
      order by o.code nulls last, f.id`);
    const groups = new Map<string, ShortageGroup>();
    const all = buckets.map(() => 0);
    for (const { id, name, stage, bucket, teachers } of rows) {
      const of = `${id}/${stage}`;
      const group = groups.get(of) ?? { id, name, stage, counts: buckets.map(() => 0) };
      groups.set(of, group);
      group.counts[bucket] = (group.counts[bucket] ?? 0) + teachers;
      all[bucket] = (all[bucket] ?? 0) + teachers;
    }
    const sorted = [...groups.values()].sort((a, b) => placeOfStage(a.stage) - placeOfStage(b.stage));
    return { year: asked.year, kind, buckets, all, groups: sorted };
  });
}

const placeOfStage = (stage: SchoolStage | null): number => (stage === null ? -1 : SCHOOL_STAGES.indexOf(stage));
