import { z } from "zod";
import { IMPORT_FIELDS } from "@/rules/import-layouts";
import type { Violation } from "@/rules/verdict";
import type { Actor } from "../actor";
import { type Tx, transaction } from "../db";
import { NotFound } from "../errors";
import { id } from "../form-fields";
import { done, type Result, refused } from "../result";
import { sql } from "../sql";
import { isUnderWay } from "../work-orders";
import { settleImport } from "./import-head";
import { type ImportedRow, nextLine, readRows, removeLine, removeRows } from "./import-rows";
import { dropFiles, importNotOpen, type Judging, keepVerdicts, lockOwn, lockTable, type OpenTable } from "./judging";

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
export async function saveRowOf<Table extends OpenTable>(
  judging: Judging<Table>,
  actor: Actor,
  input: RowInput,
  now: Date,
): Promise<Result<string>> {
  return transaction(actor, async (tx) => {
    const table = await lockTable(judging, tx, actor, input.importId);
    const barred = await barrier(tx, actor, table);
    if (barred) return refused(barred);
    const newId = input.line === 0 ? (judging.newEntryId?.(input) ?? null) : null;
    // A new row that has an id was sent already where one has it.
    const which = input.line > 0 ? sql`and r.line = ${input.line}` : sql`and r.entry_id = ${newId}::uuid`;
    const [before] = await readRows(tx, actor, table.head.id, which, 1);
    if (input.line > 0 && !before) throw new NotFound();
    const line = before?.line ?? (await nextLine(tx, actor, table.head.id));
    const entryId = before?.entryId ?? newId;
    const row = { line, entryId, ...typedCells(table, before, input) };
    await judgeAgain(judging, tx, actor, table, row, before?.teacherId ?? null, now);
    return done(table.head.id);
  });
}

/** Takes a row off, and judges the others of that person again; answers the import's id. */
export async function removeRowOf<Table extends OpenTable>(
  judging: Judging<Table>,
  actor: Actor,
  input: LineInput,
  now: Date,
): Promise<Result<string>> {
  let afterwards = async () => {};
  const result = await transaction(actor, async (tx): Promise<Result<string>> => {
    const table = await lockTable(judging, tx, actor, input.importId);
    const barred = await barrier(tx, actor, table);
    if (barred) return refused(barred);
    const [row] = await readRows(tx, actor, table.head.id, sql`and r.line = ${input.line}`, 1);
    // Taken off already, by the same form: that is what was wanted.
    if (!row) return done(table.head.id);
    await removeLine(tx, actor, table.head.id, input.line);
    if (judging.forget) afterwards = await judging.forget(tx, actor, table.head, [row]);
    await judgeAgain(judging, tx, actor, table, null, row.teacherId, now);
    return done(table.head.id);
  });
  await afterwards();
  return result;
}

/** Puts a table away that isn't registered; answers the id of the project whose roster it was, or its own. */
export async function discardImportOf<Table extends OpenTable>(
  { kinds, forget }: Judging<Table>,
  actor: Actor,
  input: DiscardInput,
  now: Date,
): Promise<Result<string>> {
  let afterwards = async () => {};
  const discarded = await transaction(actor, async (tx) => {
    const head = await lockOwn(kinds, tx, actor, input.importId);
    if (head.status === "confirmed" || (await isUnderWay(tx, actor, head.id))) return refused(importNotOpen);
    if (forget) afterwards = await forget(tx, actor, head, await readRows(tx, actor, head.id));
    await settleImport(tx, actor, head.id, { status: "discarded" }, now);
    await removeRows(tx, actor, head.id);
    return done(head);
  });
  if (!discarded.ok) return discarded;
  await afterwards();
  await dropFiles(discarded.value);
  return done(discarded.value.projectId ?? discarded.value.id);
}

async function barrier(tx: Tx, actor: Actor, { head }: OpenTable): Promise<Violation | null> {
  if (head.status === "reading") return { ...importNotOpen, code: "import-still-reading" };
  if (head.status !== "judged") return importNotOpen;
  return (await isUnderWay(tx, actor, head.id)) ? { ...importNotOpen, code: "work-under-way" } : null;
}

/** The row with what was typed in place of what it said; a field without a column gets none: the table has no place for it. */
function typedCells(
  { head, layout }: OpenTable,
  before: ImportedRow | undefined,
  input: RowInput,
): Pick<ImportedRow, "cells" | "problems"> {
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
  return { cells, problems: (before?.problems ?? []).filter(({ column }) => !typed.has(column)) };
}

async function judgeAgain<Table extends OpenTable>(
  { judge, reach }: Judging<Table>,
  tx: Tx,
  actor: Actor,
  table: Table,
  row: ImportedRow | null,
  teacherBefore: number | null,
  now: Date,
): Promise<void> {
  const others = sql`and r.line <> ${row?.line ?? 0}`;
  const read = (which = sql``) => readRows(tx, actor, table.head.id, sql`${others} ${which}`);
  const theirs = async () => {
    const [first] = row ? await judge(tx, actor, table, [row], now) : [];
    const people = [teacherBefore, first?.teacherId ?? null].filter((teacherId) => teacherId !== null);
    return people.length ? read(sql`and r.teacher_id = any(${people}::int[])`) : [];
  };
  const beside = reach === "table" ? await read() : await theirs();
  const rows: ImportedRow[] = [...(row ? [row] : []), ...beside].sort((a, b) => a.line - b.line);
  await keepVerdicts(tx, actor, table.head.id, rows, await judge(tx, actor, table, rows, now));
}
