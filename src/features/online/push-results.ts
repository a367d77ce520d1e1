import { randomUUID } from "node:crypto";
import { openEntries } from "@/ledger/open-entries";
import { postEntries } from "@/ledger/post-entries";
import type { Actor } from "@/server/actor";
import { authorize } from "@/server/authorize";
import { type Tx, transaction } from "@/server/db";
import { identityHash } from "@/server/identity-vault";
import { sql } from "@/server/sql";
import { judgeResults } from "./judge-results";
import { type Counts, findBatch, type JudgedResult, type OnlineBatch } from "./online-batch";
import type { OnlineResult } from "./online-results";

export interface PushInput {
  tokenId: number;
  /** By which the platform knows its batch again. */
  idempotencyKey: string;
  results: readonly OnlineResult[];
}

export type PushAnswer = { ok: true; batch: OnlineBatch } | { ok: false; code: "key-used-for-another-body" };

/**
 * Takes a batch of the platform's results (R2, N3.5): each is judged by the rules, and what holds is posted at once. All of it
 * is one transaction with the answer, so that the same batch again is answered the same and posts nothing.
 */
export async function pushResults(actor: Actor, input: PushInput, now: Date): Promise<PushAnswer> {
  authorize(actor, "online:push");
  const { cityId } = actor;
  const bodyHash = hashOfBody(input.results);
  return transaction(actor, async (tx) => {
    // One batch of a city after the other: the second of two at once sees the first, whether the key or a result is the same,
    // and what a year's cap depends on stands still.
    await tx.rows(sql`select pg_advisory_xact_lock(hashtextextended(${`${cityId}/online-training`}, 0))`);
    const before = await findBatch(tx, cityId, sql`b.idempotency_key = ${input.idempotencyKey}`);
    if (before) {
      const { bodyHash: known, ...batch } = before;
      return known.equals(bodyHash) ? { ok: true, batch } : { ok: false, code: "key-used-for-another-body" };
    }
    const { judged, entries } = await judgeResults(tx, cityId, input.results, now);
    await openEntries(tx, actor, entries, { status: "posted", route: [], holderId: null }, now);
    await postEntries(
      tx,
      cityId,
      entries.map((entry) => entry.id),
      now,
    );
    const batch = { id: randomUUID(), receivedAt: now, counts: countsOf(judged), results: judged };
    await keepBatch(tx, actor, input, bodyHash, batch);
    return { ok: true, batch };
  });
}

/**
 * Of what was understood, so that other spaces or an ignored field are no other body. Keyed, because it is made of ID numbers,
 * which a plain hash of a short batch would give away to whoever tries them all.
 */
const hashOfBody = (results: readonly OnlineResult[]) => identityHash("online-batch", JSON.stringify(results));

function countsOf(judged: readonly JudgedResult[]): Counts {
  const counts: Counts = { posted: 0, unchanged: 0, refused: 0 };
  for (const { outcome } of judged) counts[outcome] += 1;
  return counts;
}

async function keepBatch(
  tx: Tx,
  { cityId, accountId }: Actor,
  { tokenId, idempotencyKey, results }: PushInput,
  bodyHash: Buffer,
  { id, receivedAt, ...answer }: OnlineBatch,
): Promise<void> {
  await tx.run(sql`
    insert into online_batches (city_id, id, idempotency_key, body_hash, token_id, account_id, answer, rows, posted, received_at)
    values (${cityId}, ${id}, ${idempotencyKey}, ${bodyHash}, ${tokenId}, ${accountId}, ${JSON.stringify(answer)}::jsonb,
      ${results.length}, ${answer.counts.posted}, ${receivedAt})`);
}
