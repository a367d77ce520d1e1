import { createHash } from "node:crypto";
import { z } from "zod";
import { type CalendarDate, calendarDateInShanghai, yearOf } from "@/rules/calendar";
import type { Actor } from "@/server/actor";
import { authorize } from "@/server/authorize";
import { type Tx, transaction } from "@/server/db";
import { NotFound } from "@/server/errors";
import { countPrints, readPrint } from "@/server/print-shelf";
import { done, type Result } from "@/server/result";
import { sql } from "@/server/sql";
import { isUnderWay, lastWorkOn, orderWork, type WorkOrderView } from "@/server/work-orders";

export const OrderTranscriptsInput = z.object({
  /** Made with the form: the same form sent twice is one order. */
  orderId: z.uuid({ error: "required" }),
  cycleId: z.coerce.number({ error: "required" }).int().positive().max(2_147_483_647),
  /** In which language the document is made. */
  locale: z.string({ error: "required" }).max(10, { error: "too-long" }),
});
export type OrderTranscriptsInput = z.output<typeof OrderTranscriptsInput>;

/** What was ordered. */
export const TranscriptsOrder = z.object({ cycleId: z.number().int(), locale: z.string() });

/** What the work of a school in a cycle is known by. */
function subjectOf({ cityId, organisationId }: Actor, cycleId: number): string {
  const hex = createHash("sha256").update(`transcripts/${cityId}/${organisationId}/${cycleId}`).digest("hex");
  // Version 8 of RFC 9562: an id of one's own making.
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

/**
 * Orders the transcripts of all teachers on post at the actor's school in a cycle. Ordered while they are being made, it is
 * that order.
 * @returns the cycle's id
 * @throws NotFound where there is no such cycle, or nobody is on post
 */
export async function orderTranscripts(actor: Actor, input: OrderTranscriptsInput, now: Date): Promise<Result<number>> {
  authorize(actor, "transcript:print");
  const { orderId, cycleId, locale } = input;
  const subjectId = subjectOf(actor, cycleId);
  await transaction(actor, async (tx) => {
    // Two who order at the same moment are two after each other.
    await tx.rows(sql`select pg_advisory_xact_lock(hashtextextended(${subjectId}, 0))`);
    const [cycles, teacherIds, underWay] = await Promise.all([
      listCycles(tx, actor),
      teachersOnPost(tx, actor, calendarDateInShanghai(now)),
      isUnderWay(tx, actor, subjectId),
    ]);
    if (!cycles.some(({ id }) => id === cycleId) || teacherIds.length === 0) throw new NotFound();
    if (underWay) return;
    const order: z.output<typeof TranscriptsOrder> = { cycleId, locale };
    await orderWork(
      tx,
      actor,
      { id: orderId, kind: "print-transcripts", subjectId, input: order, totalRows: teacherIds.length },
      now,
    );
  });
  return done(cycleId);
}

interface CycleChoice {
  id: number;
  name: string;
  fromYear: number;
  toYear: number;
}

const listCycles = (tx: Tx, { cityId }: Actor): Promise<CycleChoice[]> =>
  tx.rows<CycleChoice>(sql`
    select id, name, from_year as "fromYear", to_year as "toYear" from cycles where city_id = ${cityId} order by from_year desc`);

/** Who is on post at the actor's school on a day, in order of pinyin. */
export async function teachersOnPost(tx: Tx, actor: Actor, day: CalendarDate): Promise<number[]> {
  const found = await tx.rows<{ id: number }>(sql`
    select t.id from teachers t
    where t.city_id = ${actor.cityId} and t.school_id = ${actor.organisationId} and t.merged_into_id is null
      and exists (select 1 from employments m where m.city_id = t.city_id and m.teacher_id = t.id and m.school_id = t.school_id
        and m.starts_on <= ${day}::date and (m.ends_on is null or m.ends_on >= ${day}::date))
    order by t.pinyin, t.id`);
  return found.map(({ id }) => id);
}

export interface TranscriptsJobView {
  cycles: CycleChoice[];
  cycle: CycleChoice;
  onPost: number;
  /** The last that the school ordered for this cycle. */
  work: WorkOrderView | null;
  /** Volumes that can be fetched; 0 when none was made or a day has passed. */
  parts: number;
}

/**
 * What a school can print, and how far its last order is.
 * @param cycleId null: the cycle of today, else the newest
 * @throws NotFound where there is no such cycle
 */
export async function readTranscriptsJob(actor: Actor, cycleId: number | null, now: Date): Promise<TranscriptsJobView> {
  authorize(actor, "transcript:print");
  const today = calendarDateInShanghai(now);
  const { cycles, cycle, teacherIds, work } = await transaction(actor, async (tx) => {
    const [known, onPost] = await Promise.all([listCycles(tx, actor), teachersOnPost(tx, actor, today)]);
    const chosen = chosenCycle(known, cycleId, yearOf(today));
    if (!chosen) throw new NotFound();
    const last = await lastWorkOn(tx, actor, subjectOf(actor, chosen.id));
    return { cycles: known, cycle: chosen, teacherIds: onPost, work: last };
  });
  const parts = work?.state === "done" ? await countPrints(work.id) : 0;
  return { cycles, cycle, onPost: teacherIds.length, work, parts };
}

function chosenCycle(cycles: readonly CycleChoice[], cycleId: number | null, year: number): CycleChoice | undefined {
  if (cycleId !== null) return cycles.find(({ id }) => id === cycleId);
  return cycles.find(({ fromYear, toYear }) => fromYear <= year && year <= toYear) ?? cycles[0];
}

/**
 * One volume of what was made. That it was opened goes on record, with the school, the cycle and the volume.
 * @throws NotFound where there is none, or none any more
 */
export async function openTranscripts(actor: Actor, cycleId: number, part: number, now: Date): Promise<Buffer> {
  authorize(actor, "transcript:print");
  const work = await transaction(actor, (tx) => lastWorkOn(tx, actor, subjectOf(actor, cycleId)));
  const bytes = work?.state === "done" ? await readPrint(work.id, part) : null;
  if (!bytes) throw new NotFound();
  await transaction(actor, (tx) =>
    tx.run(sql`insert into audit_events (city_id, account_id, kind, subject, reason, at)
      values (${actor.cityId}, ${actor.accountId}, 'transcripts-printed', ${`${actor.organisationId}/${cycleId}`},
        ${`volume ${part}`}, ${now})`),
  );
  return bytes;
}
