import { type CalendarDate, compareDates, yearOf } from "./calendar";
import { judgeCredited, type ParticipantFacts } from "./participants";
import { type CyclePolicy, creditsOfHours, inCycle } from "./policy";
import type { CreditFact } from "./postings";
import type { Flag, Violation } from "./verdict";

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

/** One result that the platform pushes (R2): the study year apart from the day of finishing. Hours in tenths. */
export interface OnlineResult {
  studyYear: number;
  finishedOn: CalendarDate;
  hoursTenths: number;
}

export interface OnlineFacts extends Pick<ParticipantFacts, "certificateNumber" | "schoolIsPrivate" | "employments"> {
  today: CalendarDate;
  /** Tenths that the person has posted for the study year. */
  postedTenths: number;
}

/** May this result be posted? Above the year's 16 it is posted all the same and counts nowhere, and the answer says so. */
export function judgeOnlineResult(
  policy: CyclePolicy,
  result: OnlineResult,
  facts: OnlineFacts,
): { violations: Violation[]; flags: Flag[]; creditsTenths: number } {
  const violations: Violation[] = [];
  const refuse = (code: Violation["code"], field: string, more: Partial<Violation> = {}) =>
    violations.push({ rule: "R2", clause: "N3.5", code, field, ...more });
  if (result.hoursTenths <= 0) refuse("online-hours-not-positive", "hours");
  if (compareDates(result.finishedOn, facts.today) > 0)
    refuse("ended-in-future", "finishedOn", { rule: "R15", clause: "S" });
  if (!inCycle(policy, result.studyYear))
    refuse("outside-cycle", "studyYear", { rule: "R15", clause: "S", params: { ...policy.cycle } });
  if (yearOf(result.finishedOn) < result.studyYear)
    refuse("online-finished-before-study-year", "finishedOn", { clause: "S" });
  violations.push(...judgeCredited(policy, facts, result.finishedOn));
  const creditsTenths = creditsOfHours(policy, "online", Math.max(0, result.hoursTenths));
  const above = facts.postedTenths + creditsTenths > policy.online.annualCapTenths;
  return {
    violations,
    flags: above ? [{ code: "above-annual-cap", params: { capTenths: policy.online.annualCapTenths } }] : [],
    creditsTenths,
  };
}
