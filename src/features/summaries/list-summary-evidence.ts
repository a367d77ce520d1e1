import type { EvidenceKind } from "@/rules/credit-entry";
import { grouped } from "@/rules/grouped";
import type { Actor } from "@/server/actor";
import { authorize } from "@/server/authorize";
import { transaction } from "@/server/db";
import { NotFound } from "@/server/errors";
import { sql } from "@/server/sql";
import { readCopies } from "./frozen-copy";

interface SummaryFile {
  id: string;
  kind: EvidenceKind;
  storageKey: string;
  mediaType: string;
  originalName: string;
}

/** The scans of one row, under its number in the table. */
export interface SummaryEvidence {
  position: number;
  teacherName: string;
  files: SummaryFile[];
}

/**
 * The scans of a table in its order (N3.7); of a row that is gone there is nothing to show.
 * @throws NotFound
 */
export async function listSummaryEvidence(actor: Actor, id: string): Promise<SummaryEvidence[]> {
  authorize(actor, "summary:read");
  authorize(actor, "evidence:read");
  return transaction(actor, async (tx) => {
    const [copy] = await readCopies(tx, sql`t.city_id = ${actor.cityId} and t.id = ${id}`);
    if (!copy) throw new NotFound();
    const ids = copy.lines.flatMap(({ row }) => row.entryIds);
    const files = await tx.rows<SummaryFile & { claimId: string }>(sql`
      select f.id, f.claim_id as "claimId", f.kind, f.storage_key as "storageKey", f.media_type as "mediaType",
        f.original_name as "originalName"
      from evidence_files f where f.city_id = ${actor.cityId} and f.claim_id = any(${ids}::uuid[])
      order by f.kind, f.uploaded_at, f.id`);
    const byEntry = grouped(files, ({ claimId }) => claimId);
    return copy.lines.flatMap(({ change, row }, index) => {
      if (change === "removed") return [];
      const own = row.entryIds.flatMap((entryId) => byEntry.get(entryId) ?? []);
      const shown = own.map(({ claimId: _, ...file }) => file);
      return { position: index + 1, teacherName: String(row.cells.name ?? ""), files: shown };
    });
  });
}
