import { addDays, type CalendarDate, compareDates } from "./calendar";

/** Up to so many days an entry has waited: the classes in which a queue's age is shown; what is older is the last class. */
export const WAITING_DAYS = [3, 7, 14] as const;

/** So many days back the pace of a queue is measured (S): the last four weeks. */
export const PACE_DAYS = 28;

/** The class of one that has waited for so many calendar days: 0 the youngest, `WAITING_DAYS.length` the oldest. */
export function waitingClass(days: number): number {
  const place = WAITING_DAYS.findIndex((limit) => days <= limit);
  return place < 0 ? WAITING_DAYS.length : place;
}

/** What is known of one queue. */
export interface QueueFacts {
  waiting: number;
  /** Came to the queue in the last `PACE_DAYS` days. */
  arrived: number;
  /** Left it in the same days: approved, returned, refused, withdrawn. */
  decided: number;
}

/** Where a queue leads; honest where nothing can be told. */
export type Forecast =
  | { kind: "empty" }
  /** Nothing has been decided in these weeks: no pace, no forecast. */
  | { kind: "no-decisions" }
  /** At least as much arrives as is decided: at this pace it is never empty; if nothing more came, in so many days. */
  | { kind: "grows"; daysIfNoneArrive: number }
  /** At this pace empty in so many days; `inTime`: before the last day is over, null where none is near. */
  | { kind: "clears"; days: number; on: CalendarDate; inTime: boolean | null };

/**
 * When a queue is empty if people go on as in the last four weeks (S). Nothing is smoothed: it is a division, and says so.
 * @param lastDay the next last day of a round, if there is one
 */
export function forecastQueue(facts: QueueFacts, today: CalendarDate, lastDay: CalendarDate | null): Forecast {
  if (facts.waiting === 0) return { kind: "empty" };
  if (facts.decided === 0) return { kind: "no-decisions" };
  const net = facts.decided - facts.arrived;
  const daysAt = (pace: number) => Math.ceil((facts.waiting * PACE_DAYS) / pace);
  if (net <= 0) return { kind: "grows", daysIfNoneArrive: daysAt(facts.decided) };
  const days = daysAt(net);
  const on = addDays(today, days);
  return { kind: "clears", days, on, inTime: lastDay === null ? null : compareDates(on, lastDay) <= 0 };
}
