import { calendarDateInShanghai, daysBetween } from "@/rules/calendar";

const SHANGHAI_OFFSET = 8 * 3_600_000;

/** 2019-12-20 14:05, as a clock in Xinxiang shows it. China has no summer time, so no zone data is asked (which is slow). */
export function dateTime(instant: Date): string {
  return new Date(instant.getTime() + SHANGHAI_OFFSET).toISOString().slice(0, 16).replace("T", " ");
}

/** Calendar days between an instant and now, in Xinxiang: 0 is today. */
export function daysAgo(instant: Date, now: Date): number {
  return daysBetween(calendarDateInShanghai(instant), calendarDateInShanghai(now));
}
