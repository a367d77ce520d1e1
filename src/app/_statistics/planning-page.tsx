import { z } from "zod";
import type { PageInput } from "@/app/_access/role-page";
import { ExportLink } from "@/app/_exports/export-link";
import { listHref } from "@/app/_review/list-href";
import { type PlannedPlaces, type Planning, readPlanning } from "@/features/statistics/read-planning";
import { readShortages } from "@/features/statistics/read-shortages";
import type { Messages } from "@/messages";
import { formatTenths } from "@/rules/credits";
import { SCHOOL_STAGES } from "@/rules/school-stages";
import { SHORTAGE_KINDS } from "@/rules/shortage";
import type { Actor } from "@/server/actor";
import { businessNow } from "@/server/clock";
import { currentMessages } from "@/server/locale";
import { Card } from "@/ui/card";
import { Choices } from "@/ui/choices";
import { ClauseLink } from "@/ui/clause-link";
import { EmptyState } from "@/ui/empty-state";
import { Figures } from "@/ui/figures";
import { PageTitle } from "@/ui/page-title";
import { PlainTable } from "./figures-table";
import { DistributionTable, ShortageCard } from "./shortage-cards";

const Query = z.object({
  kind: z.enum(SHORTAGE_KINDS).catch("total"),
  by: z.enum(["county", "stage"]).optional().catch(undefined),
  /** Of schools of one stage alone. */
  stage: z.enum(SCHOOL_STAGES).optional().catch(undefined),
});

/** What teachers lack, as a distribution, and the places in training that the next year must offer (N2). */
export async function planningPage(actor: Actor, { searchParams }: PageInput) {
  const query = Query.parse(await searchParams);
  const { kind, stage } = query;
  // A county by counties is one row.
  const by = query.by ?? (actor.role === "city" ? "county" : "stage");
  const now = businessNow();
  const [messages, planning, shortages] = await Promise.all([
    currentMessages(),
    readPlanning(actor, { stage }, now),
    readShortages(actor, { kind, by, stage }, now),
  ]);
  const { statistics: words } = messages;
  const base = `/${actor.role}/planning`;
  const teachers = `/${actor.role}/teachers`;
  const only: Filter = stage ? { stage } : {};
  const part = { only, teachers, messages };
  const crumbs = [{ href: `/${actor.role}/statistics`, text: words.toStatistics }];
  if (!planning || !shortages) return <EmptyState text={words.noPlan} />;
  return (
    <>
      <PageTitle
        title={words.planningTitle(actor.organisationName, planning.year)}
        lead={
          <>
            {words.planningLead(planning.year)} <ClauseLink clause="N2" messages={messages} />
          </>
        }
        crumbs={crumbs}
        crumbsLabel={messages.shell.breadcrumbs}
      />
      <Choices
        label={words.byStage}
        choices={[undefined, ...SCHOOL_STAGES].map((one) => ({
          text: one ? words.stages[one] : words.everyStage,
          href: listHref(base, { kind, by, stage: one }),
          current: one === stage,
        }))}
      />
      <Card title={words.places}>
        <Figures
          figures={[
            { name: words.needTeachers, value: planning.all.teachers },
            { name: words.inNeed, value: planning.all.inNeed },
            { name: words.onlinePlaces, value: planning.all.online },
            { name: words.trainingPlaces, value: planning.all.training },
            ...(planning.all.lostOnlineTenths > 0
              ? [{ name: words.lostOnline, value: formatTenths(planning.all.lostOnlineTenths) }]
              : []),
          ]}
        />
        <How planning={planning} messages={messages} />
      </Card>
      <ExportLink list="planning" query={{ stage }} messages={messages} />
      <div className="grid grid-cols-1 items-start gap-x-4 xl:grid-cols-2">
        {actor.role === "city" && (
          <Places title={words.byCounty} rows={countiesOf(planning, part)} messages={messages} />
        )}
        {!stage && <Places title={words.byStage} rows={stagesOf(planning, part)} messages={messages} />}
        <Places title={words.bySubject} rows={subjectsOf(planning, part)} messages={messages} />
      </div>
      <h2 className="mt-2 mb-1 text-base">{words.distribution}</h2>
      <Choices
        label={words.kinds}
        choices={SHORTAGE_KINDS.map((one) => ({
          text: words.kind[one],
          href: listHref(base, { kind: one, by, stage }),
          current: one === kind,
        }))}
      />
      <Choices
        label={words.distribution}
        choices={(["county", "stage"] as const).map((one) => ({
          text: one === "county" ? words.byCounty : words.byStage,
          href: listHref(base, { kind, by: one, stage }),
          current: one === by,
        }))}
      />
      <div className="grid grid-cols-1 items-start gap-x-4 xl:grid-cols-2">
        <ShortageCard shortages={shortages} {...part} />
        <DistributionTable
          title={`${words.kind[kind]} · ${by === "county" ? words.byCounty : words.byStage}`}
          shortages={shortages}
          {...part}
        />
      </div>
    </>
  );
}

interface PlacesRow extends PlannedPlaces {
  key: string | number;
  name: string;
  href: string;
}

type Filter = Readonly<Record<string, string>>;

interface Part {
  /** What the page is narrowed to. */
  only: Filter;
  /** The list of teachers of the role. */
  teachers: string;
  messages: Messages;
}

const behind = ({ only, teachers }: Part, filter: Filter) =>
  listHref(teachers, { ...only, ...filter, behind: "1", sort: "missing" });

const countiesOf = ({ counties }: Planning, part: Part): PlacesRow[] =>
  counties.map(({ countyId, countyName, ...places }) => ({
    ...places,
    key: countyId ?? "direct",
    name: countyName ?? part.messages.statistics.direct,
    href: behind(part, { county: countyId === null ? "direct" : String(countyId) }),
  }));

const stagesOf = ({ stages }: Planning, part: Part): PlacesRow[] =>
  stages.map(({ stage, ...places }) => ({
    ...places,
    key: stage,
    name: part.messages.statistics.stages[stage],
    href: behind(part, { stage }),
  }));

const subjectsOf = ({ subjects }: Planning, part: Part): PlacesRow[] =>
  subjects.map(({ subject, ...places }) => ({
    ...places,
    key: subject ?? "-",
    name: subject ?? part.messages.statistics.noSubject,
    href: behind(part, { subject: subject ?? "-" }),
  }));

function Places({ title, rows, messages }: { title: string; rows: readonly PlacesRow[]; messages: Messages }) {
  const { statistics: words } = messages;
  if (rows.length === 0) return null;
  return (
    <Card title={title}>
      <PlainTable
        caption={title}
        head={[words.name, words.needTeachers, words.inNeed, words.onlinePlaces, words.trainingPlaces]}
        rows={rows.map((row) => ({
          key: row.key,
          cells: [
            <a key="name" href={row.href}>
              {row.name}
            </a>,
            row.teachers,
            row.inNeed,
            row.online,
            row.training,
          ],
        }))}
      />
    </Card>
  );
}

function How({ planning: { worth }, messages }: { planning: Planning; messages: Messages }) {
  const { statistics: words } = messages;
  return (
    <details className="mt-3">
      <summary className="min-h-11 cursor-pointer py-2 text-accent">{words.how}</summary>
      <ul className="list-disc pl-5">
        {words.planHow(formatTenths(worth.online), formatTenths(worth.training)).map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
      <p className="mt-2 flex flex-wrap gap-x-4">
        <ClauseLink clause="N2" messages={messages} />
        <ClauseLink clause="N3.5" messages={messages} />
      </p>
    </details>
  );
}
