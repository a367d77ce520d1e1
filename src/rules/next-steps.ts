import type { Balance } from "./balance";
import { type CalendarDate, yearOf } from "./calendar";
import type { CyclePolicy } from "./policy";

/** What a teacher can usefully do next, most pressing first. Tenths of a credit. */
export type NextStep =
  | { code: "owes-nothing" }
  | { code: "complete" }
  /** Online school-based training of this year is open, and this much is lacking (R2). */
  | { code: "do-online"; year: number; tenths: number }
  /** The year is over and the policy lets nobody make it up (R2). */
  | { code: "online-cannot-be-made-up"; year: number; tenths: number }
  /** Beside the online part, this much is lacking in all (R1). */
  | { code: "earn-credits"; tenths: number };

/** The next useful steps of a balance on a day. */
export function nextSteps(policy: CyclePolicy, balance: Balance, today: CalendarDate): NextStep[] {
  if (balance.owesNothing) return [{ code: "owes-nothing" }];
  if (balance.complete) return [{ code: "complete" }];
  const steps: NextStep[] = [];
  let openTenths = 0;
  if (balance.missingOnlineTenths > 0) {
    for (const { year, duty, onlineMetTenths } of balance.years) {
      const tenths = duty ? policy.required.annualOnlineTenths - onlineMetTenths : 0;
      if (tenths <= 0) continue;
      const open = year >= yearOf(today) || policy.online.makeUp;
      if (open) openTenths += tenths;
      steps.push({ code: open ? "do-online" : "online-cannot-be-made-up", year, tenths });
    }
  }
  // Online credits that can still be earned count in the total as well, so they are not asked for twice.
  const beside = balance.missingTotalTenths - openTenths;
  if (beside > 0) steps.push({ code: "earn-credits", tenths: beside });
  return steps;
}
