import type { Messages } from "@/messages";
import type { WorkOrderView } from "@/server/work-orders";
import { AutoRefresh } from "@/ui/auto-refresh";
import { Banner } from "@/ui/banner";
import { Card } from "@/ui/card";
import { ClauseLink } from "@/ui/clause-link";
import { dateTime } from "@/ui/format";

/** Is the work not at its end yet? */
export const isUnderWay = (work: WorkOrderView | null): work is WorkOrderView =>
  work !== null && (work.state === "queued" || work.state === "running");

/** Long work: how far it is, in numbers, renewed by itself; what stood against it; an apology with an id when it failed. */
export function WorkProgress({
  work,
  title,
  refused,
  href,
  messages,
  words = messages.importPages.work,
}: {
  work: WorkOrderView;
  /** What is being done. */
  title: string;
  /** The heading of what stood against it. */
  refused: string;
  /** The page itself, for whoever has no JavaScript. */
  href: string;
  messages: Messages;
  /** Of tables that are registered, where nothing else is said. */
  words?: Pick<Messages["importPages"]["work"], "queued" | "of" | "leave" | "again" | "failed" | "faultId">;
}) {
  if (work.state === "done") return null;
  if (work.state === "failed") {
    return (
      <Banner tone="bad" title={words.failed}>
        {work.faultId && <p>{words.faultId(work.faultId)}</p>}
      </Banner>
    );
  }
  if (work.state === "refused") {
    return (
      <Banner tone="bad" title={refused}>
        {work.endedAt && <p className="text-sm">{dateTime(work.endedAt)}</p>}
        <ul>
          {work.violations.map(({ code, field, clause, rule, params }) => (
            <li key={`${code} ${field}`}>
              {messages.violations[code](params ?? {})} <ClauseLink clause={clause} rule={rule} messages={messages} />
            </li>
          ))}
        </ul>
      </Banner>
    );
  }
  const waits = work.state === "queued" || work.totalRows === 0;
  return (
    <Card title={title}>
      <AutoRefresh />
      <p role="status" className="mb-2">
        {waits ? words.queued : words.of(work.doneRows, work.totalRows)}
      </p>
      <progress
        className="h-3 w-full appearance-none overflow-hidden rounded-full bg-track [&::-moz-progress-bar]:bg-accent [&::-webkit-progress-bar]:bg-track [&::-webkit-progress-value]:bg-accent"
        aria-label={title}
        value={waits ? undefined : work.doneRows}
        max={waits ? undefined : work.totalRows}
      />
      <p className="mt-2 text-sm text-soft">{words.leave}</p>
      <noscript>
        <meta httpEquiv="refresh" content="3" />
        <a href={href}>{words.again}</a>
      </noscript>
    </Card>
  );
}
