import { withinAnnualMaximum, withinKindCaps } from "./annual-limits";
import type { Clause, RuleId } from "./clauses";
import type { CreditSource } from "./credit-entry";
import { invariant } from "./invariant";
import { countOnline, isMadeUpTooLate } from "./online";
import { type CyclePolicy, inCycle } from "./policy";
import type { CreditFact } from "./postings";
import { countSupport } from "./support-teaching";
import { repeatedTrainings } from "./trainings";

export type LossCode =
  | "outside-cycle"
  | "self-run"
  | "online-without-duty"
  | "online-made-up-too-late"
  | "online-above-annual-cap"
  | "same-training"
  | "second-degree"
  | "support-half-told-twice"
  | "above-kind-cap"
  | "above-annual-maximum";

/** Why a credit, or a part of it, counts nowhere. */
export interface Loss {
  code: LossCode;
  rule: RuleId;
  clause: Clause;
  lostTenths: number;
}

/** What became of one credit, and by which rule and clause. Tenths of a credit. */
export interface BalanceLine {
  factId: string;
  source: CreditSource;
  year: number;
  recordedTenths: number;
  countedTenths: number;
  rule: RuleId;
  clause: Clause;
  loss: Loss | null;
}

type Ground = { rule: RuleId; clause: Clause };

/** The rule and clause by which a credit of each source counts. */
const GROUNDS: Record<CreditSource, Ground> = {
  mooc: { rule: "R7", clause: "N3.7" },
  degree: { rule: "R5", clause: "N3.3" },
  online: { rule: "R2", clause: "N3.5" },
  project: { rule: "R1", clause: "N3.1" },
  lecture: { rule: "R13", clause: "N3.6" },
  commissioned: { rule: "R11", clause: "N3.2" },
  authorised: { rule: "R11", clause: "N3.2" },
  support_teaching: { rule: "R6", clause: "N3.4" },
  self_run: { rule: "R14", clause: "N4" },
  opening: { rule: "R1", clause: "S" },
};

/** The rule and clause by which a credit is lost. */
const LOSSES: Record<LossCode, Ground> = {
  "outside-cycle": { rule: "R15", clause: "S" },
  "self-run": { rule: "R14", clause: "N4" },
  "online-without-duty": { rule: "R4", clause: "S" },
  "online-made-up-too-late": { rule: "R2", clause: "S" },
  "online-above-annual-cap": { rule: "R2", clause: "N3.5" },
  "same-training": { rule: "R16", clause: "S" },
  "second-degree": { rule: "R5", clause: "S" },
  "support-half-told-twice": { rule: "R6", clause: "S" },
  // The notice has no such limits: a policy sets them.
  "above-kind-cap": { rule: "R1", clause: "S" },
  "above-annual-maximum": { rule: "R1", clause: "S" },
};

/** The fixed order in which credits are served: by year, end and id, so that whom a cap cuts is no accident of the input. */
function inOrder(facts: readonly CreditFact[]): CreditFact[] {
  const place = (fact: CreditFact) => `${fact.year} ${fact.endedOn ?? "9999-12-31"} ${fact.id}`;
  return [...facts].sort((a, b) => (place(a) < place(b) ? -1 : place(a) > place(b) ? 1 : 0));
}

/**
 * What each credit counts, and why not more. Limits are kept in this order: those of the kind itself (one training once, the
 * online cap, half years), then the kind's cap in a year, then the year's maximum over all kinds.
 * @param duty the years of duty
 * @returns a line for each fact, in order of year, end and id
 */
export function countFacts(policy: CyclePolicy, duty: readonly number[], facts: readonly CreditFact[]): BalanceLine[] {
  const ordered = inOrder(facts);
  const within = ordered.filter((fact) => inCycle(policy, fact.year));
  const repeated = repeatedTrainings(within);
  const online = countOnline(
    policy,
    within.filter((fact) => fact.source === "online" && duty.includes(fact.year) && !isMadeUpTooLate(policy, fact)),
  );
  const support = countSupport(
    policy,
    within.filter((fact) => fact.source === "support_teaching"),
  );

  /** What it counts by the limits of its kind and, where that is less than all, why. */
  const judged = (fact: CreditFact): [number, LossCode] => {
    if (!inCycle(policy, fact.year)) return [0, "outside-cycle"];
    switch (fact.source) {
      case "self_run":
        return [0, "self-run"];
      case "online":
        if (!duty.includes(fact.year)) return [0, "online-without-duty"];
        if (isMadeUpTooLate(policy, fact)) return [0, "online-made-up-too-late"];
        return [online.get(fact.id) ?? 0, "online-above-annual-cap"];
      case "support_teaching":
        return [support.get(fact.id) ?? 0, "support-half-told-twice"];
      case "degree":
        return [repeated.has(fact.id) ? 0 : fact.tenths, "second-degree"];
      case "mooc":
      case "project":
      case "lecture":
      case "commissioned":
      case "authorised":
      case "opening":
        return [repeated.has(fact.id) ? 0 : fact.tenths, "same-training"];
      default:
        return fact.source satisfies never;
    }
  };

  const judgements = new Map(ordered.map((fact) => [fact.id, judged(fact)]));
  const worth = new Map([...judgements].map(([id, [tenths]]) => [id, tenths]));
  const ofKind = withinKindCaps(policy, ordered, worth);
  const ofYear = withinAnnualMaximum(policy, ordered, ofKind);

  return ordered.map((fact) => {
    invariant(Number.isInteger(fact.tenths) && fact.tenths >= 0, "recorded credits are whole tenths, never negative");
    const [ownTenths, ownCode] = judgements.get(fact.id) ?? [0, "outside-cycle"];
    const kindTenths = ofKind.get(fact.id) ?? 0;
    const countedTenths = ofYear.get(fact.id) ?? 0;
    return {
      factId: fact.id,
      source: fact.source,
      year: fact.year,
      recordedTenths: fact.tenths,
      countedTenths,
      ...GROUNDS[fact.source],
      loss: lossOf([
        { code: ownCode, lostTenths: fact.tenths - ownTenths },
        { code: "above-kind-cap", lostTenths: ownTenths - kindTenths },
        { code: "above-annual-maximum", lostTenths: kindTenths - countedTenths },
      ]),
    };
  });
}

/** All that was lost, under the limit that took most of it; of equals the one that is kept first. */
function lossOf(cuts: readonly { code: LossCode; lostTenths: number }[]): Loss | null {
  const lostTenths = cuts.reduce((lost, cut) => lost + cut.lostTenths, 0);
  const most = Math.max(...cuts.map((cut) => cut.lostTenths));
  const first = cuts.find((cut) => cut.lostTenths === most);
  return first && lostTenths > 0 ? { code: first.code, ...LOSSES[first.code], lostTenths } : null;
}
