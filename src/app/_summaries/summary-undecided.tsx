import { listHref } from "@/app/_review/list-href";
import type { SummaryView } from "@/features/summaries/read-summary";
import type { Messages } from "@/messages";
import { Card } from "@/ui/card";
import { Shape } from "@/ui/shape";
import { StatusTag } from "@/ui/tag";
import type { SummaryPlaces } from "./places";

/** The entries of the table that aren't decided yet, with the way to each, and for the reviewer to all of them. */
export function SummaryUndecided({
  view: { head, undecided },
  places,
  decides,
  messages,
}: {
  view: SummaryView;
  places: SummaryPlaces;
  /** Before its superior. */
  decides: boolean;
  messages: Messages;
}) {
  const { summaries } = messages;
  if (undecided.length === 0)
    return (
      <Card>
        <p className="flex items-center gap-2 text-good">
          <Shape name="check" />
          {summaries.undecidedNone}
        </p>
      </Card>
    );
  const title = summaries.undecidedTitle(undecided.length);
  return (
    <Card title={title}>
      <p className="mb-2 text-sm text-soft">{decides ? summaries.undecidedLead : summaries.undecidedLeadUnit}</p>
      {decides && places.queue && (
        <p className="mb-2">
          <a href={queueHref(places.queue, head)}>{summaries.undecidedGo}</a>
        </p>
      )}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls has to be reached by keyboard (WCAG 2.1.1) */}
      <section aria-label={title} tabIndex={0} className="max-h-72 overflow-y-auto">
        <ul className="divide-y divide-line">
          {undecided.map(({ entryId, teacherName, status }) => (
            <li key={entryId} className="flex flex-wrap items-center gap-x-2 py-1">
              {places.entries ? <a href={`${places.entries}/${entryId}`}>{teacherName}</a> : <span>{teacherName}</span>}
              <StatusTag status={status} messages={messages} />
            </li>
          ))}
        </ul>
      </section>
    </Card>
  );
}

/** What waits of this table. Support teaching is decided with its roster (N3.4). */
const queueHref = (queue: string, { source, unitId }: SummaryView["head"]): string =>
  source === "support_teaching" ? `${queue}/projects/queue` : listHref(queue, { source, school: String(unitId) });
