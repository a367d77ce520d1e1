import { z } from "zod";
import { aboutOf, whatOf, whyOf } from "@/app/_oversight/audit-words";
import { EntryQuery, listEntries } from "@/features/credits/list-entries";
import { listQueue, QueueQuery } from "@/features/credits/list-queue";
import { type AuditLine, AuditQuery, searchAudit } from "@/features/oversight/search-audit";
import { listTeachers, TeacherQuery } from "@/features/people/list-teachers";
import { listParticipants, ParticipantQuery } from "@/features/projects/list-participants";
import { listProjectQueue, listProjects, ProjectQuery } from "@/features/projects/list-projects";
import { listReports, ReportQuery } from "@/features/projects/list-reports";
import { readCompletion } from "@/features/statistics/read-completion";
import { readPlanning } from "@/features/statistics/read-planning";
import { listReported, ReportedQuery } from "@/features/summaries/list-reported";
import type { Messages } from "@/messages";
import { calendarDateInShanghai, yearOf } from "@/rules/calendar";
import { SCHOOL_STAGES } from "@/rules/school-stages";
import type { Actor } from "@/server/actor";
import type { Column, Value } from "@/server/spreadsheet/write-workbook";
import { dateTime } from "@/ui/format";

/** So many rows are in memory at once. */
const AT_ONCE = 1_000;

interface ListColumn<Row> {
  header: string;
  width: number;
  kind?: Column["kind"];
  value: (row: Row) => Value;
}

interface Page<Row> {
  rows: readonly Row[];
  next: string | null;
}

/** A list ready to be written: what is filtered, in its order, however long it is. */
export interface OpenedList {
  name: string;
  columns: Column[];
  rows: AsyncGenerator<Value[]>;
}

type Opener = (actor: Actor, search: Record<string, string>, messages: Messages, now: Date) => Promise<OpenedList>;

/** A list that is read page by page, by the use case that its own page is read by: same filters, same scope, same order. */
function listOf<Query extends { after?: unknown }, Row>(
  schema: z.ZodType<Query>,
  read: (actor: Actor, query: Query, now: Date) => Promise<Page<Row>>,
  name: (messages: Messages) => string,
  columns: (messages: Messages) => ListColumn<Row>[],
): Opener {
  return async (actor, search, messages, now) => {
    const shown = columns(messages);
    const at = (after: string | null) => read(actor, schema.parse({ ...search, after: after ?? undefined }), now);
    // Read before anything is answered: who may not see the list gets no file.
    const first = await at(null);
    async function* rows(): AsyncGenerator<Value[]> {
      for (let page = first; ; page = await at(page.next)) {
        for (const row of page.rows) yield shown.map(({ value }) => value(row));
        if (page.next === null) return;
      }
    }
    return {
      name: name(messages),
      columns: shown.map(({ header, width, kind = "text" }) => ({ header, width, kind })),
      rows: rows(),
    };
  };
}

/** Tenths as a number of one decimal; nothing is computed from it any more. */
const credits = (tenths: number) => tenths / 10;

const WIDE = 36;
const PLACE = 26;
const NAME = 14;
const WORD = 14;
const NUMBER = 10;
const TIME = 18;

