import { listHref } from "@/app/_review/list-href";
import type { ImportQuery, ImportRowView, ImportView } from "@/features/projects/read-import";
import type { Messages } from "@/messages";
import { formatTenths } from "@/rules/credits";
import { IMPORT_FIELDS } from "@/rules/import-layouts";
import { LinkButton } from "@/ui/button";
import { ClauseLink } from "@/ui/clause-link";
import { type Column, DataTable } from "@/ui/data-table";
import { EmptyState } from "@/ui/empty-state";
import { Pagination } from "@/ui/pagination";
import { Shape } from "@/ui/shape";
import { shapeLabel } from "./shape-label";

interface RowsProps {
  view: ImportView;
  query: ImportQuery;
  href: string;
  /** Not any more when the table is registered. */
  mends: boolean;
  messages: Messages;
}

/** Each row with its verdict: what it says, whom it means, what stands against it and the way to mend it. */
export function ImportRows(props: RowsProps) {
  const { view, query, href, mends, messages } = props;
  const { importPages: words } = messages;
  const address = (after: number | null) =>
    listHref(href, { show: query.show, code: query.code, after: after?.toString() });
  return (
    <>
      <div className="mb-2 flex flex-wrap items-start justify-between gap-3">
        <Filters {...props} />
        {mends && (
          <LinkButton href={`${href}/rows/0`} tone="plain">
            {words.addRow}
          </LinkButton>
        )}
      </div>
      <DataTable
        caption={words.rowsCaption}
        columns={columns(view, mends ? href : null, messages)}
        rows={view.rows}
        rowKey={(row) => row.line}
        empty={<EmptyState text={view.counts.rows === 0 ? words.rowsNoneYet : words.rowsNone} />}
      />
      <Pagination
        firstHref={query.after ? address(null) : null}
        nextHref={view.next === null ? null : address(view.next)}
        messages={messages}
      />
    </>
  );
}

const CHIP =
  "block rounded-sm bg-paper px-2 py-1 text-sm no-underline aria-[current]:bg-accent-soft aria-[current]:font-semibold";

/** Verdicts and the problems that there are, each a link that can be sent. */
function Filters({ view: { counts }, query, href, messages }: RowsProps) {
  const { importPages: words, violations } = messages;
  const link = (key: string, text: string, current: boolean, change: Record<string, string | undefined>) => (
    <li key={key}>
      <a href={listHref(href, change)} aria-current={current ? "true" : undefined} className={CHIP}>
        {text}
      </a>
    </li>
  );
  const verdicts = [
    [undefined, words.show.all, counts.rows],
    ["wrong", words.show.wrong, counts.wrong],
    ["flagged", words.show.flagged, counts.flagged],
    ["right", words.show.right, counts.right],
  ] as const;
  return (
    <div>
      <ul className="mb-2 flex flex-wrap gap-2" aria-label={words.filter}>
        {verdicts.map(([show, text, count]) =>
          link(show ?? "all", words.codeCount(text, count), query.show === show && !query.code, { show }),
        )}
      </ul>
      {counts.byCode.length > 0 && (
        <ul className="flex flex-col gap-1" aria-label={words.byCode}>
          {counts.byCode.map(({ code, count }) =>
            link(code, words.codeCount(problemOf(violations[code]({})), count), query.code === code, { code }),
          )}
        </ul>
      )}
    </div>
  );
}

/** What is wrong, without how to mend it: the rows say that. */
const problemOf = (text: string) => text.split(/[。.](?!\d)/, 1)[0] ?? text;

function columns(view: ImportView, href: string | null, messages: Messages): Column<ImportRowView>[] {
  const { importPages: words } = messages;
  const { rowColumns: names } = words;
  const ofTeachers = view.head.kind === "teachers";
  return [
    {
      key: "line",
      header: names.line,
      numeric: true,
      heading: true,
      cell: (row) => <span className="whitespace-nowrap">{row.line}</span>,
    },
    { key: "says", header: names.says, cell: (row) => <Says view={view} row={row} messages={messages} /> },
    {
      key: "person",
      header: names.person,
      cell: ({ person }) =>
        person ? (
          <>
            <span className="whitespace-nowrap">{person.name}</span>
            <span className="block text-soft text-xs">
              {person.schoolName} {person.teacherNumber}
            </span>
          </>
        ) : (
          <span className="text-soft">{ofTeachers ? messages.teacherRecords.importNew : words.noPerson}</span>
        ),
    },
    ...(ofTeachers ? [] : [credits(names.credits)]),
    { key: "verdict", header: names.verdict, cell: (row) => <Verdict row={row} messages={messages} /> },
    ...(href === null ? [] : [mend(href, messages)]),
  ];
}

const credits = (header: string): Column<ImportRowView> => ({
  key: "credits",
  header,
  numeric: true,
  cell: (row) => formatTenths(row.creditsTenths),
});

const mend = (href: string, { importPages: words }: Messages): Column<ImportRowView> => ({
  key: "mend",
  header: words.rowColumns.mend,
  cell: (row) => (
    <a
      href={`${href}/rows/${row.line}`}
      aria-label={words.mendLine(row.line)}
      className="inline-block whitespace-nowrap py-0.5"
    >
      {words.mend}
    </a>
  ),
});

/** What the row says, field by field: its name first, then whatever else it holds. */
function Says({
  view: { head },
  row,
  messages: { projects },
}: {
  view: ImportView;
  row: ImportRowView;
  messages: Messages;
}) {
  const { name = "", ...fields } = row.fields;
  const told = IMPORT_FIELDS[head.kind].filter((field) => fields[field.name]);
  return (
    <>
      <span className="whitespace-nowrap">{name}</span>
      <span className="block min-w-40 text-soft text-xs">
        {told.map((field) => (
          <span key={field.name} className="mr-2 inline-block">
            {projects.fields[field.name]} {fields[field.name]}
          </span>
        ))}
      </span>
    </>
  );
}

function Verdict({ row: { violations, flags }, messages }: { row: ImportRowView; messages: Messages }) {
  const { importPages: words } = messages;
  if (violations.length === 0 && flags.length === 0) {
    return (
      <span className="flex items-center gap-1 whitespace-nowrap text-good text-sm">
        <Shape name="check" /> {words.rowRight}
      </span>
    );
  }
  return (
    <ul className="min-w-56 text-sm">
      {violations.map(({ code, field, clause, rule, params }) => (
        <li key={`${code} ${field}`} className="flex items-baseline gap-1.5 text-bad">
          <Shape name="cross" />
          <span>
            {shapeLabel(code, field, messages)}
            {messages.violations[code](params ?? {})}{" "}
            {(clause !== "S" || rule !== null) && <ClauseLink clause={clause} rule={rule} messages={messages} />}
          </span>
        </li>
      ))}
      {flags.map(({ code, params }) => (
        <li key={code} className="flex items-baseline gap-1.5 text-warn">
          <Shape name="alert" />
          <span>{messages.flags[code](params ?? {})}</span>
        </li>
      ))}
    </ul>
  );
}
