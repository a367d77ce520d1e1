import type { ViolationCode } from "@/rules/verdict";
import type { Words } from "../words";
import { policies } from "./policies";

/** Cycles, policies, sampling. */
export const cityViolations = {
  "policy-contradicts": ({ which }) => policies.contradicts(String(which)),
  "policy-unchanged": () => "Nothing differs from the policy in force.",
  "policy-not-counted": () => "The effects aren't counted yet; please wait for the result.",
  "policy-outdated": () => "The policy has a newer version by now; please preview again.",
  "cycle-overlaps": ({ fromYear, toYear }) => `It overlaps the cycle ${fromYear}–${toYear}; please mend the years.`,
  "cycle-closed": () => "This cycle is closed: nothing is registered, posted or changed in it.",
  "cycle-not-over": ({ toYear }) => `The cycle ends on 31 December ${toYear}; it can't be closed before.`,
  "cycle-work-open": ({ entries, projects, summaries, objections, balances }) =>
    `Still under way: ${entries} credits, ${projects} trainings, ${summaries} summary tables, ${objections} objections, ${balances} results to recalculate; close the cycle afterwards.`,
  "sample-empty": () => "No posted credit fits these days; please widen the choice.",
  "sample-checked-already": () => "The result of this check is recorded already.",
  "sample-own-decision": () =>
    "Whoever posted this credit, and whose credit it is, can't check it; please leave it to somebody else.",
  "sample-share": () => "The share has to be between 0.1% and 100%.",
  "sample-days": () => "The last day is before the first; please correct it.",
  "sample-days-not-over": () => "Credits are still being posted on that day; please choose yesterday at the latest.",
} satisfies Partial<Record<ViolationCode, Words>>;
