import { z } from "zod";
import { ExportLink } from "@/app/_exports/export-link";
import { listQueue, QUEUE_COUNT_LIMIT, type QueueItem, QueueQuery } from "@/features/credits/list-queue";
import { type EntryReview, reviewEntry } from "@/features/credits/review-entry";
import type { Messages } from "@/messages";
import { formatTenths } from "@/rules/credits";
import type { Actor } from "@/server/actor";
import { NotFound } from "@/server/errors";
import { Banner } from "@/ui/banner";
import { Choices } from "@/ui/choices";
import { EmptyState } from "@/ui/empty-state";
import { daysAgo } from "@/ui/format";
import { PageTitle } from "@/ui/page-title";
import { Pagination } from "@/ui/pagination";
import { QueueKeys } from "@/ui/queue-keys";
import { Tag } from "@/ui/tag";
import type { DecideAction } from "./decide-action";
import { DecisionPanel } from "./decision-panel";
import { listHref } from "./list-href";

const Query = QueueQuery.extend({
  /** The entry that lies beside the queue, and which of its scans is shown. */
  entry: z.uuid().optional().catch(undefined),
  file: z.coerce.number().int().catch(1),
  done: z.enum(["approve", "return", "refuse", "recall"]).optional().catch(undefined),
});
type Query = z.output<typeof Query>;

/** The address of the queue with something changed; what stays undefined is left out. */
function hrefOf(base: string, query: Query, change: Partial<Record<keyof Query, string | undefined>>): string {
  const { source, school, flagged, after } = query;
  return listHref(base, { source, school: school?.toString(), flagged, after, ...change });
}

/** The review queue: what waits on the left, the chosen entry beside it with its scan, its checks and the decision. */
export async function queuePage(
  actor: Actor,
  { base, entries, teachers, decide }: { base: string; entries: string; teachers: string; decide: DecideAction },
  search: Record<string, string | string[] | undefined>,
  messages: Messages,
  now: Date,
) {
  const query = Query.parse(search);
  const [page, review] = await Promise.all([
    listQueue(actor, query, now),
    query.entry ? reviewEntry(actor, query.entry, now).catch(goneToNull) : null,
  ]);
  const { review: words } = messages;
  const { queue, firstReview, verify } = messages.shell.nav;
  const waiting = actor.role === "school" ? firstReview : actor.role === "city" ? verify : queue;
  const place = page.items.findIndex((item) => item.id === review?.entry.id);
  const around = {
    previous: place > 0 ? page.items[place - 1] : undefined,
    next: place >= 0 ? page.items[place + 1] : page.items[0],
  };
  const entryHref = (item: QueueItem | undefined) => (item ? hrefOf(base, query, { entry: item.id }) : null);
  return (
    <>
      <PageTitle
        title={words.queueTitle(actor.organisationName, waiting, words.count(page.count, QUEUE_COUNT_LIMIT))}
      />
      {query.done && <Banner tone="good">{words.decided[query.done]}</Banner>}
      <div className={review ? "grid gap-4 xl:grid-cols-[22rem_minmax(0,1fr)]" : "max-w-4xl"}>
        <section aria-label={words.queueTitle(actor.organisationName, waiting, "")}>
          <Filters base={base} query={query} messages={messages} />
          <ExportLink
            list="queue"
            query={{ source: query.source, school: query.school?.toString(), flagged: query.flagged }}
            messages={messages}
          />
          <QueueList
            items={page.items}
            chosen={review?.entry.id}
            href={(item) => hrefOf(base, query, { entry: item.id })}
            messages={messages}
            now={now}
          />
          <Pagination
            firstHref={query.after ? hrefOf(base, query, { after: undefined }) : null}
            nextHref={page.next ? hrefOf(base, query, { after: page.next }) : null}
            messages={messages}
          />
          <QueueKeys previous={entryHref(around.previous)} next={entryHref(around.next)} words={words.keys} />
        </section>
        {review && (
          <DecisionPanel
            review={review}
            file={query.file}
            fileHref={(file) => hrefOf(base, query, { entry: review.entry.id, file: String(file) })}
            next={entryHref(around.next)}
            base={base}
            entryHref={`${entries}/${review.entry.id}`}
            teacherHref={`${teachers}/${review.entry.teacherId}`}
            decide={decide}
            messages={messages}
            now={now}
          />
        )}
      </div>
    </>
  );
}

/** A link to an entry that the actor can't see (any more) still shows the queue. */
function goneToNull(error: unknown): null {
  if (error instanceof NotFound) return null;
  throw error;
}

function Filters({ base, query, messages }: { base: string; query: Query; messages: Messages }) {
  const { review, credits } = messages;
  const choice = (text: string, current: boolean, change: Parameters<typeof hrefOf>[2]) => ({
    text,
    current,
    href: hrefOf(base, query, { after: undefined, ...change }),
  });
  return (
    <Choices
      label={review.filter}
      choices={[
        choice(review.allKinds, !query.source && !query.flagged, { source: undefined, flagged: undefined }),
        choice(credits.sources.mooc, query.source === "mooc", { source: "mooc" }),
        choice(credits.sources.degree, query.source === "degree", { source: "degree" }),
        choice(review.flaggedOnly, query.flagged === "1", { flagged: query.flagged ? undefined : "1" }),
      ]}
    />
  );
}

function QueueList({
  items,
  chosen,
  href,
  messages,
  now,
}: {
  items: readonly QueueItem[];
  chosen: EntryReview["entry"]["id"] | undefined;
  href: (item: QueueItem) => string;
  messages: Messages;
  now: Date;
}) {
  const { review, credits, desk } = messages;
  if (items.length === 0) return <EmptyState text={review.empty}>{review.emptyHint}</EmptyState>;
  return (
    <ul className="overflow-hidden rounded-md border border-line bg-paper">
      {items.map((item) => (
        <li key={item.id} className="border-line border-b last:border-b-0">
          <a
            href={href(item)}
            aria-current={item.id === chosen ? "true" : undefined}
            className="block px-3 py-2 text-ink no-underline hover:bg-ground aria-[current]:bg-accent-soft aria-[current]:shadow-[inset_3px_0_var(--color-accent)]"
          >
            <span className="flex justify-between gap-3 font-semibold">
              <span>
                {item.teacherName} · {credits.sources[item.source]}
              </span>
              <span>{formatTenths(item.creditsTenths)}</span>
            </span>
            <span className="flex flex-wrap justify-between gap-x-3 text-soft text-xs">
              <span>{item.schoolName}</span>
              <span className="flex items-center gap-2">
                {item.flagged && <Tag tone="warn">{review.flaggedOnly}</Tag>}
                {item.unreviewedBySchool && <Tag tone="warn">{credits.unreviewedBySchool}</Tag>}
                {item.urgedAt && <Tag tone="warn">{desk.urged}</Tag>}
                {item.own && <Tag>{review.own}</Tag>}
                {review.days(daysAgo(item.waitingSince, now))}
              </span>
            </span>
          </a>
        </li>
      ))}
    </ul>
  );
}
