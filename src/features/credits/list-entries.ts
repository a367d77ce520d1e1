import { z } from "zod";
import { BEGAN_OR_ENDED, OPEN } from "@/ledger/single-steps";
import { addDays, type CalendarDate, parseCalendarDate, startOfDay } from "@/rules/calendar";
import { CREDIT_SOURCES, ENTRY_STATUSES } from "@/rules/credit-entry";
import type { Actor } from "@/server/actor";
import { authorize } from "@/server/authorize";
import { transaction } from "@/server/db";
import { inScope } from "@/server/scope";
import { type Statement, sql } from "@/server/sql";
import type { EntryLine } from "./read-balance";

/** Filters and place of a page of entries, as they stand in the URL. */
export const EntryQuery = z.object({
  status: z.enum(ENTRY_STATUSES).optional().catch(undefined),
  source: z.enum(CREDIT_SOURCES).optional().catch(undefined),
  /** What waits singly with this office. */
  holder: z.coerce.number().int().positive().max(2_147_483_647).optional().catch(undefined),
  /** The Monday of a week in which they began to wait for somebody, or were decided (`move`). */
  week: z
    .string()
    .transform((text) => parseCalendarDate(text) ?? undefined)
    .optional()
    .catch(undefined),
  move: z.enum(["arrived", "decided"]).optional().catch(undefined),
  /** A teacher's name, pinyin or its initials. */
  q: z.string().trim().max(60).optional().catch(undefined),
  after: z
    .string()
    .regex(/^\d{1,15}\.[0-9a-f-]{36}$/)
    .optional()
    .catch(undefined),
});
export type EntryQuery = z.output<typeof EntryQuery>;

export type EntryRow = EntryLine & { teacherName: string; schoolName: string; registeredAt: Date };

const PAGE = 50;

/** The entries that were submitted at the actor's school, in its county, or in the city: the newest first. */
export async function listEntries(
  actor: Actor,
  query: EntryQuery,
  most = PAGE,
): Promise<{ entries: EntryRow[]; next: string | null }> {
  authorize(actor, "credit:list");
  const place = inScope(actor, { teacher: sql`e.teacher_id`, school: sql`e.school_id`, county: sql`e.county_id` });
  const [at, id] = query.after?.split(".") ?? [];
  const typed = query.q?.toLowerCase();
  return transaction(actor, async (tx) => {
    const entries = await tx.rows<EntryRow>(sql`
      select e.id, e.source, e.title, e.year, e.credits_tenths as "creditsTenths", e.status, h.name as "holderName",
        e.waiting_since as "waitingSince", t.name as "teacherName", s.name as "schoolName", e.registered_at as "registeredAt"
      from credit_entries e
      join teachers t on t.city_id = e.city_id and t.id = e.teacher_id
      join organisations s on s.city_id = e.city_id and s.id = e.school_id
      left join organisations h on h.city_id = e.city_id and h.id = e.holder_id
      where e.city_id = ${actor.cityId} and ${place}
        ${query.status ? sql`and e.status = ${query.status}::entry_status` : sql``}
        ${query.source ? sql`and e.source = ${query.source}::credit_source` : sql``}
        ${query.holder ? sql`and e.holder_id = ${query.holder} and not e.with_roster` : sql``}
        ${query.week ? inWeek(actor.cityId, query.week, query.move ?? "arrived") : sql``}
        ${typed ? sql`and (t.name = ${query.q} or t.pinyin = ${typed} or t.pinyin_initials = ${typed})` : sql``}
        ${at ? sql`and (e.registered_at, e.id) < (${new Date(Number(at))}, ${id}::uuid)` : sql``}
      order by e.registered_at desc, e.id desc limit ${most + 1}`);
    const shown = entries.slice(0, most);
    const last = shown.at(-1);
    return { entries: shown, next: entries.length > most && last ? `${last.registeredAt.getTime()}.${last.id}` : null };
  });
}

/** Those that the statistics count in that week; one that came twice stands in the list once. */
function inWeek(cityId: number, monday: CalendarDate, move: NonNullable<EntryQuery["move"]>): Statement {
  return sql`and e.id in (select v.entry_id from entry_events v
    where v.city_id = ${cityId} and v.at >= ${startOfDay(monday)} and v.at < ${startOfDay(addDays(monday, 7))} and ${BEGAN_OR_ENDED}
      and ${move === "arrived" ? sql`v.to_status = any(${OPEN})` : sql`not v.to_status = any(${OPEN})`})`;
}
