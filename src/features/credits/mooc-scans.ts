import { grouped } from "@/rules/grouped";
import type { ReadLayout } from "@/rules/import-layouts";
import type { Violation } from "@/rules/verdict";
import type { Actor } from "@/server/actor";
import type { ImportedRow } from "@/server/imports/import-rows";
import { withScans } from "@/server/imports/scans";
import { readScansZip, type ZippedScan } from "@/server/spreadsheet/scans-zip";
import type { Progress } from "@/server/work-orders";
import { SCAN_FIELDS } from "./mooc-row";
import { storeEvidence } from "./store-evidence";

/** A cell that names a scan. */
interface Wanted {
  row: ImportedRow;
  column: number;
  kind: (typeof SCAN_FIELDS)[keyof typeof SCAN_FIELDS];
}

/** Width, case and the folder make no other name, nor how a system writes an accent. */
function fold(name: string): string {
  const folded = name.normalize("NFKC").trim().toLowerCase();
  return folded.slice(Math.max(folded.lastIndexOf("/"), folded.lastIndexOf("\\")) + 1);
}

function wantedScans(layout: ReadLayout, rows: readonly ImportedRow[]): Map<string, Wanted[]> {
  const fields = Object.entries(SCAN_FIELDS);
  const wanted = rows.flatMap((row) =>
    fields.flatMap(([field, kind]) => {
      const column = layout.columns.get(field);
      const name = column === undefined ? "" : fold(row.cells[column] ?? "");
      return column === undefined || name === "" ? [] : [{ name, row, column, kind: kind as Wanted["kind"] }];
    }),
  );
  return grouped(wanted, ({ name }) => name);
}

const stands = ({ row, column }: Wanted, code: Violation["code"]): void => {
  row.problems.push({ column, code });
};

/**
 * Keeps each scan that a row names as evidence of the entry that the row becomes, by the checks that every scan goes through;
 * what is wrong with one stands at the cell that names it. Scans that no row names are not kept.
 * @param zip the name of the kept .zip; null where none was brought
 * @returns why the .zip as a whole can't be taken
 */
export async function keepScansOfRows(
  actor: Actor,
  zip: string | null,
  layout: ReadLayout,
  rows: readonly ImportedRow[],
  now: Date,
  progress: Progress,
): Promise<Violation | null> {
  const wanted = wantedScans(layout, rows);
  const choose = (scans: readonly { name: string; path: string }[]): ReadonlySet<string> => {
    const byName = grouped(scans, ({ name }) => fold(name));
    const chosen = new Set<string>();
    for (const [name, cells] of wanted) {
      const [first, ...more] = byName.get(name) ?? [];
      if (first && more.length === 0) chosen.add(first.path);
      else for (const cell of cells) stands(cell, first ? "scan-in-zip-twice" : "scan-not-in-zip");
    }
    return chosen;
  };
  if (zip === null) {
    choose([]);
    return null;
  }
  let kept = 0;
  const take = async (scan: ZippedScan) => {
    for (const cell of wanted.get(fold(scan.name)) ?? []) {
      const code = await keepOne(actor, scan, cell, now);
      if (code) stands(cell, code);
    }
    kept++;
    await progress(kept, wanted.size);
  };
  const read = await withScans(zip, (file) => readScansZip(file, take, {}, choose));
  if (read.ok) return null;
  return { rule: null, clause: "S", code: read.code, field: "scans", ...(read.params && { params: read.params }) };
}

async function keepOne(
  actor: Actor,
  { name, bytes }: ZippedScan,
  { row, kind }: Wanted,
  now: Date,
): Promise<Violation["code"] | null> {
  if (bytes === null) return "file-too-large";
  if (row.entryId === null) throw new Error(`the row ${row.line} was read as no claim`);
  const stored = await storeEvidence(actor, { claimId: row.entryId, kind, originalName: name, bytes }, now);
  return stored.ok ? null : (stored.violations[0]?.code ?? "file-broken");
}
