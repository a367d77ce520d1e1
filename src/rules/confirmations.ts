import { superiorStep } from "./approval";
import type { SpecialSource, Step } from "./credit-entry";
import type { Violation } from "./verdict";

/** What a person has to state beside the papers: that the course is about education, that the account was looked into. */
export type Confirmation = "contentConfirmed" | "accountChecked";

export interface ConfirmationFacts {
  source: SpecialSource;
  route: readonly Step[];
  /** The paper alone doesn't tell: not under the real name, hours from the account, or no certificate (N3.7). */
  needsAccountCheck: boolean;
  accountChecked: boolean;
}

/** The ticks without which a step can't approve (R7, R8, N3.7). */
export function confirmationsAt(step: Step, facts: ConfirmationFacts): Confirmation[] {
  if (facts.source !== "mooc") return [];
  const superior = superiorStep(facts.route);
  // The school looks into the account; where it had no step (the sole administrator's own claim), its superior does.
  const looksIntoAccount = facts.route.includes("school") ? "school" : superior;
  return [
    ...(step === superior ? (["contentConfirmed"] as const) : []),
    ...(step === looksIntoAccount && facts.needsAccountCheck && !facts.accountChecked
      ? (["accountChecked"] as const)
      : []),
  ];
}

/** The ones that are asked for and not given. */
export function judgeConfirmations(needed: readonly Confirmation[], given: Record<Confirmation, boolean>): Violation[] {
  return needed
    .filter((confirmation) => !given[confirmation])
    .map((field) => ({
      rule: "R7",
      clause: "N3.7",
      code: "confirmation-missing",
      field,
      params: { confirmation: field },
    }));
}
