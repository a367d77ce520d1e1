import Link from "next/link";
import { ExportLink } from "@/app/_exports/export-link";
import { EntryQuery, type EntryRow, listEntries } from "@/features/credits/list-entries";
import type { Messages } from "@/messages";
import { CREDIT_SOURCES, ENTRY_STATUSES } from "@/rules/credit-entry";
import { formatTenths } from "@/rules/credits";
import type { Actor } from "@/server/actor";
import { currentMessages } from "@/server/locale";
import { type Column, DataTable } from "@/ui/data-table";
import { EmptyState } from "@/ui/empty-state";
import { Hidden } from "@/ui/fields";
import { dateTime } from "@/ui/format";
import { PageTitle } from "@/ui/page-title";
import { Pagination } from "@/ui/pagination";
import { SearchForm, SearchSelect } from "@/ui/search-form";
import { StatusTag } from "@/ui/tag";
import { listHref } from "./list-href";

/** Every entry of the actor's place, newest first, filtered by the address. */
export async function entriesPage(
  actor: Actor,
  base: string,
  searchParams: Promise<Record<string, string | string[] | undefined>>,
) {
  const query = EntryQuery.parse(await searchParams);
  const [messages, page] = await Promise.all([currentMessages(), listEntries(actor, query)]);
  const { review: words, credits } = messages;
  const href = (after: string | null) =>
    listHref(base, {
      status: query.status,
      source: query.source,
      holder: query.holder?.toString(),
      week: query.week,
      move: query.move,
      q: query.q,
      after: after ?? undefined,
    });
  return (
    <>
      <PageTitle title={words.entriesTitle(actor.organisationName)} />
      <SearchForm label={words.search} value={query.q} submitText={words.apply}>
        {query.holder && <Hidden name="holder" value={String(query.holder)} />}
        {query.week && <Hidden name="week" value={query.week} />}
        {query.move && <Hidden name="move" value={query.move} />}
        <SearchSelect
          name="status"
          label={words.status}
          value={query.status}
          all={words.allStatuses}
          choices={ENTRY_STATUSES.map((value) => ({ value, label: credits.statuses[value] }))}
        />
        <SearchSelect
          name="source"
          label={words.filterKind}
          value={query.source}
          all={words.allKinds}
          choices={CREDIT_SOURCES.map((value) => ({ value, label: credits.sources[value] }))}
        />
      </SearchForm>
      {(query.holder || query.week) && (
        <p className="mb-2">
          {query.week ? words.inWeek[query.move ?? "arrived"](query.week) : words.withOffice}{" "}
          <a href={listHref(base, { status: query.status, source: query.source, q: query.q })}>{words.widen}</a>
        </p>
      )}
      <ExportLink list="entries" query={query} messages={messages} />
      <DataTable
        caption={words.entriesTitle(actor.organisationName)}
        columns={columns(base, messages)}
        rows={page.entries}
        rowKey={(row) => row.id}
        empty={<EmptyState text={words.noEntries}>{words.noEntriesHint}</EmptyState>}
      />
      <Pagination
        firstHref={query.after ? href(null) : null}
        nextHref={page.next ? href(page.next) : null}
        messages={messages}
      />
    </>
  );
}

function columns(base: string, messages: Messages): Column<EntryRow>[] {
  const { columns: names } = messages.review;
  return [
    {
      key: "teacher",
      header: names.teacher,
      heading: true,
      cell: (row) => (
        <Link href={`${base}/${row.id}`} prefetch={false}>
          {row.teacherName}
        </Link>
      ),
    },
    { key: "school", header: names.school, cell: (row) => row.schoolName },
    { key: "kind", header: names.kind, cell: (row) => messages.credits.sources[row.source] },
    { key: "title", header: names.title, cell: (row) => `${row.year} ${row.title}` },
    { key: "credits", header: names.credits, numeric: true, cell: (row) => formatTenths(row.creditsTenths) },
    { key: "status", header: names.status, cell: (row) => <StatusTag status={row.status} messages={messages} /> },
    { key: "at", header: names.at, cell: (row) => dateTime(row.registeredAt) },
  ];
}
