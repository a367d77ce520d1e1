import { type CalendarDate, calendarDateInShanghai } from "@/rules/calendar";
import { reminderDue } from "@/rules/reminders";
import type { SummarySource } from "@/rules/summary-tables";
import { withoutActor } from "@/server/db";
import { sql } from "@/server/sql";

interface KnownDeadline {
  cityId: number;
  roundId: number;
  source: SummarySource;
  lastDay: CalendarDate;
}

/**
 * Tells whoever has open work that a last day is near. Nobody acts here: the worker comes by, and the database tells each
 * account once for each reminder, however often it is asked.
 * @returns how many messages that made
 */
export async function remindOfDeadlines(now: Date): Promise<number> {
  const today = calendarDateInShanghai(now);
  return withoutActor(async (tx) => {
    const known = await tx.rows<KnownDeadline>(sql`
      select city_id as "cityId", round_id as "roundId", source, last_day as "lastDay" from deadlines_known()`);
    const due = known.flatMap((deadline) => {
      const days = reminderDue(deadline.lastDay, today);
      return days === null ? [] : [{ ...deadline, days }];
    });
    if (due.length === 0) return 0;
    const told = await tx.first<{ messages: number }>(sql`
      select coalesce(sum(remind_of_deadline(d."cityId", d."roundId", d.source, d.days, ${now}::timestamptz)), 0)::int as messages
      from jsonb_to_recordset(${JSON.stringify(due)}::jsonb) as d("cityId" int, "roundId" int, source credit_source, days int)`);
    return told?.messages ?? 0;
  });
}
