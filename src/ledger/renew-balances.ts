import { invariant } from "@/rules/invariant";
import type { Tx } from "@/server/db";
import { policyInForce } from "./cycle-policy";
import { figuresByRule, ledgersOf, writeFigures } from "./teacher-ledgers";

/**
 * Writes what the rules now say of many teachers' ledgers. To be called in the transaction that posted and holds their balance
 * rows. Memory stays flat however many they are.
 */
export async function renewBalances(
  tx: Tx,
  cityId: number,
  cycleId: number,
  teacherIds: readonly number[],
): Promise<void> {
  if (teacherIds.length === 0) return;
  const { policy, version } = await policyInForce(tx, cityId, cycleId);
  for await (const ledgers of ledgersOf(tx, cityId, cycleId, teacherIds)) {
    const rows = ledgers.map((ledger) => ({ teacherId: ledger.teacherId, ...figuresByRule(policy, ledger) }));
    const renewed = await writeFigures(tx, cityId, cycleId, version, rows);
    invariant(renewed === rows.length, `${renewed} of ${rows.length} teachers have a balance in cycle ${cycleId}`);
  }
}
