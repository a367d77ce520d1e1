import { type CalendarDate, calendarDateInShanghai } from "@/rules/calendar";
import { environment } from "./env";

const DAY = 86_400_000;
/** Asia/Shanghai has kept UTC+8 the whole year since 1991. */
const SHANGHAI = 8 * 3_600_000;

/** The instant that counts as now: the real one, or, where a business date is set, the same time of day on that date. */
export function businessNow(): Date {
  const real = Date.now();
  const { BUSINESS_DATE } = environment();
  if (!BUSINESS_DATE) return new Date(real);
  return new Date(Date.parse(`${BUSINESS_DATE}T00:00:00+08:00`) + ((real + SHANGHAI) % DAY));
}

/** The calendar date that counts as today. */
export const businessToday = (): CalendarDate => calendarDateInShanghai(businessNow());
