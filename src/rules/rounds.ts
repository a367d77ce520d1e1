import { type CalendarDate, compareDates, yearOf } from "./calendar";
import type { CreditSource } from "./credit-entry";
import { deadlineClause, lastDayOf, type Reopening, type Round } from "./deadlines";
import type { SummarySource } from "./summary-tables";
import type { Violation } from "./verdict";

/** The kinds that a school reports, and for which it can be let in again. */
export const SCHOOL_SOURCES = ["degree", "mooc"] as const satisfies readonly SummarySource[];
export type SchoolSource = (typeof SCHOOL_SOURCES)[number];

interface Years {
  fromYear: number;
  toYear: number;
}

export interface RoundFacts extends Years {
  cycle: Years;
  /** The other rounds of the city. */
  others: readonly Years[];
  /** Is a table of the round reported already, under other years than these? */
  reportedOtherwise: boolean;
}

/** May a round have these years? In order, within the cycle, of no other round, and not those of a table that is reported. */
export function judgeRound({ fromYear, toYear, cycle, others, reportedOtherwise }: RoundFacts): Violation[] {
  if (toYear < fromYear) return [roundViolation("round-years", "toYear")];
  const violations: Violation[] = [];
  if (fromYear < cycle.fromYear || toYear > cycle.toYear)
    violations.push(
      roundViolation("round-outside-cycle", fromYear < cycle.fromYear ? "fromYear" : "toYear", yearsOf(cycle)),
    );
  const overlapping = others.find((other) => fromYear <= other.toYear && toYear >= other.fromYear);
  if (overlapping) violations.push(roundViolation("round-overlaps", "fromYear", yearsOf(overlapping)));
  if (reportedOtherwise) violations.push(roundViolation("round-reported", "fromYear"));
  return violations;
}

const yearsOf = ({ fromYear, toYear }: Years) => ({ fromYear, toYear });

const roundViolation = (code: Violation["code"], field: string, params?: Violation["params"]): Violation => ({
  rule: "R17",
  clause: "S",
  code,
  field,
  ...(params && { params }),
});

/** A last day lies in the first year of the round or later: before that there is nothing to register. */
export function judgeNewLastDay(
  source: SummarySource,
  lastDay: CalendarDate,
  { fromYear }: Pick<Years, "fromYear">,
): Violation | null {
  if (yearOf(lastDay) >= fromYear) return null;
  return {
    rule: "R17",
    clause: deadlineClause(source),
    code: "deadline-before-round",
    field: source,
    params: { fromYear },
  };
}

/** A school is let in again where the last day has passed, and until a day that hasn't. */
export function judgeReopening({
  source,
  lastDay,
  until,
  today,
}: {
  source: SchoolSource;
  /** Of the round; null where it has none. */
  lastDay: CalendarDate | null;
  until: CalendarDate;
  today: CalendarDate;
}): Violation[] {
  const refuse = (code: Violation["code"], field: string, params?: Violation["params"]): Violation => ({
    rule: "R17",
    clause: deadlineClause(source),
    code,
    field,
    ...(params && { params }),
  });
  if (lastDay === null) return [refuse("deadline-not-needed", "target")];
  if (compareDates(today, lastDay) <= 0) return [refuse("reopening-not-needed", "target", { lastDay })];
  return compareDates(until, today) < 0 ? [refuse("reopening-ended", "until")] : [];
}

/** The last day of a kind as it is for one school. */
export interface SchoolDeadline {
  roundId: number;
  fromYear: number;
  toYear: number;
  source: CreditSource;
  /** Of the round. */
  lastDay: CalendarDate;
  /** Until when the city lets this school in again; null where it doesn't, or no later than the round's own day. */
  reopenedUntil: CalendarDate | null;
  /** Which of the two holds. */
  until: CalendarDate;
}

/**
 * Every last day, the earliest first.
 * @param schoolId whose reopenings count
 * @param reopenings those that hold
 */
export function deadlinesFor(
  schoolId: number,
  rounds: readonly Round[],
  reopenings: readonly Reopening[],
): SchoolDeadline[] {
  const all = rounds.flatMap((round) =>
    round.deadlines.map(({ source, lastDay }): SchoolDeadline => {
      const { id: roundId, fromYear, toYear } = round;
      const { reopenedUntil } = lastDayOf({ round, source, unitId: schoolId, reopenings });
      const until = reopenedUntil ?? lastDay;
      return { roundId, fromYear, toYear, source, lastDay, reopenedUntil, until };
    }),
  );
  return all.sort((one, other) => compareDates(one.until, other.until) || one.source.localeCompare(other.source));
}
