import type { DraftView } from "@/features/summaries/read-draft";
import type { Messages } from "@/messages";
import type { ReasonCode } from "@/rules/reasons";
import { Card } from "@/ui/card";
import { dateTime } from "@/ui/format";
import { Shape } from "@/ui/shape";
import { StatusTag } from "@/ui/tag";
import type { SummaryPlaces } from "./places";

/** The entries that a closing would leave out, each with the way to mend it. */
export function DraftMissing({
  draft: { missing },
  places,
  messages,
}: {
  draft: DraftView;
  places: SummaryPlaces;
  messages: Messages;
}) {
  const { summaries } = messages;
  if (missing.length === 0)
    return (
      <Card>
        <p className="flex items-center gap-2 text-good">
          <Shape name="check" />
          {summaries.missingNone}
        </p>
      </Card>
    );
  return (
    <Card title={summaries.missingTitle(missing.length)}>
      <p className="mb-2 text-sm text-soft">{summaries.missingLead}</p>
      <ul className="divide-y divide-line">
        {missing.map(({ entryId, teacherName, title, status, since, reason }) => (
          <li key={entryId} className="flex flex-wrap items-center gap-x-2 py-1.5">
            {places.entries ? <a href={`${places.entries}/${entryId}`}>{teacherName}</a> : <span>{teacherName}</span>}
            <span>{title}</span>
            <StatusTag status={status} messages={messages} />
            {since && <span className="text-soft text-xs">{summaries.since(dateTime(since).slice(0, 10))}</span>}
            {reason && <span className="w-full text-sm">{messages.reasons[reason as ReasonCode]}</span>}
          </li>
        ))}
      </ul>
    </Card>
  );
}
