import { z } from "zod";
import type { Actor } from "@/server/actor";
import { authorize } from "@/server/authorize";
import { type Tx, transaction } from "@/server/db";
import { NotFound } from "@/server/errors";
import { countPrints, readPrint } from "@/server/print-shelf";
import { done, type Result } from "@/server/result";
import { sql } from "@/server/sql";
import { isUnderWay, lastWorkOn, orderWork, type WorkOrderView } from "@/server/work-orders";

export const OrderCertificatesInput = z.object({
  /** Made with the form: the same form sent twice is one order. */
  orderId: z.uuid({ error: "required" }),
  tableId: z.uuid({ error: "required" }),
  /** In which language the document is made. */
  locale: z.string({ error: "required" }).max(10, { error: "too-long" }),
});
export type OrderCertificatesInput = z.output<typeof OrderCertificatesInput>;

/** What was ordered: of which closing of the table. */
export const CertificatesOrder = z.object({ seq: z.number().int(), locale: z.string() });

/**
 * Orders the print job of a MOOC table: the table and the certificates of its rows, in its order (N3.7). Ordered while one is
 * being made, it is that one.
 * @returns the table's id @throws NotFound
 */
export async function orderCertificates(
  actor: Actor,
  input: OrderCertificatesInput,
  now: Date,
): Promise<Result<string>> {
  authorize(actor, "summary:read");
  const { orderId, tableId, locale } = input;
  await transaction(actor, async (tx) => {
    const seq = await lastClosing(tx, actor, tableId);
    if (await isUnderWay(tx, actor, tableId)) return;
    const order: z.output<typeof CertificatesOrder> = { seq, locale };
    await orderWork(
      tx,
      actor,
      { id: orderId, kind: "print-certificates", subjectId: tableId, input: order, totalRows: 0 },
      now,
    );
  });
  return done(tableId);
}

/** @throws NotFound where it is no MOOC table that the actor may see */
async function lastClosing(tx: Tx, actor: Actor, tableId: string): Promise<number> {
  const table = await tx.first<{ seq: number }>(sql`
    select max(c.seq) as seq from summary_tables t join summary_copies c on c.city_id = t.city_id and c.table_id = t.id
    where t.city_id = ${actor.cityId} and t.id = ${tableId} and t.source = 'mooc' having max(c.seq) is not null`);
  if (!table) throw new NotFound();
  return table.seq;
}

export interface CertificatesJobView {
  work: WorkOrderView | null;
  /** Volumes that can be fetched; 0 when none was made, a day has passed or the table was closed anew. */
  parts: number;
}

/** How far the last print job of a table is that the actor's place ordered. @throws NotFound */
export async function readCertificatesJob(actor: Actor, tableId: string): Promise<CertificatesJobView> {
  authorize(actor, "summary:read");
  const { work, valid } = await transaction(actor, (tx) => lastJob(tx, actor, tableId));
  return { work, parts: work?.state === "done" && valid ? await countPrints(work.id) : 0 };
}

async function lastJob(tx: Tx, actor: Actor, tableId: string) {
  const [seq, work] = await Promise.all([lastClosing(tx, actor, tableId), lastWorkOn(tx, actor, tableId)]);
  if (!work) return { work, valid: false };
  const ordered = await tx.first<{ input: unknown }>(
    sql`select input from work_orders where city_id = ${actor.cityId} and id = ${work.id}`,
  );
  return { work, valid: CertificatesOrder.parse(ordered?.input).seq === seq };
}

/**
 * One volume of what was made. It holds ID numbers, so that it was opened goes on record.
 * @throws NotFound where there is none, or none any more
 */
export async function openCertificates(actor: Actor, tableId: string, part: number, now: Date): Promise<Buffer> {
  authorize(actor, "summary:read");
  const { work, valid } = await transaction(actor, (tx) => lastJob(tx, actor, tableId));
  const bytes = work?.state === "done" && valid ? await readPrint(work.id, part) : null;
  if (!bytes) throw new NotFound();
  await transaction(actor, (tx) =>
    tx.run(sql`insert into audit_events (city_id, account_id, kind, subject, reason, at)
      values (${actor.cityId}, ${actor.accountId}, 'summary-identities-read', ${tableId}, 'certificates', ${now})`),
  );
  return bytes;
}
