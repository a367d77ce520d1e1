import type { Actor } from "@/server/actor";
import { authorize } from "@/server/authorize";
import { transaction } from "@/server/db";
import { NotFound } from "@/server/errors";
import {
  type DiscardInput,
  discardImportOf,
  type LineInput,
  type RowInput,
  removeRowOf,
  saveRowOf,
} from "@/server/imports/edit-rows";
import { readHead } from "@/server/imports/import-head";
import { readRows } from "@/server/imports/import-rows";
import type { Result } from "@/server/result";
import { sql } from "@/server/sql";
import { moocTables } from "./mooc-tables";
import { type EvidenceLine, evidenceOf } from "./read-evidence";

/** Mends a row of a table of MOOCs, or adds one under the id that its form has; answers the import's id. */
export async function saveMoocRow(actor: Actor, input: RowInput, now: Date): Promise<Result<string>> {
  authorize(actor, "credit:import");
  return saveRowOf(moocTables, actor, input, now);
}

/** Takes a row off, and its scans; answers the import's id. */
export async function removeMoocRow(actor: Actor, input: LineInput, now: Date): Promise<Result<string>> {
  authorize(actor, "credit:import");
  return removeRowOf(moocTables, actor, input, now);
}

/** Puts a table of MOOCs away that isn't registered, and the scans of its rows; answers its id. */
export async function discardMoocs(actor: Actor, input: DiscardInput, now: Date): Promise<Result<string>> {
  authorize(actor, "credit:import");
  return discardImportOf(moocTables, actor, input, now);
}

/**
 * The scans of a row, under the id of the entry that it becomes: where one is missing, it is added there.
 * @throws NotFound
 */
export async function readMoocScans(
  actor: Actor,
  importId: string,
  line: number,
): Promise<{ entryId: string; evidence: EvidenceLine[] }> {
  authorize(actor, "credit:import");
  return transaction(actor, async (tx) => {
    const head = await readHead(tx, actor, importId);
    const [row] = await readRows(tx, actor, importId, sql`and r.line = ${line}`, 1);
    if (head.kind !== "mooc" || !row || row.entryId === null) throw new NotFound();
    const { entryId } = row;
    return { entryId, evidence: await tx.rows<EvidenceLine>(evidenceOf(actor.cityId, entryId)) };
  });
}
