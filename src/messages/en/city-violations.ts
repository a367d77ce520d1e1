import type { ViolationCode } from "@/rules/verdict";
import type { Words } from "../words";

/** Cycles, policies, sampling. */
export const cityViolations = {
  "policy-contradicts": () => "These numbers contradict each other; please check them.",
  "policy-unchanged": () => "Nothing differs from the policy in force.",
  "policy-not-counted": () => "The effects aren't counted yet; please wait for the result.",
  "policy-outdated": () => "The policy has a newer version by now; please preview again.",
  "cycle-overlaps": () => "It overlaps another cycle; please mend the years.",
  "cycle-closed": () => "This cycle is closed: nothing is registered, posted or changed in it.",
  "cycle-not-over": () => "The cycle isn't over, so it can't be closed.",
  "cycle-work-open": () => "Credits or trainings are still under way; close the cycle afterwards.",
  "sample-empty": () => "No posted credit fits these days; please widen the choice.",
  "sample-checked-already": () => "The result of this check is recorded already.",
  "sample-own-decision": () =>
    "Whoever posted this credit, and whose credit it is, can't check it; please leave it to somebody else.",
  "sample-share": () => "The share has to be between 0.1% and 100%.",
  "sample-days": () => "The last day is before the first; please correct it.",
  "sample-days-not-over": () => "Credits are still being posted on that day; please choose yesterday at the latest.",
} satisfies Partial<Record<ViolationCode, Words>>;
