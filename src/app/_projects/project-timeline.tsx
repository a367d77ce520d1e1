import type { ProjectEventLine } from "@/features/projects/read-project";
import type { Messages } from "@/messages";
import { REASONS, type ReasonCode } from "@/rules/reasons";
import { ClauseLink } from "@/ui/clause-link";
import { dateTime } from "@/ui/format";
import { Timeline } from "@/ui/timeline";

/** Every step of a project, with the reason and its clause where there was one. */
export function ProjectTimeline({ events, messages }: { events: readonly ProjectEventLine[]; messages: Messages }) {
  const { projects, projectPages: words, credits } = messages;
  return (
    <Timeline
      events={events.map((event) => ({
        key: event.seq,
        what: (
          <>
            {event.action === "approve" ? credits.approvals[event.byRole] : projects.actions[event.action]}
            {event.participants > 0 && (
              <span className="ml-2 text-soft text-sm">{words.people(event.participants)}</span>
            )}
          </>
        ),
        who: `${event.byOrganisation} · ${event.byName}`,
        at: dateTime(event.at),
        note: (event.reason || event.note) && <Reason event={event} messages={messages} />,
      }))}
    />
  );
}

/** Why, with the clause, and in whose words. */
export function Reason({
  event: { reason, note },
  messages,
}: {
  event: Pick<ProjectEventLine, "reason" | "note">;
  messages: Messages;
}) {
  const code = reason as ReasonCode | null;
  return (
    <>
      {code && (
        <span className="mr-2">
          {messages.reasons[code]}{" "}
          <ClauseLink clause={REASONS[code].clause} rule={REASONS[code].rule} messages={messages} />
        </span>
      )}
      {note}
    </>
  );
}
