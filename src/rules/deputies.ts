import { type CalendarDate, compareDates } from "./calendar";
import type { Violation } from "./verdict";

/** The days on which somebody else holds an officer's role, the first and the last included. */
export interface Absence {
  fromDay: CalendarDate;
  toDay: CalendarDate;
}

const overlap = (a: Absence, b: Absence): boolean =>
  compareDates(a.fromDay, b.toDay) <= 0 && compareDates(b.fromDay, a.toDay) <= 0;

/**
 * May a deputy be named for these days? Who may be one, the database says (deputy_candidates).
 * @param others the officer's absences that were not ended
 */
export function judgeAbsence(
  absence: Absence,
  { others, eligible, today }: { others: readonly Absence[]; eligible: boolean; today: CalendarDate },
): Violation[] {
  const violations: (Violation | null)[] = [
    eligible ? null : deputyViolation("deputy-not-eligible", "deputy"),
    compareDates(absence.toDay, absence.fromDay) < 0 ? deputyViolation("deputy-days", "toDay") : null,
    compareDates(absence.toDay, today) < 0 ? deputyViolation("deputy-in-past", "toDay") : null,
  ];
  const other = others.find((one) => overlap(one, absence));
  if (other)
    violations.push({
      ...deputyViolation("deputy-twice", "fromDay"),
      params: { from: other.fromDay, to: other.toDay },
    });
  return violations.filter((one) => one !== null);
}

const deputyViolation = (code: Violation["code"], field: string): Violation => ({
  rule: null,
  clause: "S",
  code,
  field,
});
