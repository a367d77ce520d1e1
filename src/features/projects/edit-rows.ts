import { z } from "zod";
import { IMPORT_FIELDS } from "@/rules/import-layouts";
import type { Violation } from "@/rules/verdict";
import type { Actor } from "@/server/actor";
import { authorize } from "@/server/authorize";
import { type Tx, transaction } from "@/server/db";
import { NotFound } from "@/server/errors";
import { id } from "@/server/form-fields";
import { type ImportHead, lockHead, settleImport } from "@/server/imports/import-head";
import { type JudgedRow, nextLine, readRows, removeLine, removeRows, writeRows } from "@/server/imports/import-rows";
import { dropTable } from "@/server/imports/kept-table";
import { done, type Result, refused } from "@/server/result";
import type { TableRow } from "@/server/spreadsheet/table";
import { sql } from "@/server/sql";
import { isUnderWay } from "@/server/work-orders";
import { type ImportToJudge, judged, judgeImportRows } from "./judge-import";
import { openTable } from "./open-table";

const MOST_CELL = 200;

/** A row as its form sends it: the line (0 for a new one) and a text for each field of the table. */
export const RowInput = z.looseObject({
  importId: id,
  line: z.coerce.number({ error: "required" }).int().min(0).max(2_000_000),
});
export type RowInput = z.output<typeof RowInput>;

export const LineInput = z.object({ importId: id, line: z.coerce.number({ error: "required" }).int().positive() });
export type LineInput = z.output<typeof LineInput>;

export const DiscardInput = z.object({ importId: id });
export type DiscardInput = z.output<typeof DiscardInput>;

/** Mends a row, or adds one, and judges it again with all rows of the people whom it meant and means; answers the import's id. */
export async function saveRow(actor: Actor, input: RowInput, now: Date): Promise<Result<string>> {
  authorize(actor, "roster:bring");
  return transaction(actor, async (tx) => {
    const table = await openTable(tx, actor, input.importId);
    const barred = await barrier(tx, actor, table);
    if (barred) return refused(barred);
    const [before] = input.line > 0 ? await readRows(tx, actor, table.head.id, sql`and r.line = ${input.line}`, 1) : [];
    if (input.line > 0 && !before) throw new NotFound();
    const line = before?.line ?? (await nextLine(tx, actor, table.head.id));
    const row = typedRow(table, line, before, input);
    await judgeAgain(tx, actor, table, row, before?.teacherId ?? null, now);
    return done(table.head.id);
  });
}

/** Takes a row off, and judges the others of that person again; answers the import's id. */
export async function removeRow(actor: Actor, input: LineInput, now: Date): Promise<Result<string>> {
  authorize(actor, "roster:bring");
  return transaction(actor, async (tx) => {
    const table = await openTable(tx, actor, input.importId);
    const barred = await barrier(tx, actor, table);
    if (barred) return refused(barred);
    const [row] = await readRows(tx, actor, table.head.id, sql`and r.line = ${input.line}`, 1);
    // Taken off already, by the same form: that is what was wanted.
    if (!row) return done(table.head.id);
    await removeLine(tx, actor, table.head.id, input.line);
    await judgeAgain(tx, actor, table, null, row.teacherId, now);
    return done(table.head.id);
  });
}

/** Puts a table away that isn't registered; answers the id of the project whose roster it was, or its own. */
export async function discardImport(actor: Actor, input: DiscardInput, now: Date): Promise<Result<string>> {
  authorize(actor, "roster:bring");
  const discarded = await transaction(actor, async (tx): Promise<Result<ImportHead>> => {
    const head = await lockHead(tx, actor, input.importId);
    if (head.status === "confirmed" || (await isUnderWay(tx, actor, head.id))) return refused(NOT_OPEN);
    await settleImport(tx, actor, head.id, { status: "discarded" }, now);
    await removeRows(tx, actor, head.id);
    return done(head);
  });
  if (!discarded.ok) return discarded;
  const { id: importId, projectId, storageKey } = discarded.value;
  if (storageKey !== null) await dropTable(storageKey);
  return done(projectId ?? importId);
}

const NOT_OPEN: Violation = { rule: null, clause: "S", code: "import-not-open", field: null };

async function barrier(tx: Tx, actor: Actor, { head }: ImportToJudge): Promise<Violation | null> {
  if (head.status === "reading") return { ...NOT_OPEN, code: "import-still-reading" };
  if (head.status !== "judged") return NOT_OPEN;
  return (await isUnderWay(tx, actor, head.id)) ? { ...NOT_OPEN, code: "work-under-way" } : null;
}

/** The row with what was typed in place of what it said; a field without a column gets none: the table has no place for it. */
function typedRow(
  { head, layout }: ImportToJudge,
  line: number,
  before: TableRow | undefined,
  input: RowInput,
): TableRow {
  const cells = head.header.map((_, column) => before?.cells[column] ?? "");
  const typed = new Set<number>();
  for (const { name } of IMPORT_FIELDS[head.kind]) {
    const column = layout.columns.get(name);
    const value = input[name];
    if (column === undefined || typeof value !== "string") continue;
    cells[column] = [
      ...value
        .toWellFormed()
        .replace(/\p{Cc}/gu, " ")
        .trim(),
    ]
      .slice(0, MOST_CELL)
      .join("");
    typed.add(column);
  }
  return { line, cells, problems: (before?.problems ?? []).filter(({ column }) => !typed.has(column)) };
}

async function judgeAgain(
  tx: Tx,
  actor: Actor,
  table: ImportToJudge,
  row: TableRow | null,
  teacherBefore: number | null,
  now: Date,
): Promise<void> {
  const [first] = row ? await judgeImportRows(tx, actor, table, [row], now) : [];
  const people = [teacherBefore, first?.teacherId ?? null].filter((teacherId) => teacherId !== null);
  const theirs = people.length
    ? await readRows(
        tx,
        actor,
        table.head.id,
        sql`and r.teacher_id = any(${people}::int[]) and r.line <> ${row?.line ?? 0}`,
      )
    : [];
  const rows: (TableRow | JudgedRow)[] = [...(row ? [row] : []), ...theirs].sort((a, b) => a.line - b.line);
  const verdicts = await judgeImportRows(tx, actor, table, rows, now);
  await writeRows(
    tx,
    actor,
    table.head.id,
    rows.flatMap((one, index) => {
      const verdict = verdicts[index];
      return verdict ? [judged(one, verdict)] : [];
    }),
  );
}
