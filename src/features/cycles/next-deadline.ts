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

// Rounds change a few times a year and every page names the next deadline: a minute's memory of it spares each page a query.
const MEMORY_MS = 60_000;
const remembered = new Map<string, { until: number; deadline: NextDeadline | null }>();

/** The next last day of a summary table (N3.3, N3.7) that is not over yet; null when all are. */
export async function readNextDeadline(actor: Actor, now: Date): Promise<NextDeadline | null> {
  const today = calendarDateInShanghai(now);
  const key = `${actor.cityId} ${today}`;
  const known = remembered.get(key);
  if (known && known.until > Date.now()) return known.deadline;
  const next = await transaction(actor, (tx) =>
    tx.first<{ source: CreditSource; lastDay: CalendarDate }>(sql`
      select source, last_day as "lastDay" from round_deadlines
      where city_id = ${actor.cityId} and last_day >= ${today} order by last_day, source limit 1`),
  );
  const deadline = next ? { ...next, daysLeft: daysBetween(today, next.lastDay) } : null;
  remembered.set(key, { until: Date.now() + MEMORY_MS, deadline });
  return deadline;
}
