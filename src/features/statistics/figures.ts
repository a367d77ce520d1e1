import { MISSING_ONLINE, MISSING_TOTAL } from "@/ledger/balance-columns";
import { bitOf } from "@/rules/kept-years";
import { type CyclePolicy, cycleYears } from "@/rules/policy";
import { Statement, sql } from "@/server/sql";

/** One year of the cycle: how many owe it, and how many of them have it. */
export interface YearFigures {
  year: number;
  /** On duty in the year (R4). */
  teachers: number;
  /** Of them: the year's credits that count reach its 72, or the whole cycle is complete (R3, R5). */
  totalReached: number;
  /** Of them: what meets the year's online duty, earned or deemed (R6), reaches its 16, or the whole cycle is complete. */
  onlineReached: number;
}

/** Of those who are on duty in the asked year. Sums in tenths of a credit. */
export interface CompletionFigures {
  teachers: number;
  /** Total and online part are both reached (R3), by credits or deemed (R5). */
  complete: number;
  /** Nothing is missing to the online part. */
  onlineComplete: number;
  totalTenths: number;
  onlineMetTenths: number;
  missingTotalTenths: number;
  missingOnlineTenths: number;
  /** Every year of the cycle, each with its own teachers on duty. */
  years: YearFigures[];
}

/** The figures as a query sums them up: by place in the cycle `onDuty0`, `totalReached0`, `onlineReached0` and so on. */
export type SummedRow = Omit<CompletionFigures, "years"> & Record<`${YearColumn}${number}`, number>;

type YearColumn = "onDuty" | "totalReached" | "onlineReached";

const YEAR_BITS = [
  ["onDuty", sql`b.duty_bits`],
  ["totalReached", sql`b.total_reached_bits`],
  ["onlineReached", sql`b.online_reached_bits`],
] as const satisfies readonly [YearColumn, Statement][];

/** The columns of a `SummedRow`, of balance rows `b`: sums are of those on duty in `year`, each year of the cycle is its own. */
export function summedColumns(policy: CyclePolicy, year: number): Statement {
  const counted = sql`filter (where b.duty_bits & ${bitOf(year - policy.cycle.fromYear)}::int <> 0)`;
  const years = cycleYears(policy).flatMap((_, place) =>
    YEAR_BITS.map(([name, bits]) => {
      const column = new Statement(`"${name}${place}"`, []);
      return sql`count(*) filter (where ${bits} & ${bitOf(place)}::int <> 0)::int as ${column}`;
    }),
  );
  return sql`count(*) ${counted}::int as teachers,
    count(*) filter (where b.complete and b.duty_bits & ${bitOf(year - policy.cycle.fromYear)}::int <> 0)::int as complete,
    count(*) filter (where ${MISSING_ONLINE} = 0 and b.duty_bits & ${bitOf(year - policy.cycle.fromYear)}::int <> 0)::int
      as "onlineComplete",
    coalesce(sum(b.total_tenths) ${counted}, 0) as "totalTenths",
    coalesce(sum(b.online_met_tenths) ${counted}, 0) as "onlineMetTenths",
    coalesce(sum(${MISSING_TOTAL}) ${counted}, 0) as "missingTotalTenths",
    coalesce(sum(${MISSING_ONLINE}) ${counted}, 0) as "missingOnlineTenths",
    ${years.reduce((all, one) => sql`${all}, ${one}`)}`;
}

/** The figures of any number of rows together. */
export function rollUp(policy: CyclePolicy, rows: readonly SummedRow[]): CompletionFigures {
  const figures: CompletionFigures = {
    teachers: 0,
    complete: 0,
    onlineComplete: 0,
    totalTenths: 0,
    onlineMetTenths: 0,
    missingTotalTenths: 0,
    missingOnlineTenths: 0,
    years: cycleYears(policy).map((year) => ({ year, teachers: 0, totalReached: 0, onlineReached: 0 })),
  };
  // Named once: there are a thousand schools with fifteen of them.
  const columns = figures.years.map((of, place) => ({
    of,
    onDuty: `onDuty${place}` as const,
    totalReached: `totalReached${place}` as const,
    onlineReached: `onlineReached${place}` as const,
  }));
  for (const row of rows) {
    figures.teachers += row.teachers;
    figures.complete += row.complete;
    figures.onlineComplete += row.onlineComplete;
    figures.totalTenths += row.totalTenths;
    figures.onlineMetTenths += row.onlineMetTenths;
    figures.missingTotalTenths += row.missingTotalTenths;
    figures.missingOnlineTenths += row.missingOnlineTenths;
    for (const { of, onDuty, totalReached, onlineReached } of columns) {
      of.teachers += row[onDuty] ?? 0;
      of.totalReached += row[totalReached] ?? 0;
      of.onlineReached += row[onlineReached] ?? 0;
    }
  }
  return figures;
}
