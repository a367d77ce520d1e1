import { ExportLink } from "@/app/_exports/export-link";
import { listHref } from "@/app/_review/list-href";
import { listReports, type ReportLine, ReportQuery } from "@/features/projects/list-reports";
import type { Messages } from "@/messages";
import { formatTenths } from "@/rules/credits";
import type { Actor } from "@/server/actor";
import { businessNow } from "@/server/clock";
import { currentMessages } from "@/server/locale";
import { type Column, DataTable } from "@/ui/data-table";
import { EmptyState } from "@/ui/empty-state";
import { dateTime, daysAgo } from "@/ui/format";
import { PageTitle } from "@/ui/page-title";
import { Pagination } from "@/ui/pagination";
import { ShowLinks } from "@/ui/show-links";
import { ReportStatusTag } from "./report-facts";

const SHOWS = ["open", "answered"] as const;

/** What teachers reported to the actor's place: those that wait, with their age, or those that were answered. */
export async function reportsPage(
  actor: Actor,
  base: string,
  searchParams: Promise<Record<string, string | string[] | undefined>>,
) {
  const query = ReportQuery.parse(await searchParams);
  const now = businessNow();
  const [messages, page] = await Promise.all([currentMessages(), listReports(actor, query)]);
  const { reports: words } = messages;
  const isOpen = query.show === "open";
  const href = (show: ReportQuery["show"], after?: string) =>
    listHref(base, { show: show === "open" ? undefined : show, after });
  return (
    <>
      <PageTitle title={words.listTitle(actor.organisationName)} lead={words.listLead} />
      <ShowLinks
        links={SHOWS.map((show) => ({
          text: words.show[show](page[show]),
          href: href(show),
          current: show === query.show,
        }))}
      />
      <ExportLink list="reports" query={{ show: query.show }} messages={messages} />
      <DataTable
        caption={words.listTitle(actor.organisationName)}
        columns={columns(base, isOpen, messages, now)}
        rows={page.reports}
        rowKey={(row) => row.id}
        empty={<EmptyState text={isOpen ? words.noneOpen : words.noneAnswered} />}
      />
      <Pagination
        firstHref={query.after ? href(query.show) : null}
        nextHref={page.next ? href(query.show, page.next) : null}
        messages={messages}
      />
    </>
  );
}

function columns(base: string, isOpen: boolean, messages: Messages, now: Date): Column<ReportLine>[] {
  const { columns: names, age } = messages.reports;
  return [
    {
      key: "teacher",
      header: names.teacher,
      heading: true,
      cell: (row) => (
        <a href={`${base}/${row.id}`} className="whitespace-nowrap">
          {row.teacherName}
        </a>
      ),
    },
    { key: "school", header: names.school, cell: (row) => row.schoolName },
    { key: "title", header: names.title, cell: (row) => row.title },
    { key: "endedOn", header: names.endedOn, cell: (row) => <span className="whitespace-nowrap">{row.endedOn}</span> },
    { key: "hours", header: names.hours, numeric: true, cell: (row) => formatTenths(row.hoursTenths) },
    isOpen
      ? {
          key: "age",
          header: names.age,
          numeric: true,
          cell: (row) => <span className="whitespace-nowrap">{age(daysAgo(row.reportedAt, now))}</span>,
        }
      : {
          key: "at",
          header: names.at,
          cell: (row) => <span className="whitespace-nowrap">{row.answeredAt ? dateTime(row.answeredAt) : ""}</span>,
        },
    { key: "status", header: names.status, cell: (row) => <ReportStatusTag status={row.status} messages={messages} /> },
  ];
}
