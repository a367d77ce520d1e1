import { layoutOf } from "@/rules/import-layouts";
import type { Violation } from "@/rules/verdict";
import type { Actor } from "../actor";
import { transaction } from "../db";
import { done, type Result } from "../result";
import { markDone, type Progress, type WorkOrder } from "../work-orders";
import { lockHead, readHead, settleImport } from "./import-head";
import { type ImportedRow, removeRows } from "./import-rows";
import { dropFiles, type Judging, keepVerdicts, type OpenTable } from "./judging";
import { readKeptTable } from "./kept-table";
import { readLayoutChanges } from "./table-fields";

/**
 * Reads a table that was brought, judges each row and keeps them with their verdicts: the dry run. Work of the worker; done
 * again after it was killed, it finds the file still there and nothing else.
 */
export async function readBrought<Table extends OpenTable>(
  judging: Judging<Table>,
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
    await dropFiles(head);
    return done(head.id);
  }
  const read = await readKeptTable(head.storageKey, head.kind, changes, judging.limits);
  const header = read.ok ? read.table.header : [];
  const layout = layoutOf(head.kind, header, changes);
  const rows: ImportedRow[] = read.ok ? read.table.rows.map((row) => ({ ...row, entryId: null })) : [];
  await progress(0, rows.length);
  const problem =
    (read.ok ? columnsMissing(layout.missing) : sheetViolation(read)) ??
    (await judging.prepare?.(actor, { head, layout }, rows, now, progress)) ??
    null;
  await transaction(actor, async (tx) => {
    const held = await lockHead(tx, actor, head.id);
    if (held.status === "reading") {
      const status = problem ? "unreadable" : "judged";
      await settleImport(tx, actor, head.id, { status, problem, header }, now);
      await removeRows(tx, actor, head.id);
      const table = await judging.open(tx, actor, { ...held, header });
      const taken = problem ? [] : rows;
      await keepVerdicts(tx, actor, head.id, taken, await judging.judge(tx, actor, table, taken, now));
    }
    await markDone(tx, actor.cityId, order.id, now);
  });
  await dropFiles(head);
  return done(head.id);
}

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
