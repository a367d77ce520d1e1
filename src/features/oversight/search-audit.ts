import { z } from "zod";
import { AUDIT_KINDS, AUDIT_SOURCES, type AuditSource } from "@/rules/audit-kinds";
import { addDays, type CalendarDate, parseCalendarDate, startOfDay } from "@/rules/calendar";
import type { Role } from "@/rules/permissions";
import type { SummarySource } from "@/rules/summary-tables";
import type { Actor } from "@/server/actor";
import { authorize } from "@/server/authorize";
import { type Tx, transaction } from "@/server/db";
import { sql } from "@/server/sql";
import { type AuditFilter, type AuditPlace, foundEvents, RANKS } from "./audit-branches";

const day = z
  .string()
  .transform((typed) => parseCalendarDate(typed.trim()) ?? undefined)
  .optional()
  .catch(undefined);
const typed = z
  .string()
  .trim()
  .max(60)
  .transform((text) => text || undefined)
  .optional()
  .catch(undefined);
const CURSOR = /^(\d{1,15})\.([0-3])\.([0-9a-f-]{36}|0)\.(\d{1,18})$/;

/** What is searched for, as it stands in the URL; what makes no sense there is ignored. */
export const AuditQuery = z.object({
  /** Whom it concerns: a teacher's name, its pinyin, or the teacher number. */
  q: typed,
  /** Who did it: an account's name, or the name by which it signs in. */
  who: typed,
  /** «credits», or one kind of them: «credits.revoke». */
  kind: z
    .string()
    .refine((text) => parseKind(text) !== null)
    .optional()
    .catch(undefined),
  from: day,
  to: day,
  /** The place of the last row of the page before. */
  after: z.string().regex(CURSOR).optional().catch(undefined),
});
export type AuditQuery = z.output<typeof AuditQuery>;

/** One thing that somebody did. */
export interface AuditLine {
  at: Date;
  source: AuditSource;
  kind: string;
  /** Null where nobody could be told, as at a sign-in under a name that there is not. */
  byName: string | null;
  role: Role | null;
  organisationName: string | null;
  teacherId: number | null;
  teacherName: string | null;
  /** The entry, training or table; null for what is done at the desk. */
  ref: string | null;
  /** Of the entry or training; the unit of a table. */
  title: string | null;
  summarySource: SummarySource | null;
  /** What a desk event says of itself, by keys alone. */
  subject: string | null;
  /** A code, or words where the desk asks for them. */
  reason: string | null;
  note: string | null;
}

export interface AuditPage {
  lines: AuditLine[];
  /** The `after` of the next page; null on the last. */
  next: string | null;
}

const PAGE = 50;
/** Desk events whose subject is an account's number, or an organisation's. */
const OF_ACCOUNTS = [
  "account-added",
  "account-enabled",
  "account-disabled",
  "role-given",
  "role-ended",
  "password-reset",
];
const OF_ORGANISATIONS = ["organisation-added", "organisation-changed", "organisation-closed", "school-merged"];
/** More people of one name are not meant. */
const MOST_PEOPLE = 500;

/**
 * What people did in the city, the newest first: the events of credits, trainings, tables and of the desk as one list. Each of
 * the four is asked for a page at most, by an index that fits what is searched for; who and what are named afterwards.
 */
