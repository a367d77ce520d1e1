import { IMPORT_FIELDS, type ImportKind, type LayoutChanges, layoutOf, type ReadLayout } from "@/rules/import-layouts";
import type { PersonWords } from "@/rules/matching";
import type { Violation } from "@/rules/verdict";
import type { Tx } from "../db";
import { sql } from "../sql";
import type { ImportedRow } from "./import-rows";

/** Where each field of a table stands, by its heading and what the city keeps as further headings. */
export async function readLayout(
  tx: Tx,
  cityId: number,
  kind: ImportKind,
  header: readonly string[],
): Promise<ReadLayout> {
  return layoutOf(kind, header, await readLayoutChanges(tx, cityId, kind));
}

export async function readLayoutChanges(tx: Tx, cityId: number, kind: ImportKind): Promise<LayoutChanges> {
  const kept = await tx.first<{ layout: LayoutChanges }>(
    sql`select layout from import_layouts where city_id = ${cityId} and kind = ${kind}::import_kind`,
  );
  return kept?.layout ?? {};
}

export interface FieldsOfRow {
  fields: Record<string, string>;
  /** What was wrong with the cells themselves, beside the field that they hold. */
  violations: Violation[];
}

/** What a row says, by field; an absent column is an empty field. */
export function fieldsOf(kind: ImportKind, { columns }: ReadLayout, row: ImportedRow): FieldsOfRow {
  const fields: Record<string, string> = {};
  const violations: Violation[] = [];
  const problems = new Map(row.problems.map(({ column, code }) => [column, code]));
  for (const { name, headings } of IMPORT_FIELDS[kind]) {
    const column = columns.get(name);
    fields[name] = column === undefined ? "" : (row.cells[column] ?? "").trim();
    const code = column === undefined ? undefined : problems.get(column);
    if (code) violations.push({ rule: null, clause: "S", code, field: name, params: { column: headings[0] } });
  }
  return { fields, violations };
}

/** Of a cell that can't be read nothing else is said: what it seems to hold is not what was meant. */
export function withoutEchoes(violations: readonly Violation[], unread: readonly Violation[]): Violation[] {
  const fields = new Set(unread.map(({ field }) => field));
  return violations.filter((violation) => unread.includes(violation) || !fields.has(violation.field));
}

/** The words of a row that say who is meant. */
export function personWords(fields: Readonly<Record<string, string>>): PersonWords {
  const { name = "", identity = "", teacherNumber = "", school = "" } = fields;
  return { name, identity, teacherNumber, school };
}
