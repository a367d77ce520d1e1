import Link from "next/link";
import { ExportLink } from "@/app/_exports/export-link";
import { CycleSwitch } from "@/app/_parts/cycle-switch";
import { PostChoices, TeacherSteps } from "@/app/_teachers/teacher-steps";
import { listTeachers, TeacherQuery, type TeacherRow } from "@/features/people/list-teachers";
import type { Messages } from "@/messages";
import { calendarDateInShanghai, yearOf } from "@/rules/calendar";
import { formatTenths } from "@/rules/credits";
import { allowed } from "@/rules/permissions";
import type { Actor } from "@/server/actor";
import { businessNow } from "@/server/clock";
import { currentMessages } from "@/server/locale";
import { type Column, DataTable } from "@/ui/data-table";
import { EmptyState } from "@/ui/empty-state";
import { Hidden } from "@/ui/fields";
import { PageTitle } from "@/ui/page-title";
import { Pagination } from "@/ui/pagination";
import { SearchForm } from "@/ui/search-form";
import { Tag } from "@/ui/tag";
import { listHref } from "./list-href";

/** What the form of the list sets by itself; everything else came with a link. */
const FORM_FIELDS: ReadonlySet<string> = new Set(["q", "behind", "sort", "post", "cycle", "after"]);

/** What a link has narrowed the list to, in words; places are known by the reader and by their rows. */
function narrowedWords({ stage, subject, duty, missing, short, online, complete }: TeacherQuery, messages: Messages) {
  const { statistics: words, staff } = messages;
  const parts = [
    duty && staff.onDutyIn(duty),
    stage && words.stages[stage],
    subject && (subject === "-" ? words.noSubject : subject),
    complete && staff.complete,
    online && words.missingOnline,
    missing && (missing.startsWith("online") ? words.missingOnline : words.missing),
    short && staff.shortOf(short.slice(0, 4), words.reached[short.endsWith("online") ? "online" : "total"]),
  ];
  return parts.filter(Boolean).join(staff.and);
}

/** The teachers of the actor's place, each with what is done and what is missing. */
export async function teachersPage(
  actor: Actor,
  base: string,
  searchParams: Promise<Record<string, string | string[] | undefined>>,
) {
  const asked = TeacherQuery.parse(await searchParams);
  // A school looks at who works there; what a statistic has counted is looked at as it was counted.
  const counted = Object.entries(asked).some(([key, value]) => value && !FORM_FIELDS.has(key));
  const query = { ...asked, post: asked.post ?? (actor.role === "school" && !counted ? "on" : undefined) } as const;
  const year = yearOf(calendarDateInShanghai(businessNow()));
  const [messages, page] = await Promise.all([currentMessages(), listTeachers(actor, query, year)]);
  const { staff } = messages;
  const { county, school, duty, cycle, ...texts } = query;
  const filters = {
    ...texts,
    county: county?.toString(),
    school: school?.toString(),
    duty: duty?.toString(),
    cycle: cycle?.toString(),
  };
  const href = (after: string | null) => listHref(base, { ...filters, after: after ?? undefined });
  const narrowed = Object.entries(filters).filter(([key, value]) => value && !FORM_FIELDS.has(key));
  return (
    <>
      <PageTitle
        title={staff.teachersTitle(actor.organisationName)}
        actions={actor.role === "school" && <TeacherSteps messages={messages} />}
      />
      {actor.role === "school" && <PostChoices base={base} query={query} messages={messages} />}
      <CycleSwitch
        cycles={page.cycles}
        current={page.cycleId}
        href={({ id }) =>
          listHref(base, { q: query.q, behind: query.behind, sort: query.sort, post: asked.post, cycle: String(id) })
        }
        messages={messages}
      />
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
        <label className="flex min-h-11 items-center gap-2">
          <input
            type="checkbox"
            name="sort"
            value="missing"
            defaultChecked={query.sort === "missing"}
            className="size-5 accent-accent"
          />
          {staff.mostMissingFirst}
        </label>
        {asked.post && <Hidden name="post" value={asked.post} />}
        {cycle && <Hidden name="cycle" value={String(cycle)} />}
        {narrowed.map(([key, value]) => (
          <Hidden key={key} name={key} value={String(value)} />
        ))}
      </SearchForm>
      {narrowed.length > 0 && (
        <p className="mb-2">
          {staff.narrowed(narrowedWords(query, messages))}{" "}
          <a href={listHref(base, { q: query.q, behind: query.behind, sort: query.sort })}>{staff.widen}</a>
        </p>
      )}
      <ExportLink list="teachers" query={query} messages={messages} />
      {allowed(actor.role, "transcript:print") && (
        <p className="mb-2">
          <a href={`${base}/transcripts`}>{messages.transcripts.school.link}</a>
        </p>
      )}
      <DataTable
        caption={staff.teachersTitle(actor.organisationName)}
        columns={columns(base, cycle?.toString(), actor.role !== "school", messages)}
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

const lacking = (tenths: number) => (tenths > 0 ? formatTenths(tenths) : <span className="text-soft">0</span>);

/** @param places of more than one school */
function columns(base: string, cycle: string | undefined, places: boolean, messages: Messages): Column<TeacherRow>[] {
  const { columns: names, of } = messages.staff;
  return [
    {
      key: "name",
      header: names.name,
      heading: true,
      cell: (row) => (
        <Link href={listHref(`${base}/${row.id}`, { cycle })} prefetch={false} className="whitespace-nowrap">
          {row.name}
        </Link>
      ),
    },
    {
      key: "number",
      header: names.number,
      cell: (row) => <span className="whitespace-nowrap">{row.teacherNumber}</span>,
    },
    ...(places ? [{ key: "school", header: names.school, cell: (row: TeacherRow) => row.schoolName }] : []),
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
    {
      key: "missing",
      header: names.missing,
      numeric: true,
      cell: (row) => lacking(row.missingTotalTenths),
    },
    {
      key: "missingOnline",
      header: names.missingOnline,
      numeric: true,
      cell: (row) => lacking(row.missingOnlineTenths),
    },
    { key: "state", header: names.state, cell: (row) => <State row={row} messages={messages} /> },
  ];
}

function State({ row, messages: { staff } }: { row: TeacherRow; messages: Messages }) {
  if (!row.onPost) return <Tag>{staff.left}</Tag>;
  if (row.requiredTotalTenths === 0) return <Tag>{staff.owesNothing}</Tag>;
  if (row.complete) return <Tag tone="good">{staff.complete}</Tag>;
  return <Tag tone="warn">{staff.notYet}</Tag>;
}
