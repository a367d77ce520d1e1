import { EventReason } from "@/app/_parts/event-reason";
import type { ProjectEventLine } from "@/features/projects/read-project";
import type { Messages } from "@/messages";
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
        note: (event.reason || event.note) && <EventReason event={event} messages={messages} />,
      }))}
    />
  );
}
