import { type CalendarDate, calendarDateInShanghai, daysBetween } from "@/rules/calendar";
import type { CreditSource } from "@/rules/credit-entry";
import type { Actor } from "@/server/actor";
import { transaction } from "@/server/db";
import { sql } from "@/server/sql";

export interface NextDeadline {
  source: CreditSource;
  lastDay: CalendarDate;
  daysLeft: number;
}

/** The next last day of a summary table (N3.3, N3.7) that is not over yet; null when all are. */
export async function readNextDeadline(actor: Actor, now: Date): Promise<NextDeadline | null> {
  const today = calendarDateInShanghai(now);
  const next = await transaction(actor, (tx) =>
    tx.first<{ source: CreditSource; lastDay: CalendarDate }>(sql`
      select source, last_day as "lastDay" from round_deadlines
      where city_id = ${actor.cityId} and last_day >= ${today} order by last_day, source limit 1`),
  );
  return next ? { ...next, daysLeft: daysBetween(today, next.lastDay) } : null;
}
