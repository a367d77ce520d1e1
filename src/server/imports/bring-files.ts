import { maskNumbersIn } from "@/rules/identity";
import type { Violation } from "@/rules/verdict";
import type { Actor } from "../actor";
import { type Tx, transaction } from "../db";
import { text } from "../form-fields";
import { done, type Result, refused } from "../result";
import { sql } from "../sql";
import { orderWork } from "../work-orders";
import { createImport, type NewImport } from "./import-head";
import { dropTable, keepTable } from "./kept-table";
import { dropScans, keepScans } from "./scans";

/** A table as somebody brought it. */
export interface BroughtFile {
  /** Kept as words; never a name of a file of ours. */
  name: string;
  bytes: Uint8Array;
}

const MOST_NAME = 120;

/**
 * Keeps a table that somebody brought, with the scans that came along, and orders its dry run. What isn't taken isn't kept.
 * @param scans where the .zip of them is; it is moved from there
 * @param barrier what keeps it from being brought now; asked before the files are kept and again in the transaction that takes them
 */
export async function bringFiles(
  actor: Actor,
  table: Pick<NewImport, "id" | "kind" | "projectId">,
  file: BroughtFile,
  scans: string | null,
  now: Date,
  barrier: (tx: Tx) => Promise<Violation | null>,
  makeRoom: (tx: Tx) => Promise<void> = async () => {},
): Promise<Result<string>> {
  const barred = await transaction(actor, barrier);
  if (barred) return refused(barred);
  const storageKey = await keepTable(file.bytes);
  const scansKey = scans && (await keepScans(scans));
  let taken = false;
  try {
    const result = await transaction(actor, async (tx) => {
      const late = await barrier(tx);
      if (late) return refused(late);
      const again = await tx.first(sql`select 1 from imports where city_id = ${actor.cityId} and id = ${table.id}`);
      if (again) return done(false);
      await makeRoom(tx);
      const fileName = printable(file.name);
      await createImport(tx, actor, { ...table, status: "reading", fileName, storageKey, scansKey, header: [] }, now);
      const work = { id: table.id, kind: "read-import", subjectId: table.id, input: {}, totalRows: 0 } as const;
      await orderWork(tx, actor, work, now);
      return done(true);
    });
    taken = result.ok && result.value;
    return result.ok ? done(table.id) : result;
  } finally {
    if (!taken) await Promise.all([dropTable(storageKey), scansKey && dropScans(scansKey)]);
  }
}

function printable(name: string): string {
  const parsed = text(MOST_NAME).safeParse([...maskNumbersIn(name.toWellFormed())].slice(-MOST_NAME).join(""));
  return parsed.success ? parsed.data : "table";
}
