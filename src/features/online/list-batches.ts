import type { Actor } from "@/server/actor";
import { authorize } from "@/server/authorize";
import { transaction } from "@/server/db";
import { sql } from "@/server/sql";
import type { Counts } from "./online-batch";

export interface BatchRow {
  id: string;
  receivedAt: Date;
  tokenName: string;
  rows: number;
  counts: Counts;
}

const LAST = 20;

/** The last batches that the platform pushed, newest first. */
export async function listBatches(actor: Actor): Promise<BatchRow[]> {
  authorize(actor, "online:read");
  const mine = actor.role === "platform" ? sql`and b.account_id = ${actor.accountId}` : sql``;
  return transaction(actor, (tx) =>
    tx.rows<BatchRow>(sql`
      select b.id, b.received_at as "receivedAt", coalesce(t.name, '') as "tokenName", b.rows, b.answer->'counts' as counts
      from online_batches b left join platform_tokens t on t.city_id = b.city_id and t.id = b.token_id
      where b.city_id = ${actor.cityId} ${mine} order by b.received_at desc, b.id limit ${LAST}`),
  );
}
