import type { Actor } from "@/server/actor";
import { authorize } from "@/server/authorize";
import { transaction } from "@/server/db";
import { NotFound } from "@/server/errors";
import { sql } from "@/server/sql";
import { holdClaim } from "./hold-claim";

/**
 * Takes a scan away from a claim that is not under review. The stored file stays until a clean-up: a row is never without it.
 * @throws NotFound
 */
export async function removeEvidence(actor: Actor, id: string): Promise<void> {
  authorize(actor, "evidence:upload");
  await transaction(actor, async (tx) => {
    const scan = await tx.first<{ claimId: string }>(sql`
      select claim_id as "claimId" from evidence_files where city_id = ${actor.cityId} and id = ${id}`);
    if (!scan) throw new NotFound();
    await holdClaim(tx, scan.claimId);
    const removed = await tx.run(sql`delete from evidence_files where city_id = ${actor.cityId} and id = ${id}`);
    if (removed === 0) throw new NotFound();
  });
}
