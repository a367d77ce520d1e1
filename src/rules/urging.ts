import { type CalendarDate, calendarDateInShanghai, daysBetween } from "./calendar";
import { STEPS, type Step } from "./credit-entry";
import { allowed, type Role } from "./permissions";
import { stepViolation, type Violation } from "./verdict";

/** An entry may be urged when it has waited at one step for so many days, and again after as many (S). */
export const URGE_AFTER_DAYS = 7;

export interface UrgeFacts {
  /** The step at which it waits, and since when; null when it waits for nobody. */
  step: Step | null;
  waitingSince: Date | null;
  lastUrgedAt: Date | null;
  today: CalendarDate;
}

/** May an entry be urged now? Null when it may. Days are calendar days in Asia/Shanghai. */
export function judgeUrge({ step, waitingSince, lastUrgedAt, today }: UrgeFacts): Violation | null {
  if (step === null || waitingSince === null) return stepViolation("urge-nobody-waits");
  const daysSince = (instant: Date) => daysBetween(calendarDateInShanghai(instant), today);
  const days = URGE_AFTER_DAYS - daysSince(waitingSince);
  if (days > 0) return { ...stepViolation("urge-too-early"), clause: "S", params: { days: URGE_AFTER_DAYS } };
  // What was urged at an earlier step was heard there.
  const again = lastUrgedAt !== null && lastUrgedAt >= waitingSince ? URGE_AFTER_DAYS - daysSince(lastUrgedAt) : 0;
  return again > 0 ? { ...stepViolation("urge-again-too-early"), clause: "S", params: { days: again } } : null;
}

/** Whoever waits for a step may ask for it: a teacher for each, a school and a county for those above them. */
export function mayUrge(role: Role, step: Step): boolean {
  const own = (STEPS as readonly Role[]).indexOf(role);
  return allowed(role, "entry:urge") && STEPS.indexOf(step) > own;
}
