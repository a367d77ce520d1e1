import { randomUUID } from "node:crypto";
import { z } from "zod";
import type { ImportKind } from "@/rules/import-layouts";
import type { Actor } from "../actor";
import { type Tx, transaction } from "../db";
import { id, truthful } from "../form-fields";
import { done, type Result, refused } from "../result";
import { isUnderWay, markDone, orderWork, type Progress, type WorkOrder } from "../work-orders";
import { settleImport } from "./import-head";
import { countRows, type ImportedRow, type RowVerdict, readRows } from "./import-rows";
import { importNotOpen, type Judging, keepVerdicts, lockOwn, type OpenTable } from "./judging";

export const ConfirmInput = z.object({ importId: id, truthful });
export type ConfirmInput = z.output<typeof ConfirmInput>;

/** Orders the registration of a judged table: the worker judges it again and registers all of it, or nothing. */
export async function orderRegistration(
  kinds: readonly ImportKind[],
  actor: Actor,
  input: ConfirmInput,
  now: Date,
): Promise<Result<string>> {
  return transaction(actor, async (tx) => {
    const head = await lockOwn(kinds, tx, actor, input.importId);
    // Sent twice: it is ordered, or done.
    if (head.status === "confirmed" || (await isUnderWay(tx, actor, head.id))) return done(head.id);
    if (head.status !== "judged") return refused(importNotOpen);
    const { rows } = await countRows(tx, actor, head.id);
    const work = { kind: "confirm-import", subjectId: head.id, input: {}, totalRows: rows } as const;
    await orderWork(tx, actor, { id: randomUUID(), ...work }, now);
    return done(head.id);
  });
}

/** How a feature registers a table that it judges. */
export interface Registering<Table extends OpenTable, Verdict extends RowVerdict> {
  /** Makes two that bring the same wait for each other, so that the second sees the first; before anything is judged. */
  hold: (tx: Tx, actor: Actor, table: Table, rows: readonly ImportedRow[]) => Promise<void>;
  register: (tx: Tx, actor: Actor, table: Table, verdicts: Verdict[], now: Date) => Promise<Result<unknown>>;
}

/**
 * Judges a table again and registers it: in one transaction, together with the note that it is done. Killed in the middle it
 * leaves nothing; asked again after it was done, it does nothing.
 */
export async function registerTable<Table extends OpenTable, Verdict extends RowVerdict>(
  { kinds, open, judge }: Judging<Table, Verdict>,
  { hold, register }: Registering<Table, Verdict>,
  actor: Actor,
  order: WorkOrder,
  now: Date,
  progress: Progress,
): Promise<Result<string>> {
  return transaction(actor, async (tx) => {
    const head = await lockOwn(kinds, tx, actor, order.subjectId);
    if (head.status === "confirmed") {
      await markDone(tx, actor.cityId, order.id, now);
      return done(head.id);
    }
    if (head.status !== "judged") return refused(importNotOpen);
    const table = await open(tx, actor, head);
    const rows = await readRows(tx, actor, head.id);
    await hold(tx, actor, table, rows);
    const verdicts = await judge(tx, actor, table, rows, now);
    await progress(0, rows.length);
    const registered = await register(tx, actor, table, verdicts, now);
    if (!registered.ok) {
      // What is wrong now stands at its row when the person comes back.
      await keepVerdicts(tx, actor, head.id, rows, verdicts);
      return registered;
    }
    await settleImport(tx, actor, head.id, { status: "confirmed" }, now);
    await markDone(tx, actor.cityId, order.id, now);
    return done(head.id);
  });
}
