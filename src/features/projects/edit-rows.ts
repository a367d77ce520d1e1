import type { Actor } from "@/server/actor";
import { authorize } from "@/server/authorize";
import {
  type DiscardInput,
  discardImportOf,
  type LineInput,
  type RowInput,
  removeRowOf,
  saveRowOf,
} from "@/server/imports/edit-rows";
import type { Result } from "@/server/result";
import { projectTables } from "./open-table";

/** Mends a row of a table that a host or the city brought, or adds one; answers the import's id. */
export async function saveRow(actor: Actor, input: RowInput, now: Date): Promise<Result<string>> {
  authorize(actor, "roster:bring");
  return saveRowOf(projectTables, actor, input, now);
}

/** Takes a row off; answers the import's id. */
export async function removeRow(actor: Actor, input: LineInput, now: Date): Promise<Result<string>> {
  authorize(actor, "roster:bring");
  return removeRowOf(projectTables, actor, input, now);
}

/** Puts a table away that isn't registered; answers the id of the project whose roster it was, or its own. */
export async function discardImport(actor: Actor, input: DiscardInput, now: Date): Promise<Result<string>> {
  authorize(actor, "roster:bring");
  return discardImportOf(projectTables, actor, input, now);
}
