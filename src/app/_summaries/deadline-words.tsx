import type { Messages } from "@/messages";
import { type CalendarDate, daysBetween } from "@/rules/calendar";
import { deadlineClause } from "@/rules/deadlines";
import type { SummarySource } from "@/rules/summary-tables";
import { ClauseLink } from "@/ui/clause-link";

/** The last day of a table, how far it is, and whether the unit was let in again. */
export function DeadlineWords({
  source,
  lastDay,
  reopenedUntil,
  today,
  messages,
}: {
  source: SummarySource;
  lastDay: CalendarDate | null;
  reopenedUntil: CalendarDate | null;
  today: CalendarDate;
  messages: Messages;
}) {
  const { summaries, shell } = messages;
  const left = (day: CalendarDate) => shell.daysLeft(daysBetween(today, day));
  if (lastDay === null) return summaries.noLastDay;
  const isOver = daysBetween(today, lastDay) < 0;
  return (
    <>
      {isOver ? summaries.latePast(lastDay) : summaries.lastDayLeft(lastDay, left(lastDay))}{" "}
      <ClauseLink clause={deadlineClause(source)} rule="R17" messages={messages} />
      {isOver && reopenedUntil !== null && daysBetween(today, reopenedUntil) >= 0 && (
        <span className="block">{summaries.reopenedUntil(reopenedUntil, left(reopenedUntil))}</span>
      )}
    </>
  );
}
