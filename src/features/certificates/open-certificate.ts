import type { Actor } from "@/server/actor";
import { authorize } from "@/server/authorize";
import { transaction } from "@/server/db";
import { NotFound } from "@/server/errors";
import { sql } from "@/server/sql";
import { type KeptStatement, openStatement, type Statement } from "./statement";

/** A certificate as its document tells it. */
export interface OpenedCertificate {
  statement: Statement;
  /** It is what the city signed, to the last byte. */
  intact: boolean;
  /** Its place in the published list of revocations. */
  place: number;
  /** The key that signed it, and the signature in hexadecimal digits. */
  keyId: string;
  signature: string;
  revokedAt: Date | null;
}

/**
 * A certificate with its secret code, for the teacher whose it is while it is valid, and for the city.
 * @throws NotFound for everybody else
 */
export async function openCertificate(actor: Actor, id: string): Promise<OpenedCertificate> {
  authorize(actor, "certificate:read");
  const kept = await transaction(actor, (tx) =>
    tx.first<KeptStatement & { place: number; revokedAt: Date | null }>(sql`
      select d.sealed, d.signature, d.key_id as "keyId", d.status_index as place, c.revoked_at as "revokedAt"
      from certificate_document(${id}) d, certificates c where c.city_id = ${actor.cityId} and c.id = ${id}`),
  );
  if (!kept || (kept.revokedAt !== null && actor.role !== "city")) throw new NotFound();
  const { place, revokedAt, keyId } = kept;
  const signature = Buffer.from(kept.signature).toString("hex");
  return { ...openStatement(kept), place, keyId, signature, revokedAt };
}
