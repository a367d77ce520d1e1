import type { Actor } from "@/server/actor";
import { authorize } from "@/server/authorize";
import { type BroughtFile, bringFiles } from "@/server/imports/bring-files";
import type { Result } from "@/server/result";

/**
 * Keeps a school's table of MOOCs with the .zip of their scans and orders its dry run; answers the import's id.
 * @param scans where the .zip is, if there is one; it is moved from there
 */
export async function bringMoocs(
  actor: Actor,
  { importId }: { importId: string },
  table: BroughtFile,
  scans: string | null,
  now: Date,
): Promise<Result<string>> {
  authorize(actor, "credit:import");
  return bringFiles(actor, { id: importId, kind: "mooc", projectId: null }, table, scans, now, async () => null);
}
