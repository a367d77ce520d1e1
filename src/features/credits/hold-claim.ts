import type { Tx } from "@/server/db";
import { sql } from "@/server/sql";

/**
 * A claim's form and its scans wait for each other: what was judged with the form is what the reviewer gets, the same form
 * sent twice is one entry, and the limit of scans holds. Held until the transaction ends.
 */
export const holdClaim = (tx: Tx, claimId: string): Promise<void> => holdClaims(tx, [claimId]);

/** Always in the same order, so that two that hold many never wait for each other. */
export async function holdClaims(tx: Tx, claimIds: readonly string[]): Promise<void> {
  const ids = [...new Set(claimIds)].sort();
  await tx.rows(sql`select pg_advisory_xact_lock(hashtextextended(id, 1)) from unnest(${ids}::text[]) as id`);
}
