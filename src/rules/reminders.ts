import { type CalendarDate, daysBetween } from "./calendar";

/** So many days before a last day those who have open work are reminded (S). */
const REMINDERS = [14, 7, 2] as const;

/**
 * Which reminder of a last day is due today: the nearest that has been reached. Who wasn't there on that very day catches up,
 * and what the next reminder has overtaken isn't told any more. Null before the first, and when the last day is over.
 */
export function reminderDue(lastDay: CalendarDate, today: CalendarDate): number | null {
  const left = daysBetween(today, lastDay);
  if (left < 0) return null;
  return REMINDERS.findLast((days) => left <= days) ?? null;
}
