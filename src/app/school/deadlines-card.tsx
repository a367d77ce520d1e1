import type { OwnDeadline } from "@/features/cycles/list-own-deadlines";
import type { Messages } from "@/messages";
import { deadlineClause } from "@/rules/deadlines";
import { Card } from "@/ui/card";
import { ClauseLink } from "@/ui/clause-link";
import { Tag } from "@/ui/tag";

/** The last days of a school's tables: how long there is, or that it is late, and what is left to do. */
export function DeadlinesCard({ deadlines, messages }: { deadlines: readonly OwnDeadline[]; messages: Messages }) {
  if (deadlines.length === 0) return null;
  const { rounds: words, credits } = messages;
  return (
    <Card title={words.own} aside={<a href="/school/summaries">{words.toSummaries}</a>}>
      <ul className="divide-y divide-line">
        {deadlines.map((deadline) => (
          <li key={`${deadline.roundId} ${deadline.source}`} className="py-2">
            <p className="flex flex-wrap items-baseline gap-x-2">
              <span className="font-medium">
                {words.ownRow(credits.sources[deadline.source], words.span(deadline.fromYear, deadline.toYear))}
              </span>
              <span>{dayOf(deadline, messages)}</span>
              {deadline.daysLeft < 0 && <Tag tone="bad">{words.late}</Tag>}
              <ClauseLink clause={deadlineClause(deadline.source)} rule="R17" messages={messages} />
            </p>
            <p className="text-sm text-soft">{workOf(deadline, messages)}</p>
          </li>
        ))}
      </ul>
      {deadlines.some(({ daysLeft }) => daysLeft < 0) && <p className="mt-2">{words.ownLateHint}</p>}
    </Card>
  );
}

function dayOf({ lastDay, reopenedUntil, until, daysLeft }: OwnDeadline, { rounds: words }: Messages): string {
  if (daysLeft < 0) return words.ownLate(until);
  return reopenedUntil === null ? words.ownLeft(lastDay, daysLeft) : words.ownReopened(reopenedUntil, daysLeft);
}

function workOf({ work }: OwnDeadline, { rounds: words }: Messages): string {
  if (!work) return words.noEntries;
  const { atSchool, returned, rows, reported } = work;
  const table = reported ? words.ownReported : rows > 0 ? words.ownUnreported : "";
  return [words.ownWork(atSchool, returned), table].filter((part) => part !== "").join(" · ");
}
