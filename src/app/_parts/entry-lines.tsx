import type { EntryLine } from "@/features/credits/read-balance";
import type { Messages } from "@/messages";
import type { BalanceLine } from "@/rules/counting";
import { formatTenths } from "@/rules/credits";
import { ClauseLink } from "@/ui/clause-link";
import { daysAgo } from "@/ui/format";
import { StatusTag } from "@/ui/tag";

/** Entries that are under way: who holds each, since when. */
export function OpenLines({
  entries,
  href,
  messages,
  now,
}: {
  entries: readonly EntryLine[];
  href: (id: string) => string;
  messages: Messages;
  now: Date;
}) {
  return (
    <ul className="divide-y divide-line">
      {entries.map((entry) => (
        <li key={entry.id} className="flex items-start gap-3 py-2.5">
          <div className="min-w-0 flex-1">
            <Title entry={entry} href={href(entry.id)} />
            <span className="block text-soft text-xs">
              {entry.year} {messages.credits.sources[entry.source]} ·{" "}
              {entry.holderName && entry.waitingSince
                ? messages.credits.heldBy(entry.holderName, daysAgo(entry.waitingSince, now))
                : messages.teacher.returnedToYou}
            </span>
          </div>
          <div className="text-right">
            <b className="block">{formatTenths(entry.creditsTenths)}</b>
            <StatusTag status={entry.status} messages={messages} />
          </div>
        </li>
      ))}
    </ul>
  );
}

/** Entries that counted, or were kept: what each was worth, what was counted, the rule and its clause. */
export function CountedLines({
  entries,
  lines,
  href,
  messages,
}: {
  entries: readonly EntryLine[];
  lines: readonly BalanceLine[];
  href: (id: string) => string;
  messages: Messages;
}) {
  const byEntry = new Map(lines.map((line) => [line.factId, line]));
  return (
    <ul className="divide-y divide-line">
      {entries.map((entry) => {
        const line = byEntry.get(entry.id);
        return (
          <li key={entry.id} className="flex items-start gap-3 py-2.5">
            <div className="min-w-0 flex-1">
              <Title entry={entry} href={href(entry.id)} />
              <span className="block text-soft text-xs">
                {entry.year} {messages.credits.sources[entry.source]}
                {line && <Counted line={line} messages={messages} />}
              </span>
            </div>
            <b>{formatTenths(line?.countedTenths ?? 0)}</b>
          </li>
        );
      })}
    </ul>
  );
}

function Counted({ line, messages }: { line: BalanceLine; messages: Messages }) {
  const { teacher, credits } = messages;
  const counted = formatTenths(line.countedTenths);
  return (
    <>
      {" · "}
      {line.loss
        ? `${teacher.recordedCounted(formatTenths(line.recordedTenths), counted)} · ${credits.losses[line.loss.code](formatTenths(line.loss.lostTenths))} `
        : `${teacher.counted(counted)} · `}
      <ClauseLink clause={line.loss?.clause ?? line.clause} rule={line.loss?.rule ?? line.rule} messages={messages} />
    </>
  );
}

/** Entries that ended without counting. */
export function EndedLines({
  entries,
  href,
  messages,
}: {
  entries: readonly EntryLine[];
  href: (id: string) => string;
  messages: Messages;
}) {
  return (
    <ul className="divide-y divide-line">
      {entries.map((entry) => (
        <li key={entry.id} className="flex items-start gap-3 py-2.5">
          <div className="min-w-0 flex-1">
            <Title entry={entry} href={href(entry.id)} />
            <span className="block text-soft text-xs">
              {entry.year} {messages.credits.sources[entry.source]}
            </span>
          </div>
          <StatusTag status={entry.status} messages={messages} />
        </li>
      ))}
    </ul>
  );
}

// Plain links: each <Link> of a long list would travel twice, as markup and again for the router.
function Title({ entry, href }: { entry: EntryLine; href: string }) {
  return (
    <a href={href} className="block break-words">
      {entry.title}
    </a>
  );
}
