import { degreeCertificateKey } from "@/rules/degree";
import { moocCertificateKey } from "@/rules/mooc";
import type { Tx } from "@/server/db";
import { sql } from "@/server/sql";
import type { SpecialClaim } from "./claim-input";

export interface SharingEntry {
  entryId: string;
  certificate: boolean;
  file: boolean;
}

/**
 * Two claims with one certificate number wait for each other, so that the second sees the first (R16).
 * Held until the transaction ends.
 */
export async function holdCertificate(tx: Tx, cityId: number, special: SpecialClaim): Promise<void> {
  const key = special.kind === "degree" ? degreeCertificateKey(special.claim) : moocCertificateKey(special.claim);
  if (key !== null)
    await tx.rows(sql`select pg_advisory_xact_lock(hashtextextended(${`${cityId}/${special.kind}/${key}`}, 0))`);
}

/** Ids of live entries of other people that bring the same certificate number or the same file. */
export function sharingEntries(
  tx: Tx,
  claim: { cityId: number; id: string; teacherId: number; source: string; certificateKey: string | null },
): Promise<SharingEntry[]> {
  return tx.rows<SharingEntry>(sql`
    select entry_id as "entryId", certificate, file
    from entries_sharing(${claim.cityId}, ${claim.id}, ${claim.teacherId}, ${claim.source}::credit_source, ${claim.certificateKey})`);
}

/** Renews the marks of entries that began or ceased to share a certificate or a file. */
export async function renewMarks(tx: Tx, cityId: number, entryIds: readonly string[]): Promise<void> {
  await tx.rows(sql`select mark_shared(${cityId}, ${entryIds}::uuid[])`);
}
