import { type CycleName, readCycleNames } from "@/ledger/cycle-policy";
import { grouped } from "@/rules/grouped";
import { SCHOOL_STAGES, type SchoolStage } from "@/rules/school-stages";
import type { Actor } from "@/server/actor";
import { authorize } from "@/server/authorize";
import { transaction } from "@/server/db";
import { sql } from "@/server/sql";
import { askedYear } from "./asked-cycle";
import { type CompletionFigures, rollUp, type SummedRow, summedColumns } from "./figures";
import { balancesOf, readSchools, type SchoolPlace } from "./places";

/** How far the teachers of the actor's place are. Everyone who is on duty in `year` is counted once, where they work now. */
export interface Completion {
  year: number;
  cycleName: string;
  fromYear: number;
  toYear: number;
  /** All of the city, from the first on. */
  cycles: CycleName[];
  /** What a year asks for, in tenths. */
  annualTotalTenths: number;
  annualOnlineTenths: number;
  all: CompletionFigures;
  /** By superior, in the order of their codes; null, the last: the schools directly under the city. */
  counties: (CompletionFigures & Pick<SchoolPlace, "countyId" | "countyCode" | "countyName">)[];
  /** Only those that have teachers, from the youngest pupils on. */
  stages: (CompletionFigures & { stage: SchoolStage })[];
  /** By county, then by school, in the order of their codes. */
  schools: (CompletionFigures & SchoolPlace)[];
}

type SchoolRow = SummedRow & { schoolId: number };

/**
 * The completion of the actor's place: a school sees itself, a county its schools, the city all.
 * @param year null: that of the business date
 * @returns null where no cycle has that year
 */
export async function readCompletion(
  actor: Actor,
  { year }: { year?: number | null },
  now: Date,
): Promise<Completion | null> {
  authorize(actor, "statistics:read");
  return transaction(actor, async (tx) => {
    const asked = await askedYear(tx, actor, year, now);
    if (!asked) return null;
    const { policy } = asked;
    const [rows, places, cycles] = await Promise.all([
      tx.rows<SchoolRow>(sql`
        select b.school_id as "schoolId", ${summedColumns(policy, asked.year)}
        from balances b where ${balancesOf(actor, asked.cycleId)} group by b.school_id`),
      readSchools(tx, actor.cityId),
      readCycleNames(tx, actor.cityId),
    ]);
    const figures = (some: readonly SchoolRow[]) => rollUp(policy, some);
    const placed = rows.map((row) => ({ row, place: placeOf(places, row.schoolId) }));
    const by = <K extends string | number | null>(key: (place: SchoolPlace) => K) =>
      [...grouped(placed, ({ place }) => key(place))].map(([of, some]) => ({
        of,
        place: (some[0] as (typeof placed)[number]).place,
        figures: figures(some.map(({ row }) => row)),
      }));
    return {
      year: asked.year,
      cycleName: asked.cycleName,
      ...policy.cycle,
      cycles,
      annualTotalTenths: policy.required.annualTotalTenths,
      annualOnlineTenths: policy.required.annualOnlineTenths,
      all: figures(rows),
      counties: by(({ countyId }) => countyId)
        .map(({ of, place, figures }) => ({
          ...figures,
          countyId: of,
          countyCode: place.countyCode,
          countyName: place.countyName,
        }))
        .sort((a, b) => byCode(a.countyCode, b.countyCode)),
      stages: by(({ stage }) => stage)
        .flatMap(({ of, figures }) => (of === null ? [] : [{ ...figures, stage: of }]))
        .sort((a, b) => SCHOOL_STAGES.indexOf(a.stage) - SCHOOL_STAGES.indexOf(b.stage)),
      schools: by(({ id }) => id)
        .map(({ place, figures }) => ({ ...figures, ...place }))
        .sort((a, b) => byCode(a.countyCode, b.countyCode) || byCode(a.code, b.code)),
    };
  });
}

/** What is no school has no teachers; were it so, they would still be in the sums. */
const placeOf = (places: ReadonlyMap<number, SchoolPlace>, id: number): SchoolPlace =>
  places.get(id) ?? {
    id,
    name: String(id),
    code: null,
    stage: null,
    countyId: null,
    countyCode: null,
    countyName: null,
  };

/** As places are listed: by their official code, what has none last. */
const byCode = (a: string | null, b: string | null): number => {
  if (a === null || b === null) return Number(a === null) - Number(b === null);
  return a < b ? -1 : a > b ? 1 : 0;
};
