import { type CalendarDate, parseCalendarDate } from "./calendar";
import { parseTenths } from "./credits";
import type { ParticipantRole } from "./participants";
import { misshapen, type Violation } from "./verdict";

/** How people write things into tables: read where there is one meaning, and otherwise named, never guessed. */
export type Cell<Value> = { ok: true; value: Value } | { ok: false; violation: Violation };

const read = <Value>(value: Value): Cell<Value> => ({ ok: true, value });
const fold = (text: string) => text.normalize("NFKC").trim();

/** 2019-07-01, 2019/7/1, 2019.7.1, 2019年7月1日, 20190701: the year first, so that no month is taken for a day. */
export function cellDate(text: string, field: string): Cell<CalendarDate> {
  const typed = fold(text);
  if (typed === "") return { ok: false, violation: misshapen("required", field) };
  const parts =
    /^(\d{4})(\d{2})(\d{2})$/.exec(typed) ?? /^(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?$/.exec(typed);
  const date = parts && parseCalendarDate(`${parts[1]}-${parts[2]?.padStart(2, "0")}-${parts[3]?.padStart(2, "0")}`);
  return date ? read(date) : { ok: false, violation: misshapen("not-a-date", field) };
}

/** A number of hours or credits, exact to a tenth; «16学时» is 16. Null where the cell is empty. */
export function cellTenths(text: string, field: string): Cell<number | null> {
  const typed = fold(text).replace(/\s*(学时|学分|课时|分)$/, "");
  if (typed === "") return read(null);
  const parsed = parseTenths(typed);
  return parsed.ok ? read(parsed.tenths) : { ok: false, violation: misshapen(parsed.code, field) };
}

/** 2019, 2019年, 2019年度. */
export function cellYear(text: string, field: string): Cell<number> {
  const parts = /^(20\d{2})\s*(年|年度)?$/.exec(fold(text));
  if (parts) return read(Number(parts[1]));
  return { ok: false, violation: { rule: null, clause: "S", code: "year-not-a-year", field } };
}

const ROLES = new Map<string, ParticipantRole>(
  Object.entries({
    "": "attended",
    参训: "attended",
    学员: "attended",
    参训学员: "attended",
    参加: "attended",
    听课: "attended",
    attended: "attended",
    授课: "taught",
    主讲: "taught",
    讲师: "taught",
    授课教师: "taught",
    送教: "taught",
    送教教师: "taught",
    taught: "taught",
  }),
);

/** Whoever is on a roster attended, unless it says that they taught (R13). */
export function cellRole(text: string, field: string): Cell<ParticipantRole> {
  const role = ROLES.get(fold(text).toLowerCase());
  return role ? read(role) : { ok: false, violation: misshapen("not-a-choice", field) };
}

const YES = new Set(["是", "已", "√", "✓", "y", "yes", "true", "1"]);
const NO = new Set(["否", "未", "×", "✗", "n", "no", "false", "0"]);

/** Null where the cell is empty. */
export function cellYesNo(text: string, field: string): Cell<boolean | null> {
  const typed = fold(text).toLowerCase();
  if (typed === "") return read(null);
  if (YES.has(typed)) return read(true);
  return NO.has(typed) ? read(false) : { ok: false, violation: misshapen("not-a-choice", field) };
}
