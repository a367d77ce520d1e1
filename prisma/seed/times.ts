import { addDays, type CalendarDate, calendarDate } from "@/rules/calendar";
import type { Chance } from "./random";

/** The last day on which anything happened before the demo's today. */
export const LAST_DAY = calendarDate("2019-12-19");

/** An instant as ISO text, some hours later (or, where negative, earlier). */
export const later = (at: string, hours: number): string => new Date(Date.parse(at) + hours * 3_600_000).toISOString();

/** Some moment in the office hours of a day in Xinxiang. */
export const during = (chance: Chance, day: string): string =>
  `${day}T0${chance.whole(1, 8)}:${chance.whole(10, 59)}:${chance.whole(10, 59)}.000Z`;

/** A day soon after something ended, but before the demo's today. */
export function soonAfter(chance: Chance, endedOn: string): CalendarDate {
  const day = addDays(calendarDate(endedOn), chance.whole(3, 40));
  return day < LAST_DAY ? day : LAST_DAY;
}
