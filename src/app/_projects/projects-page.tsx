import Link from "next/link";
import type { PageInput } from "@/app/_access/role-page";
import { ExportLink } from "@/app/_exports/export-link";
import { listHref } from "@/app/_review/list-href";
import { listHostedKinds } from "@/features/projects/list-hosted-kinds";
import { listProjects, type ProjectLine, ProjectQuery } from "@/features/projects/list-projects";
import type { Messages } from "@/messages";
import { calendarDateInShanghai, yearOf } from "@/rules/calendar";
import { formatTenths } from "@/rules/credits";
import { PROJECT_STATUSES } from "@/rules/project-approval";
import { PROJECT_KINDS } from "@/rules/projects";
import type { Actor } from "@/server/actor";
import { businessNow } from "@/server/clock";
import { currentMessages } from "@/server/locale";
import { LinkButton } from "@/ui/button";
import { Card } from "@/ui/card";
import { type Column, DataTable } from "@/ui/data-table";
import { EmptyState } from "@/ui/empty-state";
import { daysAgo } from "@/ui/format";
import { PageTitle } from "@/ui/page-title";
import { Pagination } from "@/ui/pagination";
import { SearchForm, SearchSelect } from "@/ui/search-form";
import { ProjectStatusTag } from "@/ui/tag";
import { placesOf } from "./places";

/** So many years to choose from; older ones are found by their name. */
const YEARS = 6;

/** The projects of the actor's place, newest first, filtered by the address; for a host office it is the home. */
export async function projectsPage(actor: Actor, { searchParams }: PageInput) {
  const query = ProjectQuery.parse(await searchParams);
  const { list, projects } = placesOf(actor.role);
  const now = businessNow();
  const isHost = actor.role === "host";
  const [messages, page, returned, hostsSupport] = await Promise.all([
    currentMessages(),
    listProjects(actor, query),
    actor.role === "city" ? null : listProjects(actor, { status: "returned" }),
    isHost && listHostedKinds(actor).then((kinds) => kinds.includes("support_teaching")),
  ]);
  const { projectPages: words } = messages;
  const { kind, status, year, q } = query;
  const href = (after: string | null) =>
    listHref(list, { kind, status, year: year?.toString(), q, after: after ?? undefined });
  return (
    <>
      <PageTitle
        title={words.listTitle(actor.organisationName)}
        actions={
          <>
            <LinkButton href={`${projects}/new`}>{words.create}</LinkButton>
            {actor.role === "city" && (
              <LinkButton href="/city/imports" tone="plain">
                {words.importsGo}
              </LinkButton>
            )}
          </>
        }
      />
      {returned && (returned.count > 0 || isHost) && (
        <div className="grid items-start gap-x-4 lg:grid-cols-2">
          <Returned lines={returned.projects} count={returned.count} base={projects} messages={messages} />
          {hostsSupport && (
            <Card title={messages.shell.nav.summaries}>
              <p className="mb-2 text-soft">{messages.summaries.hostLead}</p>
              <Link href="/host/summaries" prefetch={false}>
                {messages.summaries.tables.support_teaching}
              </Link>
            </Card>
          )}
          {isHost && (
            <Card title={words.reportsTitle}>
              <p className="mb-2 text-soft">{words.reportsLead}</p>
              <Link href="/host/reports" prefetch={false}>
                {words.reportsGo}
              </Link>
            </Card>
          )}
        </div>
      )}
      <Filters query={query} messages={messages} year={yearOf(calendarDateInShanghai(now))} />
      <ExportLink list="projects" query={{ kind, status, year: year?.toString(), q }} messages={messages} />
      <DataTable
        caption={words.listTitle(actor.organisationName)}
        columns={columns(projects, actor, messages, now)}
        rows={page.projects}
        rowKey={(row) => row.id}
        count={words.count(page.count)}
        empty={<None filtered={Boolean(kind || status || year || q)} list={list} messages={messages} />}
      />
      <Pagination
        firstHref={query.after ? href(null) : null}
        nextHref={page.next ? href(page.next) : null}
        messages={messages}
      />
    </>
  );
}

function Filters({ query, messages, year }: { query: ProjectQuery; messages: Messages; year: number }) {
  const { projectPages: words, projects } = messages;
  const years = Array.from({ length: YEARS }, (_, ago) => String(year - ago));
  return (
    <SearchForm label={words.search} value={query.q} submitText={words.apply}>
      <SearchSelect
        name="kind"
        label={words.kind}
        value={query.kind}
        all={words.allKinds}
        choices={PROJECT_KINDS.map((value) => ({ value, label: projects.kinds[value] }))}
      />
      <SearchSelect
        name="status"
        label={words.status}
        value={query.status}
        all={words.allStatuses}
        choices={PROJECT_STATUSES.map((value) => ({ value, label: projects.statuses[value] }))}
      />
      <SearchSelect
        name="year"
        label={words.year}
        value={query.year?.toString()}
        all={words.allYears}
        choices={years.map((value) => ({ value, label: value }))}
      />
    </SearchForm>
  );
}

function Returned({
  lines,
  count,
  base,
  messages: { projectPages: words },
}: {
  lines: readonly ProjectLine[];
  count: number;
  base: string;
  messages: Messages;
}) {
  return (
    <Card title={words.returnedTitle(count)}>
      {lines.length === 0 && <p className="text-soft">{words.returnedNone}</p>}
      <ul>
        {lines.map((line) => (
          <li key={line.id} className="py-1">
            <a href={`${base}/${line.id}`}>{line.title}</a>
          </li>
        ))}
      </ul>
    </Card>
  );
}

function None({ filtered, list, messages }: { filtered: boolean; list: string; messages: Messages }) {
  const { projectPages: words } = messages;
  if (!filtered) return <EmptyState text={words.noneYet} />;
  return (
    <EmptyState text={words.none}>
      <Link href={list}>{words.showAll}</Link>
    </EmptyState>
  );
}

function columns(base: string, actor: Actor, messages: Messages, now: Date): Column<ProjectLine>[] {
  const { projectPages: words, projects, credits } = messages;
  const { columns: names } = words;
  const host: Column<ProjectLine> = { key: "host", header: names.host, cell: (row) => row.hostName };
  return [
    {
      key: "title",
      header: names.title,
      heading: true,
      cell: (row) => (
        <>
          <a href={`${base}/${row.id}`}>{row.title}</a>
          <span className="block text-soft text-xs">{projects.kinds[row.kind]}</span>
        </>
      ),
    },
    ...(actor.role === "city" ? [host] : []),
    { key: "dates", header: names.dates, cell: (row) => words.dates(row.startsOn, row.endsOn) },
    { key: "hours", header: names.hours, numeric: true, cell: (row) => hoursOf(row) },
    { key: "people", header: names.participants, numeric: true, cell: (row) => row.participants },
    { key: "credits", header: names.credits, numeric: true, cell: (row) => formatTenths(row.creditsTenths) },
    {
      key: "status",
      header: names.status,
      cell: (row) => (
        <>
          <ProjectStatusTag status={row.status} messages={messages} />
          {row.holderName && row.waitingSince && (
            <span className="block text-soft text-xs">
              {credits.heldBy(row.holderName, daysAgo(row.waitingSince, now))}
            </span>
          )}
        </>
      ),
    },
  ];
}

/** Support teaching is measured by half years, not by hours. */
const hoursOf = ({ kind, hoursTenths }: Pick<ProjectLine, "kind" | "hoursTenths">): string =>
  kind === "support_teaching" ? "" : formatTenths(hoursTenths);
