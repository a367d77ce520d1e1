import { randomUUID } from "node:crypto";
import { z } from "zod";
import type { Actor } from "@/server/actor";
import { authorize } from "@/server/authorize";
import { transaction } from "@/server/db";
import { id, truthful } from "@/server/form-fields";
import { lockHead, settleImport } from "@/server/imports/import-head";
import { countRows, readRows, writeRows } from "@/server/imports/import-rows";
import { done, type Result, refused } from "@/server/result";
import { sql } from "@/server/sql";
import { isUnderWay, markDone, orderWork, type Progress, type WorkOrder } from "@/server/work-orders";
import { judged, judgeImportRows } from "./judge-import";
import { tableOf } from "./open-table";
import { registerRoster } from "./register-roster";
import { registerTrainings } from "./register-trainings";

export const ConfirmInput = z.object({ importId: id, truthful });
export type ConfirmInput = z.output<typeof ConfirmInput>;

/** Orders the registration of a judged table: the worker judges it again and registers all of it, or nothing. */
export async function orderConfirmation(actor: Actor, input: ConfirmInput, now: Date): Promise<Result<string>> {
  authorize(actor, "roster:bring");
  return transaction(actor, async (tx) => {
    const head = await lockHead(tx, actor, input.importId);
    // Sent twice: it is ordered, or done.
    if (head.status === "confirmed" || (await isUnderWay(tx, actor, head.id))) return done(head.id);
    if (head.status !== "judged") return refused({ rule: null, clause: "S", code: "import-not-open", field: null });
    const { rows } = await countRows(tx, actor, head.id);
    await orderWork(
      tx,
      actor,
      { id: randomUUID(), kind: "confirm-import", subjectId: head.id, input: {}, totalRows: rows },
      now,
    );
    return done(head.id);
  });
}

/**
 * Judges a table again and registers it: in one transaction, together with the note that it is done. Killed in the middle it
 * leaves nothing; asked again after it was done, it does nothing.
 */
export async function confirmImport(
  actor: Actor,
  order: WorkOrder,
  now: Date,
  progress: Progress,
): Promise<Result<string>> {
  authorize(actor, "roster:bring");
  return transaction(actor, async (tx) => {
    const head = await lockHead(tx, actor, order.subjectId);
    if (head.status === "confirmed") {
      await markDone(tx, actor.cityId, order.id, now);
      return done(head.id);
    }
    if (head.status !== "judged") return refused({ rule: null, clause: "S", code: "import-not-open", field: null });
    const table = await tableOf(tx, actor, head);
    // Of two tables with the same trainings at the same moment the second sees what the first has registered.
    if (head.kind !== "roster")
      await tx.rows(sql`select pg_advisory_xact_lock(hashtextextended(${`trainings/${actor.cityId}`}, 1))`);
    const rows = await readRows(tx, actor, head.id);
    const verdicts = await judgeImportRows(tx, actor, table, rows, now);
    await progress(0, rows.length);
    const registered = table.project
      ? await registerRoster(tx, actor, table.project, verdicts, now)
      : await registerTrainings(tx, actor, head.kind === "opening" ? "opening" : "provincial", verdicts, now);
    if (!registered.ok) {
      // What is wrong now stands at its row when the person comes back.
      await writeRows(
        tx,
        actor,
        head.id,
        rows.flatMap((row, index) => {
          const verdict = verdicts[index];
          return verdict ? [judged(row, verdict)] : [];
        }),
      );
      return registered;
    }
    await settleImport(tx, actor, head.id, { status: "confirmed" }, now);
    await markDone(tx, actor.cityId, order.id, now);
    return done(head.id);
  });
}
