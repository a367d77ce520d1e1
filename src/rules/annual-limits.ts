import type { CyclePolicy } from "./policy";
import type { CreditFact } from "./postings";

/** What each credit still counts, by id of fact; in tenths. */
export type Worth = ReadonlyMap<string, number>;

/**
 * What is left of each kind in each year (R1, S): up to the kind's cap where the policy has one for it; above it the
 * later ones lose.
 * @param ordered facts in the order in which equals are served
 */
export function withinKindCaps({ annualCaps }: CyclePolicy, ordered: readonly CreditFact[], worth: Worth): Worth {
  return served(ordered, worth, ({ year, source }) => {
    const mostTenths = annualCaps[source];
    return mostTenths === undefined ? null : { group: `${year} ${source}`, mostTenths };
  });
}

/**
 * What is left of each year over all kinds (R1, S). Online credits are served first: nothing stands in for them, so nothing
 * may cut them. A degree upgrade neither is cut nor takes the others' room: it deems the cycle complete, whatever a year holds.
 * @param ordered facts in the order in which equals are served
 */
export function withinAnnualMaximum({ required }: CyclePolicy, ordered: readonly CreditFact[], worth: Worth): Worth {
  const mostTenths = required.annualMaximumTenths;
  if (mostTenths === null) return worth;
  const online = ordered.filter(({ source }) => source === "online");
  const others = ordered.filter(({ source }) => source !== "online");
  return served([...online, ...others], worth, ({ year, source }) =>
    source === "degree" ? null : { group: `${year}`, mostTenths },
  );
}

/** Serves facts in turn out of what a limit leaves in their group; one without a limit gets all that it is worth. */
function served(
  facts: readonly CreditFact[],
  worth: Worth,
  limitOf: (fact: CreditFact) => { group: string; mostTenths: number } | null,
): Worth {
  const used = new Map<string, number>();
  return new Map(
    facts.map((fact) => {
      const wanted = worth.get(fact.id) ?? 0;
      const limit = limitOf(fact);
      if (limit === null) return [fact.id, wanted];
      const before = used.get(limit.group) ?? 0;
      const given = Math.min(wanted, limit.mostTenths - before);
      used.set(limit.group, before + given);
      return [fact.id, given];
    }),
  );
}
