import type { Actor } from "@/server/actor";
import type { Tx } from "@/server/db";
import { sql } from "@/server/sql";
import { evidenceStorage } from "@/server/storage";

/**
 * Forgets the scans of claims that are registered nowhere; what it answers takes the files away, once the rows are gone for good.
 */
export async function forgetEvidence(
  tx: Tx,
  { cityId }: Actor,
  claimIds: readonly string[],
): Promise<() => Promise<void>> {
  const gone = await tx.rows<{ storageKey: string; thumbnailKey: string | null }>(sql`
    delete from evidence_files f where f.city_id = ${cityId} and f.claim_id = any(${claimIds}::uuid[])
      and not exists (select 1 from credit_entries e where e.city_id = f.city_id and e.id = f.claim_id)
    returning f.storage_key as "storageKey", f.thumbnail_key as "thumbnailKey"`);
  return async () => {
    const storage = evidenceStorage();
    for (const { storageKey, thumbnailKey } of gone) {
      await storage.remove(storageKey);
      if (thumbnailKey !== null) await storage.remove(thumbnailKey);
    }
  };
}
