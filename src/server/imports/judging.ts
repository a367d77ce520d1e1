import type { ImportKind, ReadLayout } from "@/rules/import-layouts";
import type { Violation } from "@/rules/verdict";
import type { Actor } from "../actor";
import type { Tx } from "../db";
import { NotFound } from "../errors";
import type { TableLimits } from "../spreadsheet/table";
import type { Progress } from "../work-orders";
import { type ImportHead, lockHead } from "./import-head";
import { type ImportedRow, judgedRow, type RowVerdict, writeRows } from "./import-rows";
import { dropTable } from "./kept-table";
import { dropScans } from "./scans";

/** A table with what its rows are judged by. */
export interface OpenTable {
  head: ImportHead;
  layout: ReadLayout;
}

/** What a feature says of the tables that it brings: the plumbing is the same for all. */
export interface Judging<Table extends OpenTable, Verdict extends RowVerdict = RowVerdict> {
  kinds: readonly ImportKind[];
  limits: Partial<TableLimits>;
  /** Whose verdicts may change with a row: that person's alone, or anybody's in the table. */
  reach: "person" | "table";
  /** Takes hold of whatever the table belongs to. */
  open: (tx: Tx, actor: Actor, head: ImportHead) => Promise<Table>;
  judge: (tx: Tx, actor: Actor, table: Table, rows: readonly ImportedRow[], now: Date) => Promise<Verdict[]>;
  /** Once, after the file was read, outside of any transaction; answers why the table can't be taken. */
  prepare?: (
    actor: Actor,
    table: OpenTable,
    rows: ImportedRow[],
    now: Date,
    progress: Progress,
  ) => Promise<Violation | null>;
  /** The entry that a row becomes which somebody types. */
  newEntryId?: (typed: Readonly<Record<string, unknown>>) => string;
  /** Forgets what was kept for rows that are taken off; what it answers is to be done when that is stored. */
  forget?: (tx: Tx, actor: Actor, head: ImportHead, rows: readonly ImportedRow[]) => Promise<() => Promise<void>>;
}

/**
 * Takes hold of a table until the transaction ends.
 * @throws NotFound also where it is another feature's
 */
export async function lockTable<Table extends OpenTable>(
  { kinds, open }: Pick<Judging<Table>, "kinds" | "open">,
  tx: Tx,
  actor: Actor,
  importId: string,
): Promise<Table> {
  return open(tx, actor, await lockOwn(kinds, tx, actor, importId));
}

/** @throws NotFound */
export async function lockOwn(
  kinds: readonly ImportKind[],
  tx: Tx,
  actor: Actor,
  importId: string,
): Promise<ImportHead> {
  const head = await lockHead(tx, actor, importId);
  if (!kinds.includes(head.kind)) throw new NotFound();
  return head;
}

/** Writes rows beside their verdicts. */
export function keepVerdicts(
  tx: Tx,
  actor: Actor,
  importId: string,
  rows: readonly ImportedRow[],
  verdicts: readonly RowVerdict[],
): Promise<void> {
  const judged = rows.flatMap((row, index) => {
    const verdict = verdicts[index];
    return verdict ? [judgedRow(row, verdict)] : [];
  });
  return writeRows(tx, actor, importId, judged);
}

/** The files of a table that is read, or that nobody reads any more. */
export async function dropFiles({ storageKey, scansKey }: Pick<ImportHead, "storageKey" | "scansKey">): Promise<void> {
  if (storageKey !== null) await dropTable(storageKey);
  if (scansKey !== null) await dropScans(scansKey);
}

export const importNotOpen: Violation = { rule: null, clause: "S", code: "import-not-open", field: null };
