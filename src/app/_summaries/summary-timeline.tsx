import { EventReason } from "@/app/_parts/event-reason";
import type { SummaryEventLine } from "@/features/summaries/read-summary";
import type { Messages } from "@/messages";
import { dateTime } from "@/ui/format";
import { Timeline } from "@/ui/timeline";

/** Who did what with a table, and when. */
export function SummaryTimeline({ events, messages }: { events: readonly SummaryEventLine[]; messages: Messages }) {
  return (
    <Timeline
      events={events.map((event) => ({
        key: event.seq,
        what: whatOf(event, messages),
        who: `${event.byOrganisation} · ${event.byName}`,
        at: dateTime(event.at),
        note: (event.reason || event.note) && <EventReason event={event} messages={messages} />,
      }))}
    />
  );
}

/** Of a tick also the day on which the paper arrived. */
function whatOf({ action, arrivedOn }: SummaryEventLine, { summaries }: Messages): string {
  const what = summaries.actions[action];
  if (action !== "receive_paper" && action !== "receive_certificates") return what;
  return `${what} · ${arrivedOn ? summaries.arrived(arrivedOn) : summaries.tickTakenAway}`;
}
