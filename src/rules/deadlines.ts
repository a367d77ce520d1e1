import type { EntryAction } from "./approval";
import { type CalendarDate, compareDates } from "./calendar";
import type { Clause } from "./clauses";
import type { CreditSource, Step } from "./credit-entry";
import type { Violation } from "./verdict";

/** The years of a cycle that are registered together, with the last day of each kind. */
export interface Round {
  id: number;
  fromYear: number;
  toYear: number;
  deadlines: readonly { source: CreditSource; lastDay: CalendarDate }[];
}

/** The city lets one school in again until the end of a day; of several of one school, kind and round the newest holds. */
export interface Reopening {
  roundId: number;
  schoolId: number;
  source: CreditSource;
  lastDay: CalendarDate;
}

export interface DeadlineFacts {
  source: CreditSource;
  /** The year in which the credit counts. */
  year: number;
  action: EntryAction;
  /** The step at which a decision is taken; null where none is. */
  step: Step | null;
  schoolId: number;
  /** The day in Asia/Shanghai: the whole last day is in time. */
  today: CalendarDate;
  rounds: readonly Round[];
  reopenings: readonly Reopening[];
}

const REGISTERING = new Set<EntryAction>(["declare", "register", "resubmit"]);
const DECIDING = new Set<EntryAction>(["approve", "return", "refuse"]);

/**
 * R17: after the last day of a round, registering a kind for its years and the school's first review of it stop; what is with
 * the superiors goes on. Null when it is in time, or when no round says when.
 */
export function judgeDeadline(facts: DeadlineFacts): Violation | null {
  const stops = REGISTERING.has(facts.action) || (facts.step === "school" && DECIDING.has(facts.action));
  const round = facts.rounds.find(({ fromYear, toYear }) => facts.year >= fromYear && facts.year <= toYear);
  return stops && round ? judgeLastDay({ ...facts, round, unitId: facts.schoolId }) : null;
}

/** Of what a day is asked: a kind of credit of a round, at one school or other unit. */
export interface LastDayOf {
  round: Round;
  source: CreditSource;
  unitId: number;
  reopenings: readonly Reopening[];
}

/** The last day that holds for this unit: that of the round, or a later one until which the city let it in again; null for none. */
export function lastDayOf({ round, source, unitId, reopenings }: LastDayOf): {
  lastDay: CalendarDate | null;
  reopenedUntil: CalendarDate | null;
} {
  const lastDay = round.deadlines.find((deadline) => deadline.source === source)?.lastDay ?? null;
  const until = reopenings.find(
    (reopening) => reopening.roundId === round.id && reopening.schoolId === unitId && reopening.source === source,
  )?.lastDay;
  return { lastDay, reopenedUntil: lastDay !== null && until && compareDates(until, lastDay) > 0 ? until : null };
}

/** R17: after its last day, a unit closes no table of a kind; the whole day is in time. */
export function judgeLastDay(facts: LastDayOf & { today: CalendarDate }): Violation | null {
  const { lastDay, reopenedUntil } = lastDayOf(facts);
  const held = reopenedUntil ?? lastDay;
  if (held === null || compareDates(facts.today, held) <= 0) return null;
  const { fromYear, toYear } = facts.round;
  return {
    rule: "R17",
    clause: deadlineClause(facts.source),
    code: "deadline-passed",
    field: null,
    params: { lastDay: held, fromYear, toYear },
  };
}

/** Where the notice speaks of the table of a kind and of its last day. */
export const deadlineClause = (source: CreditSource): Clause =>
  source === "degree" ? "N3.3" : source === "support_teaching" ? "N3.4" : "N3.7";
