import { MISSING_ONLINE, MISSING_TOTAL } from "@/ledger/balance-columns";
import { bitOf } from "@/rules/kept-years";
import { type CyclePolicy, cycleYears } from "@/rules/policy";
import { type Statement, sql } from "@/server/sql";

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

/** What a query sums up of balances with the same years of duty. */
export interface SummedRow extends Omit<CompletionFigures, "years"> {
  dutyBits: number;
  totalReached: number[];
  onlineReached: number[];
}

/** The columns of a `SummedRow` but `dutyBits`, of balance rows `b`. */
export function summedColumns(policy: CyclePolicy): Statement {
  const reached = (column: Statement) =>
    cycleYears(policy)
      .map((_, place) => sql`count(*) filter (where ${column} & ${bitOf(place)}::int <> 0)::int`)
      .reduce((all, one) => sql`${all}, ${one}`);
  return sql`count(*)::int as teachers, count(*) filter (where b.complete)::int as complete,
    count(*) filter (where ${MISSING_ONLINE} = 0)::int as "onlineComplete",
    sum(b.total_tenths) as "totalTenths", sum(b.online_met_tenths) as "onlineMetTenths",
    sum(${MISSING_TOTAL}) as "missingTotalTenths", sum(${MISSING_ONLINE}) as "missingOnlineTenths",
    array[${reached(sql`b.total_reached_bits`)}] as "totalReached",
    array[${reached(sql`b.online_reached_bits`)}] as "onlineReached"`;
}

/** The figures of any number of rows: sums are the asked year's, each year of the cycle is its own. */
export function rollUp(policy: CyclePolicy, year: number, rows: readonly SummedRow[]): CompletionFigures {
  const figures: CompletionFigures = {
    teachers: 0,
    complete: 0,
    onlineComplete: 0,
    totalTenths: 0,
    onlineMetTenths: 0,
    missingTotalTenths: 0,
    missingOnlineTenths: 0,
    years: cycleYears(policy).map((each) => ({ year: each, teachers: 0, totalReached: 0, onlineReached: 0 })),
  };
  const place = year - policy.cycle.fromYear;
  for (const row of rows) {
    if (row.dutyBits & bitOf(place)) {
      figures.teachers += row.teachers;
      figures.complete += row.complete;
      figures.onlineComplete += row.onlineComplete;
      figures.totalTenths += row.totalTenths;
      figures.onlineMetTenths += row.onlineMetTenths;
      figures.missingTotalTenths += row.missingTotalTenths;
      figures.missingOnlineTenths += row.missingOnlineTenths;
    }
    figures.years.forEach((of, index) => {
      if (!(row.dutyBits & bitOf(index))) return;
      of.teachers += row.teachers;
      of.totalReached += row.totalReached[index] ?? 0;
      of.onlineReached += row.onlineReached[index] ?? 0;
    });
  }
  return figures;
}
