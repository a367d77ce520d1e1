import { type CalendarDate, calendarDateInShanghai, compareDates, daysBetween } from "@/rules/calendar";
import type { CreditSource } from "@/rules/credit-entry";
import { deadlinesFor } from "@/rules/rounds";
import type { Actor } from "@/server/actor";
import { knownRounds } from "./known-rounds";

export interface NextDeadline {
  source: CreditSource;
  lastDay: CalendarDate;
  daysLeft: number;
}

/**
 * The next last day of a summary table (N3.3, N3.7) that is not over yet; null when all are. A school that is let in again,
 * and its teachers, see their own.
 */
export async function readNextDeadline(actor: Actor, now: Date): Promise<NextDeadline | null> {
  const today = calendarDateInShanghai(now);
  const { rounds, reopenings } = await knownRounds(actor);
  const next = deadlinesFor(actor.organisationId, rounds, reopenings).find(
    ({ until }) => compareDates(today, until) <= 0,
  );
  return next ? { source: next.source, lastDay: next.until, daysLeft: daysBetween(today, next.until) } : null;
}
