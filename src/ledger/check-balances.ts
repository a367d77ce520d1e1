import type { ClientBase } from "pg";
import { figuresByRule, nextPlace, type Place, Policies, readStored } from "./stored-balances";

/** One balance beside what the rules say of the same postings. Tenths of a credit. */
export interface BalanceDifference {
  cityId: number;
  teacherId: number;
  cycleId: number;
  /** Null where the teacher has no balance in the cycle. */
  kept: string | null;
  computed: string;
}

/**
 * Computes every balance anew by the rules and compares it with the row that is kept, under the policy that the row names.
 * A teacher without a row is counted by no statistic, and so is named, too. Memory stays flat. Reads as the owner, outside any
 * actor: it is an operator's command.
 * @param each told of every balance that differs or is not there
 * @returns how many teachers in their cycles were checked
 */
export async function checkBalances(owner: ClientBase, each: (difference: BalanceDifference) => void): Promise<number> {
  const policies = await Policies.read(owner);
  let checked = 0;
  let after: Place = [0, 0];
  for (;;) {
    const upTo = await nextPlace(owner, after);
    if (!upTo) return checked;
    for (const row of await readStored(owner, after, upTo)) {
      const { cityId, teacherId, cycleId } = row;
      const computed = JSON.stringify(figuresByRule(policies.of(row, row.policyVersion).policy, row));
      const kept = row.kept && JSON.stringify(row.kept);
      if (kept !== computed) each({ cityId, teacherId, cycleId, kept, computed });
      checked += 1;
    }
    after = upTo;
  }
}
