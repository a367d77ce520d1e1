import { type CyclePolicy, inCycle } from "./policy";
import type { CreditFact } from "./postings";

/** The two halves of a calendar year as bits of `halves`. */
const HALF_BITS = [1, 2] as const;

const halvesOf = (fact: CreditFact): number[] => HALF_BITS.filter((bit) => (fact.halves & bit) !== 0);

/**
 * What each support teaching counts (R6, N3.4): 72 credits a year, a half year 36 (S). A half year that is told twice counts
 * once, as the larger telling has it.
 * @param ordered facts in the order in which equals are served
 * @returns tenths by id of fact
 */
export function countSupport(policy: CyclePolicy, ordered: readonly CreditFact[]): Map<string, number> {
  const counted = new Map<string, number>();
  const best = new Map<string, { factId: string; tenths: number }>();
  for (const fact of ordered) {
    counted.set(fact.id, 0);
    const halves = halvesOf(fact);
    halves.forEach((half, index) => {
      // An odd tenth goes to the first half, so that the two make up the whole again.
      const share = index === 0 ? Math.ceil(fact.tenths / halves.length) : Math.floor(fact.tenths / halves.length);
      const tenths = Math.min(share, policy.supportTeaching.halfTenths);
      const key = `${fact.year}/${half}`;
      if (tenths > (best.get(key)?.tenths ?? 0)) best.set(key, { factId: fact.id, tenths });
    });
  }
  for (const { factId, tenths } of best.values()) counted.set(factId, (counted.get(factId) ?? 0) + tenths);
  return counted;
}

/** For each year, how much of its online duty support teaching deems complete (R6): 16 for the year, 8 for a half (S). */
export function deemedOnlineOf(policy: CyclePolicy, facts: readonly CreditFact[]): Map<number, number> {
  const told = new Map<number, Set<number>>();
  if (!policy.supportTeaching.coversOnline) return new Map();
  for (const fact of facts) {
    if (fact.source !== "support_teaching" || !inCycle(policy, fact.year)) continue;
    const halves = told.get(fact.year) ?? new Set();
    for (const half of halvesOf(fact)) halves.add(half);
    told.set(fact.year, halves);
  }
  return new Map([...told].map(([year, halves]) => [year, halves.size * policy.supportTeaching.onlineHalfTenths]));
}
