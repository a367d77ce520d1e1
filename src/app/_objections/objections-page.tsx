import { listHref } from "@/app/_review/list-href";
import { listObjections, type ObjectionLine, ObjectionQuery } from "@/features/credits/list-objections";
import type { Messages } from "@/messages";
import { formatTenths } from "@/rules/credits";
import type { Actor } from "@/server/actor";
import { currentMessages } from "@/server/locale";
import { type Column, DataTable } from "@/ui/data-table";
import { EmptyState } from "@/ui/empty-state";
import { dateTime } from "@/ui/format";
import { PageTitle } from "@/ui/page-title";
import { Pagination } from "@/ui/pagination";
import { ShowLinks } from "@/ui/show-links";
import { Tag } from "@/ui/tag";
import { ObjectionStatusTag } from "./objection-facts";

const SHOWS = ["open", "decided"] as const;

/** The objections that wait for the actor's place, the oldest first, or those that it has decided. */
export async function objectionsPage(
  actor: Actor,
  base: string,
  entries: string,
  searchParams: Promise<Record<string, string | string[] | undefined>>,
) {
  const query = ObjectionQuery.parse(await searchParams);
  const [messages, page] = await Promise.all([currentMessages(), listObjections(actor, query)]);
  const { objections: words } = messages;
  const isOpen = query.show === "open";
  const href = (show: ObjectionQuery["show"], after?: string) =>
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
      <DataTable
        caption={words.listTitle(actor.organisationName)}
        columns={columns(entries, isOpen, messages)}
        rows={page.objections}
        rowKey={(row) => row.id}
        empty={<EmptyState text={isOpen ? words.noneOpen : words.noneDecided} />}
      />
      <Pagination
        firstHref={query.after ? href(query.show) : null}
        nextHref={page.next ? href(query.show, page.next) : null}
        messages={messages}
      />
    </>
  );
}

function columns(entries: string, isOpen: boolean, messages: Messages): Column<ObjectionLine>[] {
  const { objections: words, credits } = messages;
  const { columns: names } = words;
  return [
    {
      key: "teacher",
      header: names.teacher,
      heading: true,
      cell: (row) => (
        <a href={`${entries}/${row.entryId}`} className="whitespace-nowrap">
          {row.teacherName}
        </a>
      ),
    },
    { key: "school", header: names.school, cell: (row) => row.schoolName },
    { key: "title", header: names.title, cell: (row) => `${credits.sources[row.source]} · ${row.title}` },
    { key: "credits", header: names.credits, numeric: true, cell: (row) => formatTenths(row.creditsTenths) },
    { key: "refusedAt", header: names.refusedAt, cell: (row) => credits.steps[row.refusedAt] },
    {
      key: "raisedAt",
      header: names.raisedAt,
      cell: (row) => <span className="whitespace-nowrap">{dateTime(row.raisedAt)}</span>,
    },
    isOpen
      ? {
          key: "status",
          header: names.status,
          cell: (row) =>
            row.ownRefusal ? (
              <Tag tone="warn">{words.ownRefusal}</Tag>
            ) : (
              <ObjectionStatusTag status={row.status} messages={messages} />
            ),
        }
      : {
          key: "decided",
          header: names.decided,
          cell: (row) => (
            <>
              <ObjectionStatusTag status={row.status} messages={messages} />
              <span className="block whitespace-nowrap text-sm text-soft">
                {row.decidedByName} · {row.decidedAt && dateTime(row.decidedAt)}
              </span>
            </>
          ),
        },
  ];
}
