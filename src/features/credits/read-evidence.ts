import type { EvidenceKind } from "@/rules/credit-entry";
import type { Actor } from "@/server/actor";
import { authorize } from "@/server/authorize";
import { transaction } from "@/server/db";
import { NotFound } from "@/server/errors";
import { sql } from "@/server/sql";
import { evidenceStorage } from "@/server/storage";

/** A scan in a list: what it is, whether a small picture of it exists. */
export interface EvidenceLine {
  id: string;
  kind: EvidenceKind;
  originalName: string;
  mediaType: string;
  hasThumbnail: boolean;
}

export interface EvidenceContent {
  mediaType: string;
  originalName: string;
  bytes: Buffer;
}

/**
 * The bytes of a scan, for whoever may see its claim.
 * @throws NotFound
 */
export async function readEvidence(actor: Actor, id: string, size: "full" | "thumbnail"): Promise<EvidenceContent> {
  authorize(actor, "evidence:read");
  const row = await transaction(actor, (tx) =>
    tx.first<{ mediaType: string; originalName: string; storageKey: string; thumbnailKey: string | null }>(sql`
      select media_type as "mediaType", original_name as "originalName", storage_key as "storageKey",
        thumbnail_key as "thumbnailKey"
      from evidence_files where city_id = ${actor.cityId} and id = ${id}`),
  );
  if (!row) throw new NotFound();
  const thumbnail = size === "thumbnail" ? row.thumbnailKey : null;
  const bytes = await evidenceStorage().get(thumbnail ?? row.storageKey);
  return { mediaType: thumbnail ? "image/webp" : row.mediaType, originalName: row.originalName, bytes };
}

/** The scans of a claim, whether its form was accepted yet or not. */
export async function listEvidence(actor: Actor, claimId: string): Promise<EvidenceLine[]> {
  authorize(actor, "evidence:read");
  return transaction(actor, (tx) => tx.rows<EvidenceLine>(evidenceOf(actor.cityId, claimId)));
}

export const evidenceOf = (cityId: number, claimId: string) => sql`
  select f.id, f.kind, f.original_name as "originalName", f.media_type as "mediaType",
    f.thumbnail_key is not null as "hasThumbnail"
  from evidence_files f where f.city_id = ${cityId} and f.claim_id = ${claimId} order by f.kind, f.uploaded_at, f.id`;
