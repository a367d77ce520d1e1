import type { Flag, Violation } from "@/rules/verdict";
import type { Tx } from "@/server/db";
import { type Statement, sql } from "@/server/sql";

export const OUTCOMES = ["posted", "unchanged", "refused"] as const;
export type Outcome = (typeof OUTCOMES)[number];

/** What became of one result. In codes, without a person: whoever pushed it knows whose it is. */
export interface JudgedResult {
  resultId: string;
  outcome: Outcome;
  /** Tenths of a credit in the ledger; null where none are. */
  creditsTenths: number | null;
  violations: Violation[];
  flags: Flag[];
}

export type Counts = Record<Outcome, number>;

/** A batch and its answer, as they are kept. */
export interface OnlineBatch {
  id: string;
  receivedAt: Date;
  counts: Counts;
  results: JudgedResult[];
}

/** The one batch that fits, with the hash of what was pushed. */
export async function findBatch(
  tx: Tx,
  cityId: number,
  condition: Statement,
): Promise<(OnlineBatch & { bodyHash: Buffer }) | undefined> {
  const found = await tx.first<{
    id: string;
    receivedAt: Date;
    bodyHash: Buffer;
    answer: Pick<OnlineBatch, "counts" | "results">;
  }>(sql`
    select b.id, b.received_at as "receivedAt", b.body_hash as "bodyHash", b.answer from online_batches b
    where b.city_id = ${cityId} and ${condition}`);
  if (!found) return undefined;
  const { answer, ...batch } = found;
  return { ...batch, ...answer };
}
