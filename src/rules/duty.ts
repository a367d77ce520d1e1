import { addDays, type CalendarDate, compareDates, isFirstHalf, yearOf } from "./calendar";
import { type CyclePolicy, cycleYears, inCycle } from "./policy";
import type { Violation } from "./verdict";

/** A time on post; `to` is its last day, null while it lasts. */
export interface Employment {
  from: CalendarDate;
  to: CalendarDate | null;
}

/** Joins employments that follow each other without a gap: a transfer is not a new hire. */
function periodsOnPost(employments: readonly Employment[]): Employment[] {
  const sorted = [...employments].sort((a, b) => compareDates(a.from, b.from));
  const periods: Employment[] = [];
  for (const employment of sorted) {
    const before = periods.at(-1);
    const follows = before && (before.to === null || compareDates(employment.from, addDays(before.to, 1)) <= 0);
    if (before && follows) before.to = laterEnd(before.to, employment.to);
    else periods.push({ ...employment });
  }
  return periods;
}

const laterEnd = (a: CalendarDate | null, b: CalendarDate | null): CalendarDate | null =>
  a === null || b === null ? null : compareDates(a, b) >= 0 ? a : b;

/**
 * The years of the cycle in which a teacher owes credits, ascending (R0, R4). Hired within the cycle from January to June:
 * from that year; from July: from the next (N3.10). The year of leaving or retiring is the last one (S); coming back is
 * being hired again (S).
 */
export function dutyYears(policy: CyclePolicy, employments: readonly Employment[]): number[] {
  const periods = periodsOnPost(employments);
  return cycleYears(policy).filter((year) => periods.some((period) => hasDuty(policy, period, year)));
}

function hasDuty(policy: CyclePolicy, { from, to }: Employment, year: number): boolean {
  const hiredInCycle = inCycle(policy, yearOf(from));
  const first = hiredInCycle && !isFirstHalf(from) ? yearOf(from) + 1 : yearOf(from);
  return year >= first && (to === null || year <= yearOf(to));
}

/** Would other years be owed under one of these policies? What was owed in a closed cycle has to stay as it was. */
export const owesOtherYears = (
  policies: readonly CyclePolicy[],
  before: readonly Employment[],
  after: readonly Employment[],
): boolean => policies.some((policy) => String(dutyYears(policy, before)) !== String(dutyYears(policy, after)));

/** What the years of duty ask for: 72 credits and 16 online a year, 360 and 80 for all five (R1, R4). */
export function requiredOf(
  policy: CyclePolicy,
  years: readonly number[],
): { totalTenths: number; onlineTenths: number } {
  return {
    totalTenths: years.length * policy.required.annualTotalTenths,
    onlineTenths: years.length * policy.required.annualOnlineTenths,
  };
}

/** Was the teacher on post on that day? */
export function onPostOn(employments: readonly Employment[], day: CalendarDate): boolean {
  return onPostBetween(employments, day, day);
}

/** Was the teacher on post on any of these days? */
export function onPostBetween(employments: readonly Employment[], first: CalendarDate, last: CalendarDate): boolean {
  return employments.some(
    ({ from, to }) => compareDates(from, last) <= 0 && (to === null || compareDates(first, to) <= 0),
  );
}

export interface RegistrableFacts {
  certificateNumber: string | null;
  employments: readonly Employment[];
  schoolIsPrivate: boolean;
  today: CalendarDate;
}

/** Who may be registered: teachers with a teacher certificate, on post (R0, N1). */
export function judgePerson(policy: CyclePolicy, facts: RegistrableFacts): Violation[] {
  const violations: Violation[] = [];
  const refuse = (code: Violation["code"]) => violations.push({ rule: "R0", clause: "N1", code, field: null });
  if (facts.certificateNumber === null) refuse("no-teacher-certificate");
  if (!onPostOn(facts.employments, facts.today)) refuse("not-on-post");
  if (facts.schoolIsPrivate && !policy.object.private) refuse("private-school-excluded");
  return violations;
}
