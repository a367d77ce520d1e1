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
  /** The year is not over and below what each year needs: beside its online part, this much is lacking in it (R1). */
  | { code: "earn-in-year"; year: number; tenths: number }
  /** The year is over and below it: what is earned now counts in another year, so nothing but what was earned then helps (R1, R15). */
  | { code: "register-for-year"; year: number; tenths: number }
  /** Beside all these, this much is lacking in all (R1). */
  | { code: "earn-credits"; tenths: number };

/** The next useful steps of a balance on a day. */
export function nextSteps(policy: CyclePolicy, balance: Balance, today: CalendarDate): NextStep[] {
  if (balance.owesNothing) return [{ code: "owes-nothing" }];
  if (balance.complete) return [{ code: "complete" }];
  const online = onlineSteps(policy, balance, today);
  const years = yearSteps(balance, online, today);
  // What can still be earned by these steps counts in the total as well, so it is not asked for twice.
  const open = [...online, ...years].filter(({ code }) => code === "do-online" || code === "earn-in-year");
  const beside = balance.missingTotalTenths - open.reduce((sum, { tenths }) => sum + tenths, 0);
  return [...online, ...years, ...(beside > 0 ? [{ code: "earn-credits", tenths: beside } as const] : [])];
}

type StepOfYear = Extract<NextStep, { year: number }>;

function onlineSteps(policy: CyclePolicy, balance: Balance, today: CalendarDate): StepOfYear[] {
  if (balance.missingOnlineTenths === 0) return [];
  return balance.years.flatMap(({ year, duty, onlineMetTenths }) => {
    const tenths = duty ? policy.required.annualOnlineTenths - onlineMetTenths : 0;
    const open = year >= yearOf(today) || policy.online.makeUp;
    return tenths > 0 ? [{ code: open ? "do-online" : "online-cannot-be-made-up", year, tenths } as const] : [];
  });
}

/** What years are short of beside the online credits that can still be earned for them. */
function yearSteps(balance: Balance, online: readonly StepOfYear[], today: CalendarDate): StepOfYear[] {
  return balance.shortYears.flatMap(({ year, missingTenths }) => {
    const openOnline = online.find((step) => step.code === "do-online" && step.year === year);
    const tenths = missingTenths - (openOnline?.tenths ?? 0);
    const open = year >= yearOf(today);
    return tenths > 0 ? [{ code: open ? "earn-in-year" : "register-for-year", year, tenths } as const] : [];
  });
}
