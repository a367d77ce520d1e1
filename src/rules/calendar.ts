import { invariant } from "./invariant";

declare const brand: unique symbol;

/** A real day as "YYYY-MM-DD", in Asia/Shanghai: no time, no zone. Such strings sort as the days do. */
export type CalendarDate = string & { readonly [brand]: true };

const DAY = 86_400_000;
/** China has kept UTC+8 the whole year since 1991, so no zone database is asked. */
const SHANGHAI_OFFSET = 8 * 3_600_000;
const SHAPE = /^(\d{4})-(\d{2})-(\d{2})$/;

/** Null unless `text` is a real day between 1900 and 9999, written as YYYY-MM-DD. */
export function parseCalendarDate(text: string): CalendarDate | null {
  const parts = SHAPE.exec(text);
  if (!parts || Number(parts[1]) < 1900) return null;
  const instant = Date.parse(`${text}T00:00:00Z`);
  // Date.parse rolls 2019-02-30 over to March, which is not what was written.
  return !Number.isNaN(instant) && fromEpoch(instant) === text ? fromEpoch(instant) : null;
}

/** For dates that the program itself writes, as in a policy; throws where `parseCalendarDate` gives null. */
export function calendarDate(text: string): CalendarDate {
  const date = parseCalendarDate(text);
  invariant(date, `not a calendar date: ${text}`);
  return date;
}

export function yearOf(date: CalendarDate): number {
  return Number(date.slice(0, 4));
}

/** January to June, which for a new teacher decides the first year of duty (N3.10). */
export function isFirstHalf(date: CalendarDate): boolean {
  return Number(date.slice(5, 7)) <= 6;
}

/** Negative when `a` is the earlier day, 0 when it is the same. */
export function compareDates(a: CalendarDate, b: CalendarDate): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

export function addDays(date: CalendarDate, days: number): CalendarDate {
  return fromEpoch(epoch(date) + days * DAY);
}

/** Days from `from` to `to`; 0 for the same day, negative when `to` is earlier. */
export function daysBetween(from: CalendarDate, to: CalendarDate): number {
  return Math.round((epoch(to) - epoch(from)) / DAY);
}

/** The day that a wall calendar in Xinxiang shows at this instant, whatever the server's zone. */
export function calendarDateInShanghai(instant: Date): CalendarDate {
  return fromEpoch(instant.getTime() + SHANGHAI_OFFSET);
}

/** The instant at which a day begins in Xinxiang, whatever the server's zone. */
export function startOfDay(date: CalendarDate): Date {
  return new Date(epoch(date) - SHANGHAI_OFFSET);
}

function epoch(date: CalendarDate): number {
  return Date.parse(`${date}T00:00:00Z`);
}

function fromEpoch(milliseconds: number): CalendarDate {
  return new Date(milliseconds).toISOString().slice(0, 10) as CalendarDate;
}
