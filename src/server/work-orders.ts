import { closedCycle } from "@/rules/cycles";
import type { Violation } from "@/rules/verdict";
import type { Actor } from "./actor";
import { type Tx, transaction, withoutActor } from "./db";
import { CycleClosed } from "./errors";
import { actorOf, enqueue, type JobKind, type OrderedWork } from "./jobs";
import { type Result, refused } from "./result";
import { sql } from "./sql";

/** Long work that somebody ordered, as its page shows it. */
export interface WorkOrderView {
  id: string;
  kind: JobKind;
  state: "queued" | "running" | "done" | "refused" | "failed";
  doneRows: number;
  totalRows: number;
  /** What stood against it. */
  violations: Violation[];
  /** Under which a fault was logged. */
  faultId: string | null;
  orderedAt: Date;
  endedAt: Date | null;
}

export interface WorkOrder {
  id: string;
  subjectId: string;
  input: unknown;
}

/**
 * Orders long work inside the transaction that calls for it; answers the order's id.
 * @param id made with the form, so that the same form sent twice is one order
 */
export async function orderWork(
  tx: Tx,
  actor: Actor,
  { id, kind, subjectId, input, totalRows }: WorkOrder & { kind: JobKind; totalRows: number },
  now: Date,
): Promise<string> {
  await tx.run(sql`
    insert into work_orders (city_id, id, kind, subject_id, account_id, role, organisation_id, input, state, total_rows, ordered_at)
    values (${actor.cityId}, ${id}, ${kind}::work_kind, ${subjectId}, ${actor.accountId}, ${actor.role}::role,
      ${actor.organisationId}, ${JSON.stringify(input)}::jsonb, 'queued', ${totalRows}, ${now})
    on conflict do nothing`);
  await enqueue(tx, { kind, subjectId: id, actor });
  return id;
}

const view = sql`w.id, w.kind, w.state, w.done_rows as "doneRows", w.total_rows as "totalRows",
  coalesce(w.violations, '[]') as violations, w.fault_id as "faultId", w.ordered_at as "orderedAt", w.ended_at as "endedAt"`;

/**
 * The last work that was ordered on a subject, as far as the actor's place ordered it; null when none was. What the work changes
 * is read with it in one snapshot(), or held: else it may look unchanged beside work that is done.
 */
export async function lastWorkOn(tx: Tx, actor: Actor, subjectId: string): Promise<WorkOrderView | null> {
  const found = await tx.first<WorkOrderView>(sql`
    select ${view} from work_orders w where w.city_id = ${actor.cityId} and w.subject_id = ${subjectId}
    order by w.ordered_at desc, w.ended_at desc nulls first, w.id limit 1`);
  return found ?? null;
}

/** Is work on the subject under way? Then nobody changes it meanwhile. */
export async function isUnderWay(tx: Tx, actor: Actor, subjectId: string): Promise<boolean> {
  const work = await lastWorkOn(tx, actor, subjectId);
  return work !== null && (work.state === "queued" || work.state === "running");
}

/** To be called in the transaction that does the work: it is stored together with the note that it is done, or neither is. */
export async function markDone(tx: Tx, cityId: number, orderId: string, now: Date): Promise<void> {
  await tx.run(sql`
    update work_orders set state = 'done', done_rows = total_rows, ended_at = ${now}
    where city_id = ${cityId} and id = ${orderId}`);
}

/** Tells how far the work is; in a transaction of its own, so that the page sees it before the end. */
export type Progress = (doneRows: number, totalRows: number) => Promise<void>;

/** Marks itself done (markDone) in its own transaction; what it refuses is kept for the page. */
export type Performance = (actor: Actor, order: WorkOrder, now: Date, progress: Progress) => Promise<Result<unknown>>;

/**
 * Does ordered work in the name of whoever ordered it. What is done already isn't done again: a worker that was killed
 * leaves either nothing or all of it behind.
 */
export async function perform(ordered: OrderedWork, now: () => Date, work: Performance): Promise<void> {
  const actor = await actorOf(ordered);
  const mine = sql`city_id = ${actor.cityId} and id = ${ordered.subjectId}`;
  const order = await transaction(actor, (tx) =>
    tx.first<WorkOrder>(sql`
      update work_orders set state = 'running' where ${mine} and state in ('queued', 'running')
      returning id, subject_id as "subjectId", input`),
  );
  if (!order) return;
  const progress: Progress = async (doneRows, totalRows) => {
    await transaction(actor, (tx) =>
      tx.run(sql`update work_orders set done_rows = ${doneRows}, total_rows = ${totalRows} where ${mine}`),
    );
  };
  const result = await work(actor, order, now(), progress).catch((error: unknown) => {
    if (error instanceof CycleClosed) return refused(closedCycle());
    throw error;
  });
  if (result.ok) return;
  // A worker that was taken for dead may have done it meanwhile: what is done isn't refused afterwards.
  await transaction(actor, (tx) =>
    tx.run(sql`update work_orders set state = 'refused', violations = ${JSON.stringify(result.violations)}::jsonb,
      ended_at = ${now()} where ${mine} and state = 'running'`),
  );
}

/** The work is given up: the page apologises with the id under which it was logged. */
export async function markFailed({ actor, subjectId }: OrderedWork, faultId: string, now: Date): Promise<void> {
  await withoutActor((tx) => tx.rows(sql`select fail_work(${actor.cityId}, ${subjectId}, ${faultId}, ${now})`));
}
