import type { CreditFact } from "./postings";

/** The sources that have no certificate or roster to be told twice: each has a rule of its own. */
const WITHOUT_TRAINING = new Set<CreditFact["source"]>(["online", "support_teaching", "self_run"]);

/**
 * Of the credits for one training (two roles, two reports) the larger counts (R16), and of two degrees one (R5): the ids of
 * the others.
 * @param ordered facts in the order in which equals are served
 */
export function repeatedTrainings(ordered: readonly CreditFact[]): Set<string> {
  const best = new Map<string, CreditFact>();
  const repeated = new Set<string>();
  for (const fact of ordered) {
    const key = fact.source === "degree" ? "degree" : fact.trainingKey && `training ${fact.trainingKey}`;
    if (key === null || key === "" || WITHOUT_TRAINING.has(fact.source)) continue;
    const rival = best.get(key);
    if (rival && rival.tenths >= fact.tenths) {
      repeated.add(fact.id);
      continue;
    }
    if (rival) repeated.add(rival.id);
    best.set(key, fact);
  }
  return repeated;
}
