import { type CalendarDate, yearOf } from "./calendar";
import { type CyclePolicy, inCycle } from "./policy";
import type { Shortage } from "./shortage";

/**
 * The year whose training is planned on a day (N2: «统筹安排2020年继续教育培训»): the next one of the cycle, in the cycle's
 * last year that one; null outside the cycle.
 */
export function plannedYear(policy: CyclePolicy, today: CalendarDate): number | null {
  const year = yearOf(today);
  return inCycle(policy, year) ? Math.min(year + 1, policy.cycle.toYear) : null;
}

/** Of one teacher who is on duty in the planned year. */
export interface PlanningFacts {
  missing: Shortage;
  /** Years of duty after the planned one: what they ask for can wait. */
  dutyYearsAfter: number;
}

/** Places in trainings; a place is one teacher in one year's worth of training. */
export interface Places {
  /** Study years of online school-based training. */
  online: number;
  /** Trainings beside it, of a year's credits without the online part. */
  training: number;
  /** Online credits that nobody may make up any more (R2): no place helps. */
  lostOnlineTenths: number;
}

/** What a place is worth, in tenths: a study year's 16 online; a year's 72 without them. */
export function placeTenths({ required }: CyclePolicy): { online: number; training: number } {
  const beside = required.annualTotalTenths - required.annualOnlineTenths;
  return {
    online: Math.max(1, required.annualOnlineTenths),
    training: beside > 0 ? beside : Math.max(1, required.annualTotalTenths),
  };
}

/** The missing online credits that can still be earned: all where past years may be made up, else those of the planned year on. */
function openOnlineTenths(policy: CyclePolicy, { missing, dutyYearsAfter }: PlanningFacts): number {
  return policy.online.makeUp
    ? missing.online
    : Math.min(missing.online, (dutyYearsAfter + 1) * policy.required.annualOnlineTenths);
}

/**
 * The places that the planned year has to offer one teacher (S): as many study years of online training as are missing,
 * begun ones whole; for what is then missing in the total, trainings of a year's other credits; less one of each for every
 * year of duty that is still to come after.
 */
export function placesFor(policy: CyclePolicy, facts: PlanningFacts): Places {
  const openOnline = openOnlineTenths(policy, facts);
  const worth = placeTenths(policy);
  const beside = Math.max(0, facts.missing.total - openOnline);
  return {
    online: placesOf(Math.ceil(openOnline / worth.online), facts.dutyYearsAfter),
    training: placesOf(Math.ceil(beside / worth.training), facts.dutyYearsAfter),
    lostOnlineTenths: facts.missing.online - openOnline,
  };
}

/** Of so many places those that can't wait for the years after. */
export function placesOf(units: number, dutyYearsAfter: number): number {
  return Math.max(0, units - dutyYearsAfter);
}

/**
 * From how many tenths on one place, two, three … are needed: of many teachers at once a query tells the number of places
 * by these bounds, and by nothing else. As many as `mostTenths` can ask for.
 */
export function placeBounds(worthTenths: number, mostTenths: number): number[] {
  const count = Math.ceil(mostTenths / worthTenths);
  return Array.from({ length: count }, (_, index) => index * worthTenths + 1);
}
