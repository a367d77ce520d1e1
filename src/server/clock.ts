import { type CalendarDate, calendarDateInShanghai } from "@/rules/calendar";
import { environment } from "./env";

const DAY = 86_400_000;
/** Asia/Shanghai has kept UTC+8 the whole year since 1991. */
const SHANGHAI = 8 * 3_600_000;

/** The instant that counts as now: the real one, unless BUSINESS_DATE says otherwise. */
export function businessNow(): Date {
  const { BUSINESS_DATE } = environment();
  const real = Date.now();
  return new Date(BUSINESS_DATE ? businessTime(BUSINESS_DATE, performance.timeOrigin, real) : real);
}

/**
 * Where business time stands: it begins when the process does, at an instant that is told to the second, or on a date with the
 * time of day that clocks in Xinxiang really show. From there it runs as real time does, never backwards; so a process that
 * goes on over midnight goes on to the next business day, and only one that starts anew begins on the date again.
 * @param setting a calendar date, or an instant as in 2020-01-15T23:59:30+08:00
 */
export function businessTime(setting: string, startedAt: number, real: number): number {
  if (setting.includes("T")) return Date.parse(setting) + (real - startedAt);
  const midnight = startedAt - ((startedAt + SHANGHAI) % DAY);
  return Date.parse(`${setting}T00:00:00+08:00`) + (real - midnight);
}

/** The calendar date that counts as today. */
export const businessToday = (): CalendarDate => calendarDateInShanghai(businessNow());

/** What a page says of a day that isn't the real one; null where it is. */
export const shownBusinessDate = (): CalendarDate | null => (environment().BUSINESS_DATE ? businessToday() : null);
