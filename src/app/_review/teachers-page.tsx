import Link from "next/link";
import { ExportLink } from "@/app/_exports/export-link";
import { listTeachers, TeacherQuery, type TeacherRow } from "@/features/people/list-teachers";
import type { Messages } from "@/messages";
import { calendarDateInShanghai, yearOf } from "@/rules/calendar";
import { formatTenths } from "@/rules/credits";
import type { Actor } from "@/server/actor";
import { businessNow } from "@/server/clock";
import { currentMessages } from "@/server/locale";
import { type Column, DataTable } from "@/ui/data-table";
import { EmptyState } from "@/ui/empty-state";
import { PageTitle } from "@/ui/page-title";
import { Pagination } from "@/ui/pagination";
import { SearchForm } from "@/ui/search-form";
import { Tag } from "@/ui/tag";
import { listHref } from "./list-href";

/** The teachers of the actor's place, each with what is done and what is missing. */
export async function teachersPage(
  actor: Actor,
  base: string,
  searchParams: Promise<Record<string, string | string[] | undefined>>,
) {
  const query = TeacherQuery.parse(await searchParams);
  const year = yearOf(calendarDateInShanghai(businessNow()));
  const [messages, page] = await Promise.all([currentMessages(), listTeachers(actor, query, year)]);
  const { staff } = messages;
  const href = (after: string | null) =>
    listHref(base, { q: query.q, behind: query.behind, after: after ?? undefined });
  return (
    <>
      <PageTitle title={staff.teachersTitle(actor.organisationName)} />
      <SearchForm label={staff.search} value={query.q} submitText={staff.find}>
        <label className="flex min-h-11 items-center gap-2">
          <input
            type="checkbox"
            name="behind"
            value="1"
            defaultChecked={query.behind === "1"}
            className="size-5 accent-accent"
          />
          {staff.behindOnly}
        </label>
      </SearchForm>
      <ExportLink list="teachers" query={query} messages={messages} />
      <DataTable
        caption={staff.teachersTitle(actor.organisationName)}
        columns={columns(base, messages)}
        rows={page.teachers}
        rowKey={(row) => row.id}
        count={staff.count(page.count)}
        empty={
          <EmptyState text={staff.none}>
            <Link href={base}>{staff.all}</Link>
          </EmptyState>
        }
      />
      <Pagination
        firstHref={query.after ? href(null) : null}
        nextHref={page.next ? href(page.next) : null}
        messages={messages}
      />
    </>
  );
}

function columns(base: string, messages: Messages): Column<TeacherRow>[] {
  const { columns: names, of } = messages.staff;
  return [
    {
      key: "name",
      header: names.name,
      heading: true,
      cell: (row) => (
        <Link href={`${base}/${row.id}`} prefetch={false} className="whitespace-nowrap">
          {row.name}
        </Link>
      ),
    },
    {
      key: "number",
      header: names.number,
      cell: (row) => <span className="whitespace-nowrap">{row.teacherNumber}</span>,
    },
    { key: "subject", header: names.subject, cell: (row) => <span className="whitespace-nowrap">{row.subject}</span> },
    {
      key: "total",
      header: names.total,
      numeric: true,
      cell: (row) => of(formatTenths(row.totalTenths), formatTenths(row.requiredTotalTenths)),
    },
    {
      key: "online",
      header: names.online,
      numeric: true,
      cell: (row) => of(formatTenths(row.onlineMetTenths), formatTenths(row.requiredOnlineTenths)),
    },
    { key: "state", header: names.state, cell: (row) => <State row={row} messages={messages} /> },
  ];
}

function State({ row, messages: { staff } }: { row: TeacherRow; messages: Messages }) {
  if (!row.onPost) return <Tag>{staff.left}</Tag>;
  if (row.requiredTotalTenths === 0) return <Tag>{staff.owesNothing}</Tag>;
  if (row.complete) return <Tag tone="good">{staff.complete}</Tag>;
  const missing = Math.max(
    row.requiredTotalTenths - row.totalTenths,
    row.requiredOnlineTenths - row.onlineMetTenths,
    0,
  );
  return <Tag tone="warn">{staff.behind(formatTenths(missing))}</Tag>;
}