/** Every list that a page shows, by the name of its file. */
export const LISTS: Record<string, Opener> = {
  "teachers.xlsx": listOf(
    TeacherQuery,
    async (actor, query, now) => {
      const { teachers, next } = await listTeachers(actor, query, yearOf(calendarDateInShanghai(now)), AT_ONCE);
      return { rows: teachers, next };
    },
    ({ shell }) => shell.nav.teachers,
    ({ staff, exports }) => [
      { header: staff.columns.name, width: NAME, value: (row) => row.name },
      { header: staff.columns.number, width: WORD, value: (row) => row.teacherNumber },
      { header: exports.school, width: PLACE, value: (row) => row.schoolName },
      { header: staff.columns.subject, width: WORD, value: (row) => row.subject },
      { header: staff.columns.total, width: NUMBER, kind: "number", value: (row) => credits(row.totalTenths) },
      { header: exports.required, width: NUMBER, kind: "number", value: (row) => credits(row.requiredTotalTenths) },
      { header: exports.missing, width: NUMBER, kind: "number", value: (row) => credits(row.missingTotalTenths) },
      { header: staff.columns.online, width: NUMBER, kind: "number", value: (row) => credits(row.onlineMetTenths) },
      {
        header: exports.requiredOnline,
        width: NUMBER,
        kind: "number",
        value: (row) => credits(row.requiredOnlineTenths),
      },
      {
        header: exports.missingOnline,
        width: NUMBER,
        kind: "number",
        value: (row) => credits(row.missingOnlineTenths),
      },
      {
        header: staff.columns.state,
        width: WORD,
        value: (row) => {
          if (!row.onPost) return staff.left;
          if (row.requiredTotalTenths === 0) return staff.owesNothing;
          return row.complete ? staff.complete : exports.behind;
        },
      },
    ],
  ),
  "entries.xlsx": listOf(
    EntryQuery,
    async (actor, query) => {
      const { entries, next } = await listEntries(actor, query, AT_ONCE);
      return { rows: entries, next };
    },
    ({ shell }) => shell.nav.entries,
    ({ review: { columns: names }, credits: words, exports }) => [
      { header: names.teacher, width: NAME, value: (row) => row.teacherName },
      { header: names.school, width: PLACE, value: (row) => row.schoolName },
      { header: names.kind, width: WORD, value: (row) => words.sources[row.source] },
      { header: exports.year, width: NUMBER, kind: "number", value: (row) => row.year },
      { header: names.title, width: WIDE, value: (row) => row.title },
      { header: names.credits, width: NUMBER, kind: "number", value: (row) => credits(row.creditsTenths) },
      { header: names.status, width: WORD, value: (row) => words.statuses[row.status] },
      { header: exports.holder, width: PLACE, value: (row) => row.holderName },
      { header: names.at, width: TIME, value: (row) => dateTime(row.registeredAt) },
    ],
  ),
  "queue.xlsx": listOf(
    QueueQuery,
    async (actor, query, now) => {
      const { items, next } = await listQueue(actor, query, now, AT_ONCE);
      return { rows: items, next };
    },
    ({ shell }) => shell.nav.queue,
    ({ review: { columns: names, flaggedOnly }, credits: words, exports, desk }) => [
      { header: names.teacher, width: NAME, value: (row) => row.teacherName },
      { header: names.school, width: PLACE, value: (row) => row.schoolName },
      { header: names.kind, width: WORD, value: (row) => words.sources[row.source] },
      { header: names.title, width: WIDE, value: (row) => row.title },
      { header: names.credits, width: NUMBER, kind: "number", value: (row) => credits(row.creditsTenths) },
      { header: exports.waitingSince, width: TIME, value: (row) => dateTime(row.waitingSince) },
      {
        header: exports.remarks,
        width: WORD,
        value: (row) => [row.flagged && flaggedOnly, row.urgedAt && desk.urged].filter(Boolean).join(exports.and),
      },
    ],
  ),
  "projects.xlsx": listOf(
    ProjectQuery,
    async (actor, query) => {
      const { projects, next } = await listProjects(actor, query, AT_ONCE);
      return { rows: projects, next };
    },
    ({ shell }) => shell.nav.projects,
    projectColumns,
  ),
  "project-queue.xlsx": listOf(
    z.object({ after: z.string().optional() }),
    async (actor) => ({ rows: await listProjectQueue(actor), next: null }),
    ({ shell }) => shell.nav.projectQueue,
    projectColumns,
  ),
  "reports.xlsx": listOf(
    ReportQuery,
    async (actor, query) => {
      const { reports, next } = await listReports(actor, query, AT_ONCE);
      return { rows: reports, next };
    },
    ({ shell }) => shell.nav.reports,
    ({ reports: { columns: names }, exports }) => [
      { header: names.teacher, width: NAME, value: (row) => row.teacherName },
      { header: names.school, width: PLACE, value: (row) => row.schoolName },
      { header: names.title, width: WIDE, value: (row) => row.title },
      { header: names.endedOn, width: WORD, kind: "date", value: (row) => row.endedOn },
      { header: names.hours, width: NUMBER, kind: "number", value: (row) => credits(row.hoursTenths) },
      { header: exports.reportedAt, width: TIME, value: (row) => dateTime(row.reportedAt) },
      { header: names.at, width: TIME, value: (row) => row.answeredAt && dateTime(row.answeredAt) },
    ],
  ),
  "participants.xlsx": listOf(
    ParticipantQuery.extend({ project: z.uuid() }),
    async (actor, { project, ...query }) => {
      const { participants, next } = await listParticipants(actor, project, query, AT_ONCE);
      return { rows: participants, next };
    },
    ({ exports }) => exports.participants,
    ({ review: { columns: names }, staff, projects, credits: words, exports }) => [
      { header: names.teacher, width: NAME, value: (row) => row.teacherName },
      { header: staff.columns.number, width: WORD, value: (row) => row.teacherNumber },
      { header: names.school, width: PLACE, value: (row) => row.schoolName },
      { header: exports.role, width: WORD, value: (row) => projects.participantRoles[row.role] },
      { header: exports.year, width: NUMBER, kind: "number", value: (row) => row.year },
      { header: names.credits, width: NUMBER, kind: "number", value: (row) => credits(row.creditsTenths) },
      { header: names.status, width: WORD, value: (row) => words.statuses[row.status] },
    ],
  ),
  "completion.xlsx": listOf(
    z.object({
      year: z.coerce.number().int().min(2000).max(2100).optional().catch(undefined),
      after: z.string().optional(),
    }),
    async (actor, { year = null }, now) => ({
      rows: (await readCompletion(actor, { year }, now))?.schools ?? [],
      next: null,
    }),
    ({ shell }) => shell.nav.statistics,
    ({ statistics: words, exports }) => [
      { header: exports.school, width: PLACE, value: (row) => row.name },
      { header: exports.code, width: WORD, value: (row) => row.code },
      { header: exports.county, width: PLACE, value: (row) => row.countyName ?? words.direct },
      { header: exports.stage, width: WORD, value: (row) => row.stage && words.stages[row.stage] },
      { header: words.teachers, width: NUMBER, kind: "number", value: (row) => row.teachers },
      { header: words.complete, width: NUMBER, kind: "number", value: (row) => row.complete },
      { header: words.onlineComplete, width: NUMBER, kind: "number", value: (row) => row.onlineComplete },
      { header: words.missing, width: NUMBER, kind: "number", value: (row) => credits(row.missingTotalTenths) },
      { header: words.missingOnline, width: NUMBER, kind: "number", value: (row) => credits(row.missingOnlineTenths) },
    ],
  ),
  "planning.xlsx": listOf(
    z.object({ stage: z.enum(SCHOOL_STAGES).optional().catch(undefined), after: z.string().optional() }),
    async (actor, { stage }, now) => {
      const planning = await readPlanning(actor, { stage }, now);
      const counties = planning?.counties.map((row) => ({ ...row, stage: null, subject: undefined })) ?? [];
      const stages = planning?.stages.map((row) => ({ ...row, countyName: undefined, subject: undefined })) ?? [];
      const subjects = planning?.subjects.map((row) => ({ ...row, countyName: undefined, stage: null })) ?? [];
      return { rows: [...counties, ...stages, ...subjects], next: null };
    },
    ({ shell }) => shell.nav.planning,
    ({ statistics: words, exports }) => [
      {
        header: exports.county,
        width: PLACE,
        value: (row) => (row.countyName === undefined ? null : (row.countyName ?? words.direct)),
      },
      { header: exports.stage, width: WORD, value: (row) => row.stage && words.stages[row.stage] },
      {
        header: exports.subject,
        width: WORD,
        value: (row) => (row.subject === undefined ? null : (row.subject ?? words.noSubject)),
      },
      { header: words.needTeachers, width: NUMBER, kind: "number", value: (row) => row.teachers },
      { header: words.inNeed, width: NUMBER, kind: "number", value: (row) => row.inNeed },
      { header: words.onlinePlaces, width: NUMBER, kind: "number", value: (row) => row.online },
      { header: words.trainingPlaces, width: NUMBER, kind: "number", value: (row) => row.training },
    ],
  ),
  "audit.xlsx": listOf(
    AuditQuery,
    async (actor, query) => {
      const { lines, next } = await searchAudit(actor, query, AT_ONCE);
      return { rows: lines, next };
    },
    ({ oversight }) => oversight.audit.title,
    auditColumns,
  ),
  "summaries.xlsx": listOf(
    ReportedQuery,
    async (actor, query, now) => {
      const { lines, next } = await listReported(actor, query, now, AT_ONCE);
      return { rows: lines, next };
    },
    ({ shell }) => shell.nav.summaries,
    ({ summaries: { columnsOfList: names, statuses, lateTag, paperShort, certificatesShort }, exports }) => [
      { header: names.unit, width: PLACE, value: (row) => row.unitName },
      { header: exports.code, width: WORD, value: (row) => row.unitCode },
      { header: names.status, width: WORD, value: (row) => statuses[row.head?.status ?? "none"] },
      { header: lateTag, width: NUMBER, value: (row) => (row.late ? lateTag : null) },
      { header: names.closedAt, width: TIME, value: (row) => row.head && dateTime(row.head.closedAt) },
      { header: names.lines, width: NUMBER, kind: "number", value: (row) => row.head?.lines ?? row.rows },
      {
        header: names.credits,
        width: NUMBER,
        kind: "number",
        value: (row) => row.head && credits(row.head.creditsTenths),
      },
      { header: paperShort, width: WORD, kind: "date", value: (row) => row.head?.paperOn ?? null },
      { header: certificatesShort, width: WORD, kind: "date", value: (row) => row.head?.certificatesOn ?? null },
      { header: names.open, width: NUMBER, kind: "number", value: (row) => row.missing },
    ],
  ),
};

