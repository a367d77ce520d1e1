import type { UnitRound, UnitSource } from "@/features/summaries/list-unit-summaries";
import type { Messages } from "@/messages";
import { type CalendarDate, calendarDateInShanghai } from "@/rules/calendar";
import { formatTenths } from "@/rules/credits";
import type { Actor } from "@/server/actor";
import { LinkButton } from "@/ui/button";
import { Card } from "@/ui/card";
import { EmptyState } from "@/ui/empty-state";
import { Facts } from "@/ui/facts";
import { Tag } from "@/ui/tag";
import { DeadlineWords } from "./deadline-words";
import { type SummaryPlaces, summaryPlaces } from "./places";
import { SummaryStatusTag } from "./status-tag";

/** The rounds of a unit, the newest first, with a card for each table. */
export function UnitRounds({
  actor,
  rounds,
  now,
  messages,
}: {
  actor: Actor;
  rounds: readonly UnitRound[];
  now: Date;
  messages: Messages;
}) {
  const { summaries } = messages;
  if (rounds.length === 0)
    return (
      <EmptyState text={summaries.noRounds}>
        {actor.role === "city" ? summaries.noRoundsHintCity : summaries.noRoundsHint}
      </EmptyState>
    );
  const first = firstToDo(rounds);
  return rounds.map((round) => (
    <section key={round.roundId} aria-label={summaries.roundTitle(round.fromYear, round.toYear)} className="mb-6">
      <h2 className="mb-2 text-lg">{summaries.roundTitle(round.fromYear, round.toYear)}</h2>
      <div className="grid items-start gap-x-4 lg:grid-cols-2">
        {round.sources.map((line) => (
          <SourceCard
            key={line.source}
            line={line}
            roundId={round.roundId}
            primary={line === first}
            places={summaryPlaces(actor.role)}
            today={calendarDateInShanghai(now)}
            messages={messages}
          />
        ))}
      </div>
    </section>
  ));
}

/** One step is the page's: the table whose last day comes first. */
function firstToDo(rounds: readonly UnitRound[]): UnitSource | undefined {
  const todo = rounds.flatMap(({ sources }) => sources).filter(({ next, late }) => next !== null && !late);
  return todo.toSorted((a, b) => (a.lastDay ?? "9999").localeCompare(b.lastDay ?? "9999"))[0];
}

interface CardProps {
  line: UnitSource;
  roundId: number;
  primary: boolean;
  places: SummaryPlaces;
  today: CalendarDate;
  messages: Messages;
}

function SourceCard(props: CardProps) {
  const { line, places, today, messages } = props;
  const { source, rows, creditsTenths, late } = line;
  const { summaries, credits } = messages;
  return (
    <Card title={summaries.tables[source]} aside={<State line={line} messages={messages} />} id={`${source}-table`}>
      <Facts
        facts={[
          {
            name: summaries.lastDay,
            value: <DeadlineWords {...line} today={today} messages={messages} />,
          },
          {
            name: summaries.inTable,
            value: `${summaries.rows(rows)}${summaries.comma}${credits.credit(formatTenths(creditsTenths))}`,
          },
          { name: summaries.missingCount, value: <Missing line={line} places={places} messages={messages} /> },
        ]}
      />
      {late && line.next !== null && (
        <p className="mt-3 border-warn border-l-4 bg-warn-soft px-3 py-2">{summaries.lateHint}</p>
      )}
      <Tables line={line} places={places} messages={messages} />
      <NextStep {...props} />
    </Card>
  );
}

/** The state of the last of its tables, and whether there is something new since. */
function State({ line: { tables, rows, next, late }, messages }: Pick<CardProps, "line" | "messages">) {
  const { summaries } = messages;
  const last = tables.at(-1);
  return (
    <span className="flex flex-wrap gap-1">
      {!last && rows === 0 ? <Tag shape="circle">{summaries.nothing}</Tag> : null}
      {(last || rows > 0) && <SummaryStatusTag status={last?.status ?? "none"} messages={messages} />}
      {next === "supplement" && (
        <Tag tone="warn" shape="change">
          {summaries.changed}
        </Tag>
      )}
      {late && next !== null && <Tag tone="bad">{summaries.lateTag}</Tag>}
    </span>
  );
}

function Missing({ line: { source, missing }, places, messages }: Pick<CardProps, "line" | "places" | "messages">) {
  const { summaries } = messages;
  const { atSchool, returned } = missing;
  if (atSchool + returned === 0) return summaries.missingNothing;
  return (
    <>
      {atSchool > 0 && (
        <span className="block">
          {summaries.missingAtSchool(atSchool)}{" "}
          {places.firstReview && <a href={`${places.firstReview}?source=${source}`}>{summaries.toQueue}</a>}
        </span>
      )}
      {returned > 0 && (
        <span className="block">
          {summaries.missingReturned(returned)}{" "}
          {places.entries && <a href={`${places.entries}?status=returned&source=${source}`}>{summaries.toReturned}</a>}
        </span>
      )}
    </>
  );
}

function Tables({ line: { tables }, places, messages }: Pick<CardProps, "line" | "places" | "messages">) {
  const { summaries } = messages;
  if (tables.length === 0) return null;
  return (
    <ul className="mt-3">
      {tables.map((head) => (
        <li key={head.id} className="flex flex-wrap items-center gap-x-3 border-line border-t py-1.5">
          <a href={`${places.list}/${head.id}`}>{summaries.numbered(head.number)}</a>
          <SummaryStatusTag status={head.status} messages={messages} />
          <span className="text-sm text-soft">
            {summaries.rows(head.lines)}
            {summaries.comma}
            {messages.credits.credit(formatTenths(head.creditsTenths))}
          </span>
        </li>
      ))}
    </ul>
  );
}

function NextStep({ line, roundId, primary, places, messages }: CardProps) {
  const { summaries } = messages;
  const { source, next, late, rows, missing, tables } = line;
  const href = `${places.list}/draft/${roundId}/${source}`;
  if (next !== null && !late)
    return (
      <p className="mt-3">
        <LinkButton href={href} tone={primary ? "primary" : "plain"}>
          {summaries.next[next]}
        </LinkButton>
      </p>
    );
  if (rows === 0 && tables.length === 0)
    return (
      <p className="mt-3 text-soft">
        {source === "support_teaching" ? summaries.emptyTableHost : summaries.emptyTable}
        {missing.atSchool + missing.returned > 0 && (
          <a href={href} className="ml-2">
            {summaries.look}
          </a>
        )}
      </p>
    );
  // What was reported is read from its own page; what can't be reported any more can still be looked at.
  return (
    next !== null && (
      <p className="mt-3">
        <a href={href}>{summaries.look}</a>
      </p>
    )
  );
}
