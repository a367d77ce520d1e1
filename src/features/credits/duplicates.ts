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
export const holdCertificate = (tx: Tx, cityId: number, special: SpecialClaim): Promise<void> =>
  holdCertificates(tx, cityId, [special]);

/** Always in the same order, so that two that hold many never wait for each other. */
export async function holdCertificates(tx: Tx, cityId: number, specials: readonly SpecialClaim[]): Promise<void> {
  const keys = specials.flatMap((special) => {
    const key = special.kind === "degree" ? degreeCertificateKey(special.claim) : moocCertificateKey(special.claim);
    return key === null ? [] : `${cityId}/${special.kind}/${key}`;
  });
  if (keys.length === 0) return;
  const held = [...new Set(keys)].sort();
  await tx.rows(sql`select pg_advisory_xact_lock(hashtextextended(key, 0)) from unnest(${held}::text[]) as key`);
}

interface CertifiedClaim {
  id: string;
  teacherId: number;
  source: string;
  certificateKey: string | null;
}

/** Ids of live entries of other people that bring the same certificate number or the same file. */
export const sharingEntries = (tx: Tx, claim: CertifiedClaim & { cityId: number }): Promise<SharingEntry[]> =>
  entriesSharing(tx, claim.cityId, [claim]);

/** The same for any number of claims, each beside the entries that share with it. */
export function entriesSharing(
  tx: Tx,
  cityId: number,
  claims: readonly CertifiedClaim[],
): Promise<(SharingEntry & { claimId: string })[]> {
  return tx.rows(sql`
    select c.id as "claimId", s.entry_id as "entryId", s.certificate, s.file
    from unnest(${claims.map(({ id }) => id)}::uuid[], ${claims.map(({ teacherId }) => teacherId)}::int[],
      ${claims.map(({ source }) => source)}::credit_source[], ${claims.map(({ certificateKey }) => certificateKey)}::text[])
      as c(id, teacher_id, source, certificate_key)
    cross join lateral entries_sharing(${cityId}, c.id, c.teacher_id, c.source, c.certificate_key) s`);
}

/** Renews the marks of entries that began or ceased to share a certificate or a file. */
export async function renewMarks(tx: Tx, cityId: number, entryIds: readonly string[]): Promise<void> {
  await tx.rows(sql`select mark_shared(${cityId}, ${entryIds}::uuid[])`);
}
