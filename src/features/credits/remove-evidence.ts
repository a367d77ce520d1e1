import type { Actor } from "@/server/actor";
import { authorize } from "@/server/authorize";
import { transaction } from "@/server/db";
import { NotFound } from "@/server/errors";
import { sql } from "@/server/sql";

/**
 * Takes a scan away from a claim that is not under review. The stored file stays until a clean-up: a row is never without it.
 * @throws NotFound
 */
export async function removeEvidence(actor: Actor, id: string): Promise<void> {
  authorize(actor, "evidence:upload");
  const removed = await transaction(actor, (tx) =>
    tx.run(sql`delete from evidence_files where city_id = ${actor.cityId} and id = ${id}`),
  );
  if (removed === 0) throw new NotFound();
}
