import { z } from "zod";
import type { CreditSource, Step } from "@/rules/credit-entry";
import type { ObjectionStatus } from "@/rules/objections";
import type { Actor } from "@/server/actor";
import { authorize } from "@/server/authorize";
import { transaction } from "@/server/db";
import { sql } from "@/server/sql";

/** Which objections, and the place of the page, as they stand in the URL. */
export const ObjectionQuery = z.object({
  show: z.enum(["open", "decided"]).catch("open"),
  /** The last row of the page before. */
  after: z
    .string()
    .regex(/^\d{1,15}\.[0-9a-f-]{36}$/)
    .optional()
    .catch(undefined),
});
export type ObjectionQuery = z.output<typeof ObjectionQuery>;

/** One objection in the list of who decides it. */
export interface ObjectionLine {
  id: string;
  entryId: string;
  title: string;
  source: CreditSource;
  creditsTenths: number;
  teacherName: string;
  schoolName: string;
  refusedAt: Step;
  status: ObjectionStatus;
  raisedAt: Date;
  decidedAt: Date | null;
  decidedByName: string | null;
  /** The actor refused it, so somebody else decides. */
  ownRefusal: boolean;
}

const PAGE = 50;

/** The objections that are the actor's place's to decide: those that wait, the oldest first, or the decided, the newest first. */
export async function listObjections(
  actor: Actor,
  { show, after }: ObjectionQuery,
  most = PAGE,
): Promise<{ objections: ObjectionLine[]; next: string | null; open: number; decided: number }> {
  authorize(actor, "objection:decide");
  const [at, id] = after?.split(".") ?? [];
  const mine = sql`o.city_id = ${actor.cityId} and o.holder_id = ${actor.organisationId}`;
  const instant = at ? new Date(Number(at)) : null;
  const page =
    show === "open"
      ? sql`o.status = 'open' ${at ? sql`and (o.raised_at, o.id) > (${instant}, ${id}::uuid)` : sql``}
          order by o.raised_at, o.id`
      : sql`o.status in ('granted', 'dismissed') ${at ? sql`and (o.decided_at, o.id) < (${instant}, ${id}::uuid)` : sql``}
          order by o.decided_at desc, o.id desc`;
  return transaction(actor, async (tx) => {
    const [found, counted] = await Promise.all([
      tx.rows<ObjectionLine>(sql`
        select o.id, o.entry_id as "entryId", e.title, e.source, e.credits_tenths as "creditsTenths", t.name as "teacherName",
          s.name as "schoolName", o.refused_at as "refusedAt", o.status, o.raised_at as "raisedAt", o.decided_at as "decidedAt",
          d.display_name as "decidedByName", v.account_id = ${actor.accountId} as "ownRefusal"
        from objections o
        join credit_entries e on e.city_id = o.city_id and e.id = o.entry_id
        join teachers t on t.city_id = o.city_id and t.id = o.teacher_id
        join organisations s on s.city_id = o.city_id and s.id = o.school_id
        join entry_events v on v.city_id = o.city_id and v.entry_id = o.entry_id and v.seq = o.refused_seq
        left join accounts d on d.city_id = o.city_id and d.id = o.decided_by
        where ${mine} and ${page} limit ${most + 1}`),
      tx.first<{ open: number; decided: number }>(sql`
        select count(*) filter (where o.status = 'open') as open,
          count(*) filter (where o.status in ('granted', 'dismissed')) as decided
        from objections o where ${mine}`),
    ]);
    const objections = found.slice(0, most);
    const last = objections.at(-1);
    const place = show === "open" ? last?.raisedAt : last?.decidedAt;
    return {
      objections,
      next: found.length > most && last && place ? `${place.getTime()}.${last.id}` : null,
      open: counted?.open ?? 0,
      decided: counted?.decided ?? 0,
    };
  });
}
