import type { PageInput } from "@/app/_access/role-page";
import { ExportLink } from "@/app/_exports/export-link";
import { CycleSwitch } from "@/app/_parts/cycle-switch";
import { readBySubject } from "@/features/statistics/read-by-subject";
import { type Completion, readCompletion } from "@/features/statistics/read-completion";
import { readFlow } from "@/features/statistics/read-flow";
import { readQueues } from "@/features/statistics/read-queues";
import { readShortages } from "@/features/statistics/read-shortages";
import type { Messages } from "@/messages";
import { SHORTAGE_KINDS } from "@/rules/shortage";
import type { Actor } from "@/server/actor";
import { businessNow } from "@/server/clock";
import { currentMessages } from "@/server/locale";
import { Card } from "@/ui/card";
import { Choices } from "@/ui/choices";
import { ClauseLink } from "@/ui/clause-link";
import { EmptyState } from "@/ui/empty-state";
import { PageTitle } from "@/ui/page-title";
import { CompletionCard, type Group, Overview, YearsCard } from "./completion-cards";
import { FlowCard, QueuesCard } from "./flow-cards";
import { StatisticsQuery, statisticsHref } from "./query";
import { ShortageCard } from "./shortage-cards";

/** How far the teachers of the actor's place are, who lacks how much, and where entries wait. */
export async function statisticsPage(actor: Actor, { searchParams }: PageInput) {
  const query = StatisticsQuery.parse(await searchParams);
  const { year, kind } = query;
  const now = businessNow();
  const [messages, completion, bySubject, shortages, flow, queues] = await Promise.all([
    currentMessages(),
    readCompletion(actor, { year }, now),
    readBySubject(actor, { year }, now),
    readShortages(actor, { kind, by: "county", year }, now),
    readFlow(actor, now),
    readQueues(actor, now),
  ]);
  const { statistics: words } = messages;
  const base = `/${actor.role}/statistics`;
  const teachers = `/${actor.role}/teachers`;
  const entries = `/${actor.role}/credits`;
  if (!completion || !bySubject || !shortages)
    return (
      <>
        <PageTitle title={words.title(actor.organisationName)} />
        <EmptyState text={words.noCycle}>
          <a href={base}>{words.toStatistics}</a>
        </EmptyState>
      </>
    );
  const part = { kind, year: completion.year, teachers, messages };
  return (
    <>
      <PageTitle
        title={words.title(actor.organisationName)}
        lead={words.lead(completion.cycleName, completion.year)}
        actions={actor.role === "school" ? undefined : <a href={`/${actor.role}/planning`}>{words.toPlanning}</a>}
      />
      <Filters completion={completion} query={query} base={base} messages={messages} />
      <Overview all={completion.all} messages={messages} />
      <ExportLink list="completion" query={{ year: completion.year }} messages={messages} />
      <div className="grid grid-cols-1 items-start gap-x-4 xl:grid-cols-2">
        {actor.role === "city" && (
          <CompletionCard title={words.by.county} groups={countiesOf(completion, messages)} {...part} />
        )}
        {actor.role === "county" && <CompletionCard title={words.by.school} groups={schoolsOf(completion)} {...part} />}
        {actor.role !== "school" && (
          <CompletionCard title={words.by.stage} groups={stagesOf(completion, messages)} {...part} />
        )}
        <CompletionCard title={words.by.subject} groups={subjectsOf(bySubject.subjects, messages)} {...part} />
        <YearsCard completion={completion} teachers={teachers} messages={messages} />
        <ShortageCard shortages={shortages} teachers={teachers} messages={messages} />
        <FlowCard flow={flow} entries={entries} messages={messages} />
      </div>
      <QueuesCard queues={queues} entries={entries} messages={messages} />
      <How messages={messages} />
    </>
  );
}

const countiesOf = ({ counties }: Completion, { statistics: words }: Messages): Group[] =>
  counties.map(({ countyId, countyName, ...figures }) => ({
    ...figures,
    key: countyId ?? "direct",
    name: countyName ?? words.direct,
    filter: { county: countyId === null ? "direct" : String(countyId) },
  }));

const schoolsOf = ({ schools }: Completion): Group[] =>
  schools.map(({ id, name, ...figures }) => ({ ...figures, key: id, name, filter: { school: String(id) } }));

const stagesOf = ({ stages }: Completion, { statistics: words }: Messages): Group[] =>
  stages.map(({ stage, ...figures }) => ({ ...figures, key: stage, name: words.stages[stage], filter: { stage } }));

const subjectsOf = (
  subjects: NonNullable<Awaited<ReturnType<typeof readBySubject>>>["subjects"],
  { statistics: words }: Messages,
): Group[] =>
  subjects.map(({ subject, ...figures }) => ({
    ...figures,
    key: subject ?? "-",
    name: subject ?? words.noSubject,
    filter: { subject: subject ?? "-" },
  }));

function Filters({
  completion: { year, fromYear, toYear, cycles },
  query,
  base,
  messages,
}: {
  completion: Completion;
  query: StatisticsQuery;
  base: string;
  messages: Messages;
}) {
  const { statistics: words } = messages;
  const years = Array.from({ length: toYear - fromYear + 1 }, (_, index) => fromYear + index);
  const present = cycles.find((cycle) => cycle.fromYear === fromYear);
  return (
    <>
      <CycleSwitch
        cycles={cycles}
        current={present?.id ?? null}
        href={(cycle) =>
          statisticsHref(base, query, { year: cycle.fromYear > year ? cycle.fromYear : Math.min(year, cycle.toYear) })
        }
        messages={messages}
      />
      <Choices
        label={words.kinds}
        choices={SHORTAGE_KINDS.map((kind) => ({
          text: words.kind[kind],
          href: statisticsHref(base, query, { kind }),
          current: kind === query.kind,
        }))}
      />
      <Choices
        label={words.years}
        choices={years.map((one) => ({
          text: words.year(one),
          href: statisticsHref(base, query, { year: one }),
          current: one === year,
        }))}
      />
    </>
  );
}

function How({ messages }: { messages: Messages }) {
  const { statistics: words } = messages;
  return (
    <Card>
      <details>
        <summary className="min-h-11 cursor-pointer py-2 text-accent">{words.how}</summary>
        <ul className="list-disc pl-5">
          {words.howLines.map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
        <p className="mt-2 flex flex-wrap gap-x-4">
          <ClauseLink clause="N1" messages={messages} />
          <ClauseLink clause="N3.5" messages={messages} />
          <ClauseLink clause="N3.10" messages={messages} />
        </p>
      </details>
    </Card>
  );
}
