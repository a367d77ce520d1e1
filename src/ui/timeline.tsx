import type { ReactNode } from "react";

export interface TimelineEvent {
  key: string | number;
  what: ReactNode;
  /** By whom, of where. */
  who: ReactNode;
  at: string;
  /** A reason or note, where there is one. */
  note?: ReactNode;
}

/** What happened to a thing, in the order given. */
export function Timeline({ events }: { events: readonly TimelineEvent[] }) {
  return (
    <ol className="ml-1.5 border-l-2 border-line pl-4">
      {events.map(({ key, what, who, at, note }) => (
        <li
          key={key}
          className="relative pb-3 before:absolute before:top-2 before:-left-[21.5px] before:size-2.5 before:rounded-full before:bg-accent last:pb-0"
        >
          <span>{what}</span>
          <span className="block text-xs text-soft sm:ml-2 sm:inline">
            <time dateTime={at.replace(" ", "T")}>{at}</time> {who}
          </span>
          {note && <div className="mt-0.5 border-l-2 border-warn pl-2 text-sm">{note}</div>}
        </li>
      ))}
    </ol>
  );
}
