import { type CalendarDate, calendarDate, compareDates, daysBetween, yearOf } from "./calendar";
import { judgeCredited, type ParticipantFacts } from "./participants";
import { type CyclePolicy, inCycle } from "./policy";
import type { CreditFact, Halves } from "./postings";
import type { OfficeDuty } from "./projects";
import type { Flag, Violation } from "./verdict";

/** The two halves of a calendar year as bits of `halves`. */
const HALF_BITS = [1, 2] as const;

const halvesOf = (fact: CreditFact): number[] => HALF_BITS.filter((bit) => (fact.halves & bit) !== 0);

/**
 * What each support teaching counts (R6, N3.4): 72 credits a year, a half year 36 (S). A half year that is told twice counts
 * once, as the larger telling has it.
 * @param ordered facts in the order in which equals are served
 * @returns tenths by id of fact
 */
export function countSupport(policy: CyclePolicy, ordered: readonly CreditFact[]): Map<string, number> {
  const counted = new Map<string, number>();
  const best = new Map<string, { factId: string; tenths: number }>();
  for (const fact of ordered) {
    counted.set(fact.id, 0);
    const halves = halvesOf(fact);
    halves.forEach((half, index) => {
      // An odd tenth goes to the first half, so that the two make up the whole again.
      const share = index === 0 ? Math.ceil(fact.tenths / halves.length) : Math.floor(fact.tenths / halves.length);
      const tenths = Math.min(share, policy.supportTeaching.halfTenths);
      const key = `${fact.year}/${half}`;
      if (tenths > (best.get(key)?.tenths ?? 0)) best.set(key, { factId: fact.id, tenths });
    });
  }
  for (const { factId, tenths } of best.values()) counted.set(factId, (counted.get(factId) ?? 0) + tenths);
  return counted;
}

/** For each year, how much of its online duty support teaching deems complete (R6): 16 for the year, 8 for a half (S). */
export function deemedOnlineOf(policy: CyclePolicy, facts: readonly CreditFact[]): Map<number, number> {
  const told = new Map<number, Set<number>>();
  if (!policy.supportTeaching.coversOnline) return new Map();
  for (const fact of facts) {
    if (fact.source !== "support_teaching" || !inCycle(policy, fact.year)) continue;
    const halves = told.get(fact.year) ?? new Set();
    for (const half of halvesOf(fact)) halves.add(half);
    told.set(fact.year, halves);
  }
  return new Map([...told].map(([year, halves]) => [year, halves.size * policy.supportTeaching.onlineHalfTenths]));
}

// ------------------------------------------------------------------ attachment 3

/** Two districts (封丘、原阳) are told by the personnel office, Xinjiang by the teacher-education office (N3.4). */
export const SUPPORT_KINDS = ["two_districts", "xinjiang"] as const;
export type SupportKind = (typeof SUPPORT_KINDS)[number];

/** The kind that this place tells; null when it tells none. */
export function supportKindOf(role: string, office: OfficeDuty | null): SupportKind | null {
  if (role === "city") return "xinjiang";
  return role === "host" && office === "personnel" ? "two_districts" : null;
}

/** One calendar year of a time of support teaching, and what it is worth. */
export interface SupportYear {
  year: number;
  halves: Exclude<Halves, 0>;
  tenths: number;
  /** The last day of it in that year. */
  endedOn: CalendarDate;
}

/**
 * What a time of support teaching is worth, by calendar years: a half year counts when more than half of its days lie in the
 * time (S), so that a school year, September to July, is the two halves of N3.4's 72 credits.
 */
export function supportYears(policy: CyclePolicy, from: CalendarDate, to: CalendarDate): SupportYear[] {
  const years: SupportYear[] = [];
  for (let year = yearOf(from); year <= yearOf(to); year += 1) {
    const first = spends(from, to, calendarDate(`${year}-01-01`), calendarDate(`${year}-06-30`));
    const second = spends(from, to, calendarDate(`${year}-07-01`), calendarDate(`${year}-12-31`));
    const halves = ((first ? 1 : 0) | (second ? 2 : 0)) as Halves;
    if (halves === 0) continue;
    const { halfTenths } = policy.supportTeaching;
    const lastDay = calendarDate(halves === 1 ? `${year}-06-30` : `${year}-12-31`);
    const endedOn = compareDates(to, lastDay) < 0 ? to : lastDay;
    years.push({ year, halves, tenths: halves === 3 ? 2 * halfTenths : halfTenths, endedOn });
  }
  return years;
}

function spends(from: CalendarDate, to: CalendarDate, first: CalendarDate, last: CalendarDate): boolean {
  const begins = compareDates(from, first) > 0 ? from : first;
  const ends = compareDates(to, last) < 0 ? to : last;
  return (daysBetween(begins, ends) + 1) * 2 > daysBetween(first, last) + 1;
}

export interface SupportLine {
  from: CalendarDate;
  to: CalendarDate;
}

export interface SupportFacts extends Pick<ParticipantFacts, "certificateNumber" | "schoolIsPrivate" | "employments"> {
  today: CalendarDate;
  /** Half years that are told already: of live entries, and on other lines of the same table. */
  told: readonly { year: number; halves: number }[];
}

/** May this time of support teaching be told, and what is it worth (R6)? */
export function judgeSupport(
  policy: CyclePolicy,
  { from, to }: SupportLine,
  facts: SupportFacts,
): { violations: Violation[]; flags: Flag[]; years: SupportYear[] } {
  const refuse = (code: Violation["code"], field: string, clause: "N3.4" | "S" = "S"): Violation => ({
    rule: "R6",
    clause,
    code,
    field,
  });
  if (compareDates(to, from) < 0) return { violations: [refuse("support-from-after-to", "to")], flags: [], years: [] };
  const all = supportYears(policy, from, to);
  const years = all.filter(({ year }) => inCycle(policy, year));
  const violations: Violation[] = [];
  if (compareDates(to, facts.today) > 0) violations.push(refuse("ended-in-future", "to"));
  if (all.length === 0) violations.push(refuse("support-too-short", "to"));
  else if (years.length === 0)
    violations.push({ ...refuse("outside-cycle", "from"), rule: "R15", params: { ...policy.cycle } });
  violations.push(...judgeCredited(policy, facts, to));
  const again = years.find(({ year, halves }) =>
    facts.told.some((told) => told.year === year && (told.halves & halves) !== 0),
  );
  if (again) violations.push({ ...refuse("support-half-told", "from"), params: { year: again.year } });
  // A school year that began before the cycle, or goes beyond it: its other half belongs to another cycle (R15).
  const partly = years.length > 0 && years.length < all.length;
  return { violations, flags: partly ? [{ code: "partly-outside-cycle", params: { ...policy.cycle } }] : [], years };
}
