import { listHref } from "@/app/_review/list-href";
import { type CorrectionLine, CorrectionQuery, listPersonCorrections } from "@/features/people/list-person-corrections";
import type { Messages } from "@/messages";
import type { Actor } from "@/server/actor";
import { businessNow } from "@/server/clock";
import { currentMessages } from "@/server/locale";
import { type Column, DataTable } from "@/ui/data-table";
import { EmptyState } from "@/ui/empty-state";
import { dateTime, daysAgo } from "@/ui/format";
import { PageTitle } from "@/ui/page-title";
import { Pagination } from "@/ui/pagination";
import { ShowLinks } from "@/ui/show-links";
import { CorrectionStatusTag } from "./correction-words";

const SHOWS = ["asked", "answered"] as const;

/** The corrections that a school asked for, or that a superior has to answer. */
export async function correctionsPage(
  actor: Actor,
  searchParams: Promise<Record<string, string | string[] | undefined>>,
) {
  const query = CorrectionQuery.parse(await searchParams);
  const now = businessNow();
  const [messages, page] = await Promise.all([currentMessages(), listPersonCorrections(actor, query)]);
  const { corrections: words } = messages;
  const base = `/${actor.role}/corrections`;
  const isSchool = actor.role === "school";
  const href = (show: CorrectionQuery["show"], after?: string) =>
    listHref(base, { show: show === "asked" ? undefined : show, after });
  return (
    <>
      <PageTitle
        title={words.listTitle(actor.organisationName)}
        lead={isSchool ? words.schoolLead : words.superiorLead}
      />
      <ShowLinks
        links={SHOWS.map((show) => ({
          text: words.show[show](page[show]),
          href: href(show),
          current: show === query.show,
        }))}
      />
      <DataTable
        caption={words.listTitle(actor.organisationName)}
        columns={columns(base, query.show, isSchool, messages, now)}
        rows={page.corrections}
        rowKey={(row) => row.id}
        empty={
          <EmptyState text={query.show === "asked" ? words.noneAsked : words.noneAnswered}>
            {isSchool && <a href="/school/teachers">{words.toTeachers}</a>}
          </EmptyState>
        }
      />
      <Pagination
        firstHref={query.after ? href(query.show) : null}
        nextHref={page.next ? href(query.show, page.next) : null}
        messages={messages}
      />
    </>
  );
}

function columns(
  base: string,
  show: CorrectionQuery["show"],
  isSchool: boolean,
  messages: Messages,
  now: Date,
): Column<CorrectionLine>[] {
  const { columns: names, kinds, age } = messages.corrections;
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
    {
      key: "number",
      header: names.number,
      cell: (row) => <span className="whitespace-nowrap">{row.teacherNumber}</span>,
    },
    ...(isSchool ? [] : [{ key: "school", header: names.school, cell: (row: CorrectionLine) => row.schoolName }]),
    { key: "kind", header: names.kind, cell: (row) => kinds[row.kind] },
    show === "asked"
      ? {
          key: "age",
          header: names.age,
          numeric: true,
          cell: (row) => <span className="whitespace-nowrap">{age(daysAgo(row.askedAt, now))}</span>,
        }
      : {
          key: "at",
          header: names.at,
          cell: (row) => <span className="whitespace-nowrap">{row.answeredAt ? dateTime(row.answeredAt) : ""}</span>,
        },
    {
      key: "status",
      header: names.status,
      cell: (row) => <CorrectionStatusTag status={row.status} messages={messages} />,
    },
  ];
}