function auditColumns(messages: Messages): ListColumn<AuditLine>[] {
  const { columns: names, sources } = messages.oversight.audit;
  return [
    { header: names.at, width: TIME, value: (row) => dateTime(row.at) },
    { header: names.who, width: NAME, value: (row) => row.byName },
    { header: names.role, width: WORD, value: (row) => row.role && messages.credits.roles[row.role] },
    { header: names.organisation, width: PLACE, value: (row) => row.organisationName },
    { header: names.what, width: PLACE, value: (row) => `${sources[row.source]} ${whatOf(row, messages)}` },
    { header: names.teacher, width: NAME, value: (row) => row.teacherName },
    { header: names.about, width: WIDE, value: (row) => aboutOf(row, messages)?.text ?? null },
    { header: names.reason, width: WIDE, value: (row) => whyOf(row, messages) || null },
  ];
}

function projectColumns({
  projectPages: { columns: names },
  projects,
  exports,
}: Messages): ListColumn<Awaited<ReturnType<typeof listProjectQueue>>[number]>[] {
  return [
    { header: names.title, width: WIDE, value: (row) => row.title },
    { header: exports.kind, width: PLACE, value: (row) => projects.kinds[row.kind] },
    { header: names.host, width: PLACE, value: (row) => row.hostName },
    { header: exports.year, width: NUMBER, kind: "number", value: (row) => row.year },
    { header: exports.from, width: WORD, kind: "date", value: (row) => row.startsOn },
    { header: exports.to, width: WORD, kind: "date", value: (row) => row.endsOn },
    { header: names.hours, width: NUMBER, kind: "number", value: (row) => credits(row.hoursTenths) },
    { header: names.participants, width: NUMBER, kind: "number", value: (row) => row.participants },
    { header: names.credits, width: NUMBER, kind: "number", value: (row) => credits(row.creditsTenths) },
    { header: names.status, width: WORD, value: (row) => projects.statuses[row.status] },
    { header: exports.holder, width: PLACE, value: (row) => row.holderName },
  ];
}
