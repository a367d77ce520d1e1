import type { ClientBase } from "pg";
import { figuresByRule, type Place, placeOf, readStored } from "./stored-balances";

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
  let checked = 0;
  let after: Place = [0, 0, 0];
  for (;;) {
    const rows = await readStored(owner, after);
    for (const row of rows) {
      const { cityId, teacherId, cycleId } = row;
      // A row that was opened and never renewed names no policy that there is: it is not what any policy says.
      const computed = JSON.stringify(figuresByRule(row.keptPolicy ?? row.newestPolicy, row));
      const kept = row.kept && JSON.stringify(row.kept);
      if (kept !== computed) each({ cityId, teacherId, cycleId, kept, computed });
    }
    const last = rows.at(-1);
    if (!last) return checked;
    checked += rows.length;
    after = placeOf(last);
  }
}
