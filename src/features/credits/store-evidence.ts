import { createHash, randomUUID } from "node:crypto";
import type { EvidenceKind } from "@/rules/credit-entry";
import { maskNumbersIn } from "@/rules/identity";
import type { FileViolationCode, Violation } from "@/rules/verdict";
import type { Actor } from "@/server/actor";
import { authorize } from "@/server/authorize";
import { type Tx, transaction } from "@/server/db";
import { prepareScan } from "@/server/media";
import { done, type Result, refused } from "@/server/result";
import { sql } from "@/server/sql";
import { evidenceStorage } from "@/server/storage";
import { holdClaim } from "./hold-claim";

export interface Upload {
  /** The id that the entry has, or gets when its form is accepted. */
  claimId: string;
  kind: EvidenceKind;
  /** Kept as words beside the scan; never a name of a file of ours. */
  originalName: string;
  bytes: Buffer;
}

/** As many as any claim needs, and then some. */
const MOST_FILES = 12;
const MOST_NAME = 120;

/**
 * Keeps a scan as a draft of its claim, at once, so that an error elsewhere in the form loses nothing; answers its id.
 * The same file sent again is the one that is there, also when its form has been accepted meanwhile.
 * The fingerprint is of the bytes as they were brought: the same file brought by two people is found by it (R16).
 */
export async function storeEvidence(actor: Actor, upload: Upload, now: Date): Promise<Result<string>> {
  authorize(actor, "evidence:upload");
  const sha256 = createHash("sha256").update(upload.bytes).digest();
  const already = await transaction(actor, (tx) => standing(tx, actor, upload, sha256));
  if (already) return already;
  const prepared = await prepareScan(upload.bytes);
  if (!prepared.ok) return refused(fileViolation(prepared.code, upload.kind));
  const { scan } = prepared;
  const storage = evidenceStorage();
  // The files first: one without a row harms nobody, a row without its file would.
  const storageKey = await storage.put(scan.bytes);
  const thumbnailKey = scan.thumbnail && (await storage.put(scan.thumbnail));
  const id = randomUUID();
  return transaction(actor, async (tx) => {
    await holdClaim(tx, upload.claimId);
    const late = await standing(tx, actor, upload, sha256);
    if (late) return late;
    await tx.run(sql`
      insert into evidence_files (city_id, id, claim_id, kind, original_name, media_type, byte_length, sha256, storage_key,
        thumbnail_key, width, height, uploaded_by, uploaded_at)
      values (${actor.cityId}, ${id}, ${upload.claimId}, ${upload.kind}::evidence_kind, ${printable(upload.originalName)},
        ${scan.mediaType}, ${scan.bytes.length}, ${sha256}, ${storageKey},
        ${thumbnailKey}, ${scan.width}, ${scan.height}, ${actor.accountId}, ${now})`);
    return done(id);
  });
}

/**
 * What is settled before the file is looked at: it is there already (a form that was sent twice, a scan that was kept before
 * its form), or the claim takes no further one; null when neither.
 */
async function standing(tx: Tx, actor: Actor, upload: Upload, sha256: Buffer): Promise<Result<string> | null> {
  const { claimId, kind } = upload;
  const known = await tx.first<{ id: string }>(sql`
    select id from evidence_files where city_id = ${actor.cityId} and claim_id = ${claimId} and kind = ${kind}::evidence_kind
      and sha256 = ${sha256} and uploaded_by = ${actor.accountId}`);
  if (known) return done(known.id);
  const barrier = await tx.first<{ code: FileViolationCode }>(sql`
    select case when c.closed then 'file-claim-closed' else 'file-too-many' end as code
    from (select not claim_is_open(${actor.cityId}, ${claimId}) or correction_is_asked(${actor.cityId}, ${claimId}) as closed) c
    where c.closed or (select count(*) from evidence_files where city_id = ${actor.cityId} and claim_id = ${claimId}) >= ${MOST_FILES}`);
  return barrier ? refused(fileViolation(barrier.code, kind)) : null;
}

const fileViolation = (code: FileViolationCode, field: string): Violation => ({ rule: null, clause: "S", code, field });

function printable(name: string): string {
  const plain = name
    .toWellFormed()
    .replace(/[\p{Cc}]/gu, "")
    .trim();
  return [...maskNumbersIn(plain)].slice(-MOST_NAME).join("") || "scan";
}