export async function searchAudit(actor: Actor, query: AuditQuery, most = PAGE): Promise<AuditPage> {
  authorize(actor, "audit:read");
  return transaction(actor, async (tx) => {
    const [teachers, accounts] = await Promise.all([
      query.q ? findTeachers(tx, actor.cityId, query.q) : null,
      query.who ? findAccounts(tx, actor.cityId, query.who) : null,
    ]);
    if (teachers?.length === 0 || accounts?.length === 0) return { lines: [], next: null };
    const kind = query.kind ? parseKind(query.kind) : null;
    const filter: AuditFilter = {
      cityId: actor.cityId,
      teachers,
      accounts,
      sources: kind ? [kind.source] : AUDIT_SOURCES,
      kind: kind?.kind ?? null,
      from: query.from ? startOfDay(query.from as CalendarDate) : null,
      before: query.to ? startOfDay(addDays(query.to as CalendarDate, 1)) : null,
      after: parseCursor(query.after),
      most: most + 1,
    };
    const found = await tx.rows<FoundLine>(sql`
      with found as (${foundEvents(filter)})
      select f.at, f.rank, f.ref, f.n, f.kind, a.display_name as "byName", coalesce(f.role, held.role) as role,
        o.name as "organisationName", f.teacher_id as "teacherId", t.name as "teacherName",
        coalesce(e.title, p.title, u.name, about.name) as title, s.source as "summarySource", f.subject, f.reason,
        coalesce(en.note, pn.note, sn.note) as note
      from found f
      left join accounts a on a.city_id = ${actor.cityId} and a.id = f.account_id
      left join lateral (
        select r.role, r.organisation_id from account_roles r
        where f.rank = ${RANKS.desk} and r.city_id = ${actor.cityId} and r.account_id = f.account_id
        order by r.role = 'teacher', r.role, r.organisation_id limit 1) held on true
      left join organisations o on o.city_id = ${actor.cityId} and o.id = coalesce(f.organisation_id, held.organisation_id)
      left join teachers t on t.city_id = ${actor.cityId} and t.id = f.teacher_id
      left join credit_entries e on f.rank = ${RANKS.credits} and e.city_id = ${actor.cityId} and e.id = f.ref
      left join projects p on f.rank = ${RANKS.projects} and p.city_id = ${actor.cityId} and p.id = f.ref
      left join summary_tables s on f.rank = ${RANKS.tables} and s.city_id = ${actor.cityId} and s.id = f.ref
      left join organisations u on u.city_id = ${actor.cityId} and u.id = s.unit_id
      left join lateral (
        select b.display_name as name from accounts b where f.kind = any(${OF_ACCOUNTS}) and b.city_id = ${actor.cityId}
          and b.id::text = f.subject
        union all
        select b.name from organisations b where f.kind = any(${OF_ORGANISATIONS}) and b.city_id = ${actor.cityId}
          and b.id::text = f.subject) about on f.rank = ${RANKS.desk}
      left join entry_event_notes en on f.rank = ${RANKS.credits} and en.city_id = ${actor.cityId} and en.entry_id = f.ref and en.seq = f.n
      left join project_event_notes pn on f.rank = ${RANKS.projects} and pn.city_id = ${actor.cityId} and pn.project_id = f.ref and pn.seq = f.n
      left join summary_event_notes sn on f.rank = ${RANKS.tables} and sn.city_id = ${actor.cityId} and sn.table_id = f.ref and sn.seq = f.n
      order by f.at desc, f.rank desc, f.ref desc, f.n desc`);
    const shown = found.slice(0, most);
    const last = shown.at(-1);
    return {
      lines: shown.map(({ rank, n: _, ...line }) => ({ ...line, source: AUDIT_SOURCES[rank] ?? "desk" })),
      next: found.length > most && last ? `${last.at.getTime()}.${last.rank}.${last.ref ?? 0}.${last.n}` : null,
    };
  });
}

type FoundLine = Omit<AuditLine, "source"> & { rank: number; n: number };

/** Null where there is no such kind. */
function parseKind(text: string): { source: AuditSource; kind: string | null } | null {
  const [first, kind = null, ...more] = text.split(".");
  const source = AUDIT_SOURCES.find((one) => one === first);
  if (!source || more.length > 0) return null;
  const known: readonly string[] = AUDIT_KINDS[source];
  return kind === null || known.includes(kind) ? { source, kind } : null;
}

function parseCursor(after: string | undefined): AuditPlace | null {
  const [, at, rank, ref, n] = CURSOR.exec(after ?? "") ?? [];
  if (at === undefined || ref === undefined) return null;
  return { at: new Date(Number(at)), rank: Number(rank), ref: ref === "0" ? null : ref, n: Number(n) };
}

async function findTeachers(tx: Tx, cityId: number, typed: string): Promise<number[]> {
  const rows = await tx.rows<{ id: number }>(sql`
    select id from teachers where city_id = ${cityId}
      and (name = ${typed} or teacher_number = ${typed} or pinyin = ${typed.toLowerCase().replace(/\s+/g, "")})
    order by id limit ${MOST_PEOPLE}`);
  return rows.map(({ id }) => id);
}

async function findAccounts(tx: Tx, cityId: number, typed: string): Promise<number[]> {
  const rows = await tx.rows<{ id: number }>(sql`
    select id from accounts where city_id = ${cityId} and (display_name = ${typed} or login_name = ${typed})
    order by id limit ${MOST_PEOPLE}`);
  return rows.map(({ id }) => id);
}
