import { ExportLink } from "@/app/_exports/export-link";
import type { Participant } from "@/features/projects/list-participants";
import type { Messages } from "@/messages";
import { formatTenths } from "@/rules/credits";
import { Button } from "@/ui/button";
import { Card } from "@/ui/card";
import { type Column, DataTable } from "@/ui/data-table";
import { EmptyState } from "@/ui/empty-state";
import { Hidden } from "@/ui/fields";
import { Pagination } from "@/ui/pagination";
import { SearchForm } from "@/ui/search-form";
import { StatusTag, Tag } from "@/ui/tag";
import { type ProjectPageQuery, projectHref } from "./project-query";

interface ParticipantsProps {
  projectId: string;
  /** The project's page. */
  href: string;
  query: ProjectPageQuery;
  page: { participants: Participant[]; next: string | null; count: number };
  teachers: string | null;
  /** May this reader pick people out of it? */
  strikes: boolean;
  messages: Messages;
}

/** The people of a project. Whoever decides on it picks out by boxes, and the address remembers them from page to page. */
export function Participants(props: ParticipantsProps) {
  const { projectId, href, query, page, strikes, messages } = props;
  const { projectPages: words } = messages;
  const searched = query.q !== undefined && query.q !== "";
  const title = searched ? words.participantsFound(page.count) : words.participants(page.count);
  if (page.count === 0 && !searched) {
    return (
      <Card title={words.fields.roster}>
        <p className="text-soft">{words.participantsEmpty}</p>
      </Card>
    );
  }
  const table = <Table {...props} />;
  return (
    <div className="mb-4">
      <h2 className="mb-2 text-base">{title}</h2>
      <SearchForm label={words.findParticipant} value={query.q} submitText={words.find}>
        {query.struck.map((id) => (
          <Hidden key={id} name="struck" value={id} />
        ))}
      </SearchForm>
      {page.participants.length > 0 && (
        <ExportLink list="participants" query={{ project: projectId, q: query.q }} messages={messages} />
      )}
      {strikes && page.participants.length > 0 ? <StrikeForm {...props}>{table}</StrikeForm> : table}
      <Pagination
        firstHref={query.after ? projectHref(href, query, { after: undefined }) : null}
        nextHref={page.next ? projectHref(href, query, { after: page.next }) : null}
        messages={messages}
      />
    </div>
  );
}

function StrikeForm({ href, query, page, messages, children }: ParticipantsProps & { children: React.ReactNode }) {
  const { projectPages: words } = messages;
  const here = new Set(page.participants.map(({ entryId }) => entryId));
  return (
    <form method="get" action={`${href}#decision`}>
      {query.q && <Hidden name="q" value={query.q} />}
      {query.after && <Hidden name="after" value={query.after} />}
      {query.struck
        .filter((id) => !here.has(id))
        .map((id) => (
          <Hidden key={id} name="struck" value={id} />
        ))}
      {children}
      <p className="mt-2 flex flex-wrap items-center gap-3">
        <Button tone="danger">{words.strike}</Button>
        <span className="text-sm text-soft">{words.strikeLead}</span>
      </p>
    </form>
  );
}

function Table({ page, query, teachers, strikes, messages }: ParticipantsProps) {
  const { projectPages: words } = messages;
  const columns = participantColumns(teachers, messages);
  const strike: Column<Participant> = {
    key: "strike",
    header: words.participantColumns.strike,
    cell: (row) =>
      row.withRoster && (
        <input
          type="checkbox"
          name="struck"
          value={row.entryId}
          defaultChecked={query.struck.includes(row.entryId)}
          aria-label={words.strikeOne(row.teacherName)}
          className="mt-1 size-5 accent-bad"
        />
      ),
  };
  return (
    <DataTable
      // The boxes are not the page's to remember: another address, other boxes.
      key={query.struck.join(" ")}
      caption={words.participants(page.count)}
      columns={strikes ? [strike, ...columns] : columns}
      rows={page.participants}
      rowKey={(row) => row.entryId}
      empty={<EmptyState text={words.participantsNone} />}
    />
  );
}

function participantColumns(teachers: string | null, messages: Messages): Column<Participant>[] {
  const { projectPages: words, projects } = messages;
  const { participantColumns: names } = words;
  return [
    {
      key: "name",
      header: names.name,
      heading: true,
      cell: (row) =>
        teachers === null ? (
          <span className="whitespace-nowrap">{row.teacherName}</span>
        ) : (
          <a href={`${teachers}/${row.teacherId}`} className="whitespace-nowrap">
            {row.teacherName}
          </a>
        ),
    },
    {
      key: "number",
      header: names.number,
      cell: (row) => <span className="whitespace-nowrap">{row.teacherNumber}</span>,
    },
    { key: "school", header: names.school, cell: (row) => row.schoolName },
    {
      key: "role",
      header: names.role,
      cell: (row) => <span className="whitespace-nowrap">{projects.participantRoles[row.role]}</span>,
    },
    { key: "year", header: names.year, cell: (row) => row.year },
    { key: "credits", header: names.credits, numeric: true, cell: (row) => formatTenths(row.creditsTenths) },
    {
      key: "status",
      header: names.status,
      cell: (row) => (
        <span className="flex flex-wrap gap-1">
          <StatusTag status={row.status} messages={messages} />
          {!row.withRoster && <Tag>{words.apart}</Tag>}
        </span>
      ),
    },
  ];
}
