import type { Tx } from "@/server/db";
import { sql } from "@/server/sql";

/**
 * A claim's form and its scans wait for each other: what was judged with the form is what the reviewer gets, the same form
 * sent twice is one entry, and the limit of scans holds. Held until the transaction ends.
 */
export async function holdClaim(tx: Tx, claimId: string): Promise<void> {
  await tx.rows(sql`select pg_advisory_xact_lock(hashtextextended(${claimId}, 1))`);
}
