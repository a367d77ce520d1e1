import type { ParticipantRole } from "@/rules/participants";
import type { Flag, Violation } from "@/rules/verdict";
import type { Actor } from "../actor";
import type { Tx } from "../db";
import { openText, sealText } from "../identity-vault";
import { type Statement, sql } from "../sql";

/** What the rules say of a row. Tenths of a credit. */
export interface RowVerdict {
  teacherId: number | null;
  role: ParticipantRole | null;
  creditsTenths: number;
  /** The training that it names, where a table names many. */
  trainingKey?: string | null;
  violations: Violation[];
  flags: Flag[];
}

/** A row of a table that was brought, or typed. */
export interface ImportedRow {
  /** As the spreadsheet program counts. */
  line: number;
  cells: string[];
  /** What is wrong with a cell before anybody judges what it says, or with the scan that it names. */
  problems: { column: number; code: Violation["code"] }[];
  /** The entry that it becomes, where that is known before. */
  entryId: string | null;
}

export type JudgedRow = ImportedRow & RowVerdict;

/** A row beside its verdict, as it is kept. */
export const judgedRow = (row: ImportedRow, verdict: RowVerdict): JudgedRow => ({
  line: row.line,
  cells: row.cells,
  problems: row.problems,
  entryId: row.entryId,
  teacherId: verdict.teacherId,
  role: verdict.role,
  creditsTenths: verdict.creditsTenths,
  trainingKey: verdict.trainingKey ?? null,
  violations: verdict.violations,
  flags: verdict.flags,
});

type Sealed = Pick<ImportedRow, "cells" | "problems">;

const seal = ({ cells, problems }: Sealed) => sealText(JSON.stringify({ cells, problems })).toString("base64");

/** So many rows travel in one statement. */
const AT_ONCE = 5_000;

/** Writes rows with their verdicts, in place of any of the same lines. */
export async function writeRows(tx: Tx, actor: Actor, importId: string, rows: readonly JudgedRow[]): Promise<void> {
  for (let from = 0; from < rows.length; from += AT_ONCE) {
    const some = rows.slice(from, from + AT_ONCE).map((row) => ({
      line: row.line,
      sealed: seal(row),
      teacherId: row.teacherId,
      role: row.role,
      tenths: row.creditsTenths,
      trainingKey: row.trainingKey ?? null,
      entryId: row.entryId,
      violations: row.violations,
      codes: [...new Set(row.violations.map(({ code }) => code))],
      flags: row.flags,
    }));
    await tx.run(sql`
      insert into import_rows (city_id, import_id, line, sealed, teacher_id, role, tenths, training_key, entry_id, violations,
        codes, flags)
      select ${actor.cityId}, ${importId}, line, decode(sealed, 'base64'), "teacherId", role, tenths, "trainingKey", "entryId", violations,
        codes, flags
      from jsonb_to_recordset(${JSON.stringify(some)}::jsonb) as r(line int, sealed text, "teacherId" int, role participant_role,
        tenths int, "trainingKey" text, "entryId" uuid, violations jsonb, codes text[], flags jsonb)
      on conflict (city_id, import_id, line) do update set sealed = excluded.sealed, teacher_id = excluded.teacher_id,
        role = excluded.role, tenths = excluded.tenths, training_key = excluded.training_key, entry_id = excluded.entry_id, violations = excluded.violations,
        codes = excluded.codes, flags = excluded.flags`);
  }
}

interface KeptRow extends RowVerdict {
  line: number;
  sealed: Buffer;
  entryId: string | null;
}

const opened = ({ sealed, ...row }: KeptRow): JudgedRow => ({ ...row, ...(JSON.parse(openText(sealed)) as Sealed) });

const columns = sql`r.line, r.sealed, r.teacher_id as "teacherId", r.role, coalesce(r.tenths, 0) as "creditsTenths",
  r.entry_id as "entryId", r.violations, r.flags`;

/** Rows of a table in order of their lines. */
export async function readRows(
  tx: Tx,
  actor: Actor,
  importId: string,
  which: Statement = sql``,
  limit = 1_000_000,
): Promise<JudgedRow[]> {
  const rows = await tx.rows<KeptRow>(sql`
    select ${columns} from import_rows r where r.city_id = ${actor.cityId} and r.import_id = ${importId} ${which}
    order by r.line limit ${limit}`);
  return rows.map(opened);
}

export async function removeLine(tx: Tx, actor: Actor, importId: string, line: number): Promise<number> {
  return tx.run(sql`
    delete from import_rows where city_id = ${actor.cityId} and import_id = ${importId} and line = ${line}`);
}

export async function removeRows(tx: Tx, actor: Actor, importId: string): Promise<void> {
  await tx.run(sql`delete from import_rows where city_id = ${actor.cityId} and import_id = ${importId}`);
}

/** What rows said, ID numbers and all, isn't needed any more; what became of them stays. */
export async function forgetCells(tx: Tx, actor: Actor, importId: string): Promise<void> {
  const nothing = sealText(JSON.stringify({ cells: [], problems: [] } satisfies Sealed));
  await tx.run(sql`
    update import_rows set sealed = ${nothing} where city_id = ${actor.cityId} and import_id = ${importId}`);
}

/** The line of a row that is typed below all others. */
export async function nextLine(tx: Tx, actor: Actor, importId: string): Promise<number> {
  const last = await tx.first<{ line: number }>(sql`
    select coalesce(max(line), 1) as line from import_rows where city_id = ${actor.cityId} and import_id = ${importId}`);
  return (last?.line ?? 1) + 1;
}

export interface RowCounts {
  rows: number;
  right: number;
  wrong: number;
  flagged: number;
  /** Of the right ones, in tenths. */
  creditsTenths: number;
  byCode: { code: Violation["code"]; count: number }[];
}

export async function countRows(tx: Tx, actor: Actor, importId: string): Promise<RowCounts> {
  const mine = sql`r.city_id = ${actor.cityId} and r.import_id = ${importId}`;
  const [counted, byCode] = await Promise.all([
    tx.first<Omit<RowCounts, "byCode">>(sql`
      select count(*) as rows, count(*) filter (where codes = '{}') as right, count(*) filter (where codes <> '{}') as wrong,
        count(*) filter (where flags <> '[]') as flagged, coalesce(sum(tenths) filter (where codes = '{}'), 0) as "creditsTenths"
      from import_rows r where ${mine}`),
    tx.rows<{ code: Violation["code"]; count: number }>(sql`
      select code, count(*) as count from import_rows r, unnest(r.codes) as code where ${mine} group by code order by 2 desc, 1`),
  ]);
  return { rows: 0, right: 0, wrong: 0, flagged: 0, creditsTenths: 0, ...counted, byCode };
}
