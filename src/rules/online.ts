import { yearOf } from "./calendar";
import type { CyclePolicy } from "./policy";
import type { CreditFact } from "./postings";

/** Finished after its study year, where the policy lets nobody make up a past year (R2, `online.makeUp`, S). */
export function isMadeUpTooLate(policy: CyclePolicy, { year, endedOn }: CreditFact): boolean {
  return !policy.online.makeUp && endedOn !== null && yearOf(endedOn) > year;
}

/**
 * What each online result counts (R2, N3.5): at most 16 credits for each study year; what is above counts nowhere, and is
 * lost by those that ended last.
 * @param ordered online facts in order of their end
 * @returns tenths by id of fact
 */
export function countOnline(policy: CyclePolicy, ordered: readonly CreditFact[]): Map<string, number> {
  const ofYear = new Map<number, number>();
  return new Map(
    ordered.map((fact) => {
      const before = ofYear.get(fact.year) ?? 0;
      const counted = Math.min(fact.tenths, policy.online.annualCapTenths - before);
      ofYear.set(fact.year, before + counted);
      return [fact.id, counted];
    }),
  );
}
