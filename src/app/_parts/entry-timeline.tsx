import type { EntryReview } from "@/features/credits/review-entry";
import type { Messages } from "@/messages";
import { REASONS, type ReasonCode } from "@/rules/reasons";
import { ClauseLink } from "@/ui/clause-link";
import { dateTime } from "@/ui/format";
import { Timeline } from "@/ui/timeline";

/** Every step of an entry, with the reason and its clause where there was one. */
export function EntryTimeline({ review, messages }: { review: EntryReview; messages: Messages }) {
  const { credits, reasons } = messages;
  return (
    <Timeline
      events={review.events.map((event) => {
        const code = event.reason as ReasonCode | null;
        return {
          key: event.seq,
          what: event.action === "approve" ? credits.approvals[event.byRole] : credits.actions[event.action],
          who: `${event.byOrganisation} · ${event.byName}`,
          at: dateTime(event.at),
          note: (code || event.note) && (
            <>
              {code && (
                <span className="mr-2">
                  {reasons[code]}{" "}
                  <ClauseLink clause={REASONS[code].clause} rule={REASONS[code].rule} messages={messages} />
                </span>
              )}
              {event.note}
            </>
          ),
        };
      })}
    />
  );
}
