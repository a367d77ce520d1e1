import type { Actor } from "@/server/actor";
import { authorize } from "@/server/authorize";
import { transaction } from "@/server/db";
import { NotFound } from "@/server/errors";
import { sql } from "@/server/sql";
import { findBatch, type OnlineBatch } from "./online-batch";

/**
 * What a batch was answered.
 * @throws NotFound for another's batch as for one that never was
 */
export async function readBatch(actor: Actor, id: string): Promise<OnlineBatch> {
  authorize(actor, "online:read");
  const mine = actor.role === "platform" ? sql`and b.account_id = ${actor.accountId}` : sql``;
  const batch = await transaction(actor, (tx) => findBatch(tx, actor.cityId, sql`b.id = ${id}::uuid ${mine}`));
  if (!batch) throw new NotFound();
  return batch;
}
