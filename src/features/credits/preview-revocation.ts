import type { EntryState } from "@/ledger/entry-state";
import { readBalanceFacts } from "@/ledger/renew-balance";
import { type Balance, computeBalance } from "@/rules/balance";
import type { Actor } from "@/server/actor";
import { authorize } from "@/server/authorize";
import { transaction } from "@/server/db";
import { sql } from "@/server/sql";
import { isCycleClosed } from "./revoke-entry";

/** What hangs on a posted credit: seen before it is taken back. */
export interface RevocationPreview {
  before: Balance;
  after: Balance;
  /** The valid certificate that states this balance; it falls with it. */
  certificateNumber: string | null;
  /** In a closed cycle nothing can be taken back. */
  cycleClosed: boolean;
}

/** Computes by the rules what the teacher's balance would be without this credit, and what else would fall. */
export async function previewRevocation(
  actor: Actor,
  entry: Pick<EntryState, "cityId" | "id" | "teacherId" | "cycleId">,
): Promise<RevocationPreview> {
  authorize(actor, "credit:revoke");
  const { cityId, id, teacherId, cycleId } = entry;
  return transaction(actor, async (tx) => {
    const [{ inForce, employments, facts }, cycleClosed, certificate] = await Promise.all([
      readBalanceFacts(tx, { cityId, teacherId, cycleId }),
      isCycleClosed(tx, entry),
      tx.first<{ number: string }>(sql`
        select number from certificates
        where city_id = ${cityId} and teacher_id = ${teacherId} and cycle_id = ${cycleId} and revoked_at is null`),
    ]);
    const without = facts.filter((fact) => fact.id !== id);
    return {
      before: computeBalance(inForce.policy, employments, facts),
      after: computeBalance(inForce.policy, employments, without),
      certificateNumber: certificate?.number ?? null,
      cycleClosed,
    };
  });
}
