import { rolePage } from "@/app/_access/role-page";
import { navTitle } from "@/app/_access/role-shell";
import { ExportLink } from "@/app/_exports/export-link";
import { AuditSearch } from "@/app/_oversight/audit-search";
import { aboutOf, whatOf, whyOf } from "@/app/_oversight/audit-words";
import { listHref } from "@/app/_review/list-href";
import { type AuditLine, AuditQuery, searchAudit } from "@/features/oversight/search-audit";
import type { Messages } from "@/messages";
import { currentMessages } from "@/server/locale";
import { LinkButton } from "@/ui/button";
import { type Column, DataTable } from "@/ui/data-table";
import { EmptyState } from "@/ui/empty-state";
import { dateTime } from "@/ui/format";
import { PageTitle } from "@/ui/page-title";
import { Pagination } from "@/ui/pagination";

export const generateMetadata = navTitle("audit");

const PAGE = "/city/audit";

/** Who did what to whom and when, searched by the address. */
export default rolePage("city", "audit", async (actor, { searchParams }) => {
  const query = AuditQuery.parse(await searchParams);
  const [messages, { lines, next }] = await Promise.all([currentMessages(), searchAudit(actor, query)]);
  const words = messages.oversight.audit;
  const href = (after?: string) => listHref(PAGE, { ...query, after });
  return (
    <>
      <PageTitle
        title={words.title}
        lead={words.lead}
        actions={
          <LinkButton tone="plain" href={`${PAGE}/ledger`}>
            {words.ledger}
          </LinkButton>
        }
      />
      <AuditSearch query={query} messages={messages} />
      <ExportLink list="audit" query={query} messages={messages} />
      <DataTable
        caption={words.title}
        columns={columns(messages)}
        rows={lines.map((line, place) => ({ ...line, place }))}
        rowKey={({ place }) => place}
        empty={
          <EmptyState text={words.none}>
            <p>{words.noneHint}</p>
            <a href={PAGE}>{words.all}</a>
          </EmptyState>
        }
      />
      <Pagination firstHref={query.after ? href() : null} nextHref={next ? href(next) : null} messages={messages} />
    </>
  );
});

function columns(messages: Messages): Column<AuditLine & { place: number }>[] {
  const { oversight, credits } = messages;
  const words = oversight.audit;
  const { columns: names } = words;
  return [
    { key: "at", header: names.at, cell: ({ at }) => <span className="whitespace-nowrap">{dateTime(at)}</span> },
    {
      key: "who",
      header: names.who,
      heading: true,
      cell: ({ byName, role, organisationName }) => (
        <>
          {byName ?? words.nobody}
          <span className="block text-soft text-xs">
            {[role && credits.roles[role], organisationName].filter(Boolean).join(" · ")}
          </span>
        </>
      ),
    },
    {
      key: "what",
      header: names.what,
      cell: (line) => (
        <>
          {whatOf(line, messages)}
          <span className="block text-soft text-xs">{words.sources[line.source]}</span>
        </>
      ),
    },
    { key: "about", header: names.about, cell: (line) => <About line={line} messages={messages} /> },
    { key: "reason", header: names.reason, cell: (line) => whyOf(line, messages) },
  ];
}

function About({ line, messages }: { line: AuditLine; messages: Messages }) {
  const about = aboutOf(line, messages);
  return (
    <>
      {line.teacherId !== null && (
        <a href={`/city/teachers/${line.teacherId}`} className="block">
          {line.teacherName}
        </a>
      )}
      {about &&
        (about.href ? (
          <a href={about.href} className="block">
            {about.text}
          </a>
        ) : (
          <span className="block break-all text-soft text-sm">{about.text}</span>
        ))}
    </>
  );
}
