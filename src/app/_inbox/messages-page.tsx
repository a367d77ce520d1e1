import type { PageInput } from "@/app/_access/role-page";
import { listMessages, type MessageLine, MessageQuery } from "@/features/inbox/list-messages";
import type { Messages } from "@/messages";
import type { Role } from "@/rules/permissions";
import type { Actor } from "@/server/actor";
import { currentMessages } from "@/server/locale";
import { LinkButton } from "@/ui/button";
import { Card } from "@/ui/card";
import { EmptyState } from "@/ui/empty-state";
import { dateTime } from "@/ui/format";
import { PageTitle } from "@/ui/page-title";
import { Pagination } from "@/ui/pagination";
import { ShowLinks } from "@/ui/show-links";
import { Tag } from "@/ui/tag";
import { markAll, open } from "./actions";
import { headingOf, sentenceOf } from "./message-words";
import { hrefOf, INBOX, MAIL_SETTING } from "./places";

const SHOWS = ["all", "unread"] as const;
const TEXT_BUTTON = "text-left text-accent underline underline-offset-4 hover:text-accent-deep";

/** What was told to the account in its present role: the unread ones are marked as read by opening them. */
export async function messagesPage(actor: Actor, { searchParams }: PageInput) {
  const query = MessageQuery.parse(await searchParams);
  const [messages, page] = await Promise.all([currentMessages(), listMessages(actor, query)]);
  const { inbox } = messages;
  const first = query.after === undefined;
  const newest = page.messages[0];
  const href = (show: MessageQuery["show"], after?: number) => {
    const search = new URLSearchParams({ ...(show === "unread" && { show }), ...(after && { after: String(after) }) });
    return search.size > 0 ? `${INBOX}?${search}` : INBOX;
  };
  return (
    <div className="mx-auto max-w-3xl">
      <PageTitle
        title={`${actor.name} · ${inbox.title}`}
        lead={inbox.lead}
        actions={
          <LinkButton href={MAIL_SETTING} tone="plain">
            {inbox.toSettings}
          </LinkButton>
        }
      />
      <div className="mb-2 flex flex-wrap items-center justify-between gap-x-6">
        <ShowLinks
          className=""
          links={SHOWS.map((show) => ({
            text: show === "all" ? inbox.show.all : inbox.show.unread(page.unread),
            href: href(show),
            current: show === query.show,
          }))}
        />
        {first && newest && page.unread > 0 && (
          <form action={markAll}>
            <input type="hidden" name="upTo" value={newest.id} />
            <button type="submit" className={`py-2 ${TEXT_BUTTON}`}>
              {inbox.markAll}
            </button>
          </form>
        )}
      </div>
      {page.messages.length === 0 ? (
        <EmptyState text={query.show === "unread" ? inbox.noneUnread : inbox.none} />
      ) : (
        <Card>
          <form action={open}>
            <ol className="-my-3 divide-y divide-line">
              {page.messages.map((message) => (
                <Line key={message.id} message={message} role={actor.role} messages={messages} />
              ))}
            </ol>
          </form>
        </Card>
      )}
      <Pagination
        firstHref={first ? null : href(query.show)}
        nextHref={page.next === null ? null : href(query.show, page.next)}
        messages={messages}
      />
    </div>
  );
}

/** One message. An unread one is a button, because opening it changes something; it looks like the link that it becomes. */
function Line({ message, role, messages }: { message: MessageLine; role: Role; messages: Messages }) {
  const { tone, shape, word } = headingOf(message, messages);
  const sentence = sentenceOf(message, messages);
  const href = hrefOf(message.target, role);
  const unread = message.readAt === null;
  return (
    <li className="py-3">
      <p className="mb-1 flex flex-wrap items-center gap-x-2 text-sm text-soft">
        <Tag tone={tone} shape={shape}>
          {word}
        </Tag>
        {unread && <span className="font-semibold text-accent">{messages.inbox.unreadMark}</span>}
        <span className="ml-auto tabular-nums">{dateTime(message.at)}</span>
      </p>
      {unread ? (
        <button type="submit" name="message" value={message.id} className={`w-full py-1 font-medium ${TEXT_BUTTON}`}>
          {sentence}
        </button>
      ) : href ? (
        <a href={href} className="block py-1">
          {sentence}
        </a>
      ) : (
        <p className="py-1">{sentence}</p>
      )}
    </li>
  );
}
