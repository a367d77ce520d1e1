import type { CalendarDate } from "./calendar";
import { yearOf } from "./calendar";
import type { CyclePolicy } from "./policy";
import type { VerdictParams, Violation } from "./verdict";

interface Years {
  fromYear: number;
  toYear: number;
}

const refuse = (code: Violation["code"], field: string | null = null, params?: VerdictParams): Violation => ({
  rule: null,
  clause: "S",
  code,
  field,
  ...(params && { params }),
});

/** A closed cycle is frozen: nothing is registered, decided, posted or changed in it. */
export const closedCycle = (field: string | null = null): Violation => refuse("cycle-closed", field);

/** May a cycle have these years? None of them is another's. */
export function judgeCycleYears({ fromYear, toYear }: Years, others: readonly Years[]): Violation[] {
  const other = others.find((one) => fromYear <= one.toYear && toYear >= one.fromYear);
  return other ? [refuse("cycle-overlaps", "cycle.fromYear", { fromYear: other.fromYear, toYear: other.toYear })] : [];
}

/** The policy of the cycle after this one, to begin with: as many years, the same numbers. */
export function nextCyclePolicy(policy: CyclePolicy): CyclePolicy {
  const { fromYear, toYear } = policy.cycle;
  return { ...policy, cycle: { fromYear: toYear + 1, toYear: toYear + 1 + (toYear - fromYear) } };
}

/** What still stands against closing a cycle, in numbers. */
export interface OpenWork {
  /** Credits with a reviewer, or back for correction. */
  entries: number;
  /** Trainings at a step. */
  projects: number;
  /** Summary tables that are reported and not accepted. */
  summaries: number;
  /** Objections without an answer. */
  objections: number;
  /** Balances that aren't by the policy in force yet, and teachers without one. */
  balances: number;
}

/** A cycle is closed for good after its last year, when nothing of it is under way. */
export function judgeClosing({ toYear }: Years, open: OpenWork, today: CalendarDate): Violation[] {
  const violations: Violation[] = [];
  if (yearOf(today) <= toYear) violations.push(refuse("cycle-not-over", null, { toYear }));
  if (Object.values(open).some((count) => count > 0)) violations.push(refuse("cycle-work-open", null, { ...open }));
  return violations;
}
