import type { EntryReview } from "@/features/credits/review-entry";
import type { Messages } from "@/messages";
import { REASONS, type ReasonCode } from "@/rules/reasons";
import { ClauseLink } from "@/ui/clause-link";
import { dateTime } from "@/ui/format";
import { Timeline } from "@/ui/timeline";

/** Whose approval it was, and who registered it; the other steps are called the same whoever takes them. */
function whatWasDone({ action, byRole }: EntryReview["events"][number], credits: Messages["credits"]): string {
  if (action === "approve") return credits.approvals[byRole];
  return action === "register" ? credits.registrations[byRole] : credits.actions[action];
}

/** Every step of an entry, with the reason and its clause where there was one. */
export function EntryTimeline({ review, messages }: { review: EntryReview; messages: Messages }) {
  const { credits, reasons } = messages;
  return (
    <Timeline
      events={review.events.map((event) => {
        const code = event.reason as ReasonCode | null;
        return {
          key: event.seq,
          what: whatWasDone(event, credits),
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
