import { type PolicyInForce, policyOfYear } from "@/ledger/cycle-policy";
import { calendarDateInShanghai, yearOf } from "@/rules/calendar";
import type { Actor } from "@/server/actor";
import type { Tx } from "@/server/db";

/** The year whose teachers on duty are counted, with its cycle and policy. */
export interface AskedYear extends PolicyInForce {
  year: number;
}

/** The asked year, else that of the business date; null where no cycle has it. */
export async function askedYear(
  tx: Tx,
  { cityId }: Actor,
  year: number | null | undefined,
  now: Date,
): Promise<AskedYear | null> {
  const asked = year ?? yearOf(calendarDateInShanghai(now));
  const inForce = await policyOfYear(tx, cityId, asked);
  return inForce ? { ...inForce, year: asked } : null;
}
