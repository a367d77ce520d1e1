import { layoutOf } from "@/rules/import-layouts";
import type { Violation } from "@/rules/verdict";
import type { Actor } from "@/server/actor";
import { transaction } from "@/server/db";
import { lockHead, readHead, settleImport } from "@/server/imports/import-head";
import { removeRows, writeRows } from "@/server/imports/import-rows";
import { dropTable, readKeptTable } from "@/server/imports/kept-table";
import { readLayoutChanges } from "@/server/imports/table-fields";
import { done, type Result } from "@/server/result";
import { markDone, type Progress, type WorkOrder } from "@/server/work-orders";
import { judged, judgeImportRows } from "./judge-import";
import { tableOf } from "./open-table";

/**
 * Reads a table that was brought, judges each row and keeps them with their verdicts: the dry run. Work of the worker; done
 * again after it was killed, it finds the file still there and nothing else.
 */
export async function judgeBroughtTable(
  actor: Actor,
  order: WorkOrder,
  now: Date,
  progress: Progress,
): Promise<Result<string>> {
  const [head, changes] = await transaction(actor, async (tx) => {
    const found = await readHead(tx, actor, order.subjectId);
    return [found, await readLayoutChanges(tx, actor.cityId, found.kind)] as const;
  });
  if (head.status !== "reading" || head.storageKey === null) {
    await transaction(actor, (tx) => markDone(tx, actor.cityId, order.id, now));
    // Put away before it was read: nobody reads it any more.
    if (head.storageKey !== null) await dropTable(head.storageKey);
    return done(head.id);
  }
  const read = await readKeptTable(head.storageKey, head.kind, changes);
  const problem = read.ok
    ? columnsMissing(layoutOf(head.kind, read.table.header, changes).missing)
    : sheetViolation(read);
  const rows = read.ok && !problem ? read.table.rows : [];
  const header = read.ok ? read.table.header : [];
  await progress(0, rows.length);
  await transaction(actor, async (tx) => {
    const held = await lockHead(tx, actor, head.id);
    if (held.status === "reading") {
      const status = problem ? "unreadable" : "judged";
      await settleImport(tx, actor, head.id, { status, problem, header }, now);
      await removeRows(tx, actor, head.id);
      const table = await tableOf(tx, actor, { ...held, header });
      const verdicts = await judgeImportRows(tx, actor, table, rows, now);
      await writeRows(
        tx,
        actor,
        head.id,
        rows.map((row, index) => judged(row, verdicts[index] ?? NO_VERDICT)),
      );
    }
    await markDone(tx, actor.cityId, order.id, now);
  });
  await dropTable(head.storageKey);
  return done(head.id);
}

const NO_VERDICT = { teacherId: null, role: null, creditsTenths: 0, violations: [], flags: [] };

function columnsMissing(missing: readonly string[]): Violation | null {
  if (missing.length === 0) return null;
  return {
    rule: null,
    clause: "S",
    code: "sheet-columns-missing",
    field: "file",
    params: { columns: missing.join("、") },
  };
}

function sheetViolation({ code, params }: { code: Violation["code"]; params?: Violation["params"] }): Violation {
  return { rule: null, clause: "S", code, field: "file", ...(params && { params }) };
}
