import { z } from "zod";
import { CREDIT_SOURCES, type CreditSource } from "@/rules/credit-entry";
import type { Actor } from "@/server/actor";
import { authorize } from "@/server/authorize";
import { transaction } from "@/server/db";
import { sql } from "@/server/sql";

/** Filters and place of a page of the queue, as they stand in the URL; what makes no sense there is ignored. */
export const QueueQuery = z.object({
  source: z.enum(CREDIT_SOURCES).optional().catch(undefined),
  school: z.coerce.number().int().positive().max(2_147_483_647).optional().catch(undefined),
  flagged: z.literal("1").optional().catch(undefined),
  /** The last row of the page before: since when it waits, and its id. */
  after: z
    .string()
    .regex(/^\d{1,15}\.[0-9a-f-]{36}$/)
    .optional()
    .catch(undefined),
});
export type QueueQuery = z.output<typeof QueueQuery>;

export interface QueueItem {
  id: string;
  source: CreditSource;
  title: string;
  creditsTenths: number;
  teacherName: string;
  schoolName: string;
  waitingSince: Date;
  /** Brings a certificate or a file that another person brought, too. */
  flagged: boolean;
  unreviewedBySchool: boolean;
  /** The actor registered it or is credited by it, so somebody else has to decide. */
  own: boolean;
  /** When somebody asked for it (催办) in the last two months. */
  urgedAt: Date | null;
}

export interface QueuePage {
  items: QueueItem[];
  /** How many wait in all under these filters, counted up to `QUEUE_COUNT_LIMIT`. */
  count: number;
  /** The `after` of the next page; null on the last. */
  next: string | null;
}

const PAGE = 50;
/** Counting further costs more than it tells. */
export const QUEUE_COUNT_LIMIT = 1000;

const URGES_SHOWN_DAYS = 60;
const daysBefore = (now: Date, days: number) => new Date(now.getTime() - days * 86_400_000);

/** What waits for the actor's office, oldest first. */
export async function listQueue(actor: Actor, query: QueueQuery, now: Date, most = PAGE): Promise<QueuePage> {
  authorize(actor, "queue:read");
  const [since, afterId] = query.after?.split(".") ?? [];
  const mine = sql`e.city_id = ${actor.cityId} and e.holder_id = ${actor.organisationId} and not e.with_roster
    ${query.source ? sql`and e.source = ${query.source}::credit_source` : sql``}
    ${query.school ? sql`and e.school_id = ${query.school}` : sql``}
    ${query.flagged ? sql`and (e.certificate_shared or e.file_shared)` : sql``}`;
  return transaction(actor, async (tx) => {
    const [found, counted, urged] = await Promise.all([
      tx.rows<Omit<QueueItem, "urgedAt">>(sql`
        select e.id, e.source, e.title, e.credits_tenths as "creditsTenths", t.name as "teacherName", s.name as "schoolName",
          e.waiting_since as "waitingSince", e.certificate_shared or e.file_shared as flagged,
          e.unreviewed_by_school as "unreviewedBySchool",
          e.registered_by_account_id = ${actor.accountId} or coalesce(e.teacher_id = ${actor.teacherId}, false) as own
        from (
          select e.* from credit_entries e
          where ${mine} ${since ? sql`and (e.waiting_since, e.id) > (${new Date(Number(since))}, ${afterId}::uuid)` : sql``}
          order by e.waiting_since, e.id limit ${most + 1}
        ) e
        join teachers t on t.city_id = e.city_id and t.id = e.teacher_id
        join organisations s on s.city_id = e.city_id and s.id = e.school_id
        order by e.waiting_since, e.id`),
      tx.first<{ count: number }>(sql`
        select count(*)::int as count from (select 1 from credit_entries e where ${mine} limit ${QUEUE_COUNT_LIMIT}) counted`),
      // Few are urged, so they are read beside the page and not for each of its rows.
      tx.rows<{ entryId: string; at: Date }>(sql`
        select u.entry_id as "entryId", max(u.at) as at from entry_urges u
        where u.city_id = ${actor.cityId} and u.holder_id = ${actor.organisationId} and u.at > ${daysBefore(now, URGES_SHOWN_DAYS)}
        group by u.entry_id limit ${QUEUE_COUNT_LIMIT}`),
    ]);
    const urgedAt = new Map(urged.map(({ entryId, at }) => [entryId, at]));
    const items = found.map((item) => ({ ...item, urgedAt: urgedAt.get(item.id) ?? null }));
    const shown = items.slice(0, most);
    const last = shown.at(-1);
    return {
      items: shown,
      count: counted?.count ?? 0,
      next: items.length > most && last ? `${last.waitingSince.getTime()}.${last.id}` : null,
    };
  });
}
