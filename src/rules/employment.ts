import { addDays, type CalendarDate, calendarDate, compareDates, yearOf } from "./calendar";
import type { IdentityDocument } from "./documents";
import { birthOf } from "./documents";
import { dutyYears, type Employment } from "./duty";
import { foldName, foldNumber } from "./matching";
import { type CyclePolicy, cycleYears } from "./policy";
import type { Flag, Violation, ViolationCode } from "./verdict";

/** Somebody whom the city knows by the same document. */
export interface KnownPerson {
  teacherId: number;
  name: string;
  teacherNumber: string;
  /** Where the person is on post now; null when nowhere. */
  works: "here" | "elsewhere" | null;
  /** The last day of the last employment that is over. */
  lastDay: CalendarDate | null;
}

/** A teacher whom a school takes on. */
export interface Hire {
  name: string;
  document: IdentityDocument;
  certificateNumber: string | null;
  hiredOn: CalendarDate;
  /** Null: the system assigns one. */
  teacherNumber: string | null;
  /** Confirmed that somebody who is known and off post is meant. */
  again: boolean;
}

export interface HireFacts {
  today: CalendarDate;
  known: KnownPerson | null;
  /** By somebody else. */
  numberTaken: boolean;
  schoolClosed: boolean;
  /** Somebody who is known would owe other years of a closed cycle. */
  owesOtherwise: boolean;
}

const stands = (code: ViolationCode, field: string | null, params?: Violation["params"]): Violation => ({
  rule: null,
  clause: "S",
  code,
  field,
  ...(params && { params }),
});

/** What stands against taking a teacher on. Without a teacher certificate it may be done; nothing can be registered then (R0). */
export function judgeHire(
  hire: Hire,
  { today, known, numberTaken, schoolClosed, owesOtherwise }: HireFacts,
): Violation[] {
  const violations: Violation[] = [];
  const refuse = (...stand: Parameters<typeof stands>) => violations.push(stands(...stand));
  const { hiredOn, teacherNumber } = hire;
  if (schoolClosed) refuse("school-closed", null);
  const birth = birthOf(hire.document);
  if (compareDates(hiredOn, today) > 0) refuse("hired-in-future", "hiredOn");
  else if (birth && compareDates(hiredOn, birth) < 0) refuse("hired-before-birth", "hiredOn");
  if (known) violations.push(...judgeKnown(hire, known));
  else if (teacherNumber !== null && numberTaken) refuse("teacher-number-taken", "teacherNumber");
  if (known?.works === null && owesOtherwise) refuse("owes-in-closed-cycle", "hiredOn");
  return violations;
}

function judgeKnown({ name, hiredOn, teacherNumber, again }: Hire, known: KnownPerson): Violation[] {
  if (known.works === "here") return [stands("teacher-works-here", "identity")];
  if (known.works === "elsewhere") return [stands("teacher-works-elsewhere", "identity")];
  if (foldName(name) !== foldName(known.name)) return [stands("name-does-not-match", "teacherName")];
  const violations: Violation[] = [];
  if (known.lastDay && compareDates(hiredOn, known.lastDay) <= 0)
    violations.push(stands("hired-before-leaving", "hiredOn", { lastDay: known.lastDay }));
  if (teacherNumber !== null && teacherNumber !== known.teacherNumber)
    violations.push(stands("teacher-number-kept", "teacherNumber", { number: known.teacherNumber }));
  if (!again) violations.push(stands("teacher-known", "again"));
  return violations;
}

/** What isn't wrong with taking a teacher on, but has to be known. */
export function hireFlags({ certificateNumber }: Pick<Hire, "certificateNumber">, known: KnownPerson | null): Flag[] {
  return [
    ...(known?.works === null ? [{ code: "taken-on-again" } as const] : []),
    ...(certificateNumber === null ? [{ code: "without-teacher-certificate" } as const] : []),
  ];
}

/** A number that a school gives by itself; null where it is none. */
export function parseTeacherNumber(typed: string): string | null {
  const number = foldNumber(typed);
  return /^[A-Z0-9-]{4,20}$/.test(number) ? number : null;
}

/** How an employment ends that nobody takes over. */
export const ENDS = ["left", "retired"] as const;
export type End = (typeof ENDS)[number];

interface EndFacts {
  today: CalendarDate;
  /** The present one at the school; null when there is none. */
  present: Employment | null;
  /** A transfer waits for its answer. */
  transferOpen: boolean;
}

interface LeavingFacts extends EndFacts {
  /** The teacher would owe other years of a closed cycle. */
  owesOtherwise: boolean;
}

/** What stands against leaving with that day: an end after which no other employment follows. */
export function judgeLeaving(lastDay: CalendarDate, { owesOtherwise, ...facts }: LeavingFacts): Violation[] {
  return [...judgeEnd(lastDay, facts), ...(owesOtherwise ? [stands("owes-in-closed-cycle", "leavingDay")] : [])];
}

/** What stands against ending an employment with that day. */
function judgeEnd(lastDay: CalendarDate, { today, present, transferOpen }: EndFacts): Violation[] {
  if (!present) return [stands("not-employed", null)];
  const violations: Violation[] = [];
  if (transferOpen) violations.push(stands("transfer-open", null));
  if (compareDates(lastDay, present.from) < 0) violations.push(stands("end-before-start", "leavingDay"));
  if (compareDates(lastDay, today) > 0) violations.push(stands("end-in-future", "leavingDay"));
  return violations;
}

interface TransferFacts extends EndFacts {
  fromSchoolId: number;
  /** Null where no school of the city is meant. */
  toSchool: { id: number; closed: boolean } | null;
}

/** What stands against asking another school to take a teacher over. */
export function judgeTransfer(lastDay: CalendarDate, { fromSchoolId, toSchool, ...facts }: TransferFacts): Violation[] {
  const violations = judgeEnd(lastDay, facts);
  if (!facts.present) return violations;
  if (!toSchool) violations.push(stands("required", "toSchool"));
  else if (toSchool.id === fromSchoolId) violations.push(stands("transfer-same-school", "toSchool"));
  else if (toSchool.closed) violations.push(stands("school-closed", "toSchool"));
  return violations;
}

/** The employments after a day of hiring. */
export const afterHire = (employments: readonly Employment[], from: CalendarDate): Employment[] => [
  ...employments,
  { from, to: null },
];

/** The employments after the last day of the present one. */
export const afterEnd = (employments: readonly Employment[], lastDay: CalendarDate): Employment[] =>
  employments.map((one) => (one.to === null ? { ...one, to: lastDay } : one));

/** The same, with the next school's beginning the day after. */
export const afterTransfer = (employments: readonly Employment[], lastDay: CalendarDate): Employment[] =>
  afterHire(afterEnd(employments, lastDay), addDays(lastDay, 1));

export interface HireSpan {
  /** Null: any day before the cycle. */
  from: CalendarDate | null;
  to: CalendarDate;
  dutyYears: number[];
}

/**
 * Which years of duty follow from which day of hiring, up to today (R4): what a school can read before it saves. Half years whose
 * duty is the same stand together.
 */
export function hireSpans(policy: CyclePolicy, today: CalendarDate): HireSpan[] {
  const years = cycleYears(policy);
  const first = Math.min(...years);
  const spans: HireSpan[] = [spanOf(policy, null, calendarDate(`${first - 1}-12-31`))];
  for (const year of years) {
    if (year > yearOf(today)) break;
    for (const [from, to] of [
      [`${year}-01-01`, `${year}-06-30`],
      [`${year}-07-01`, `${year}-12-31`],
    ] as const) {
      if (compareDates(calendarDate(from), today) > 0) continue;
      const span = spanOf(policy, calendarDate(from), calendarDate(to));
      const before = spans.at(-1);
      if (before && String(before.dutyYears) === String(span.dutyYears)) before.to = span.to;
      else spans.push(span);
    }
  }
  return spans;
}

const spanOf = (policy: CyclePolicy, from: CalendarDate | null, to: CalendarDate): HireSpan => ({
  from,
  to,
  dutyYears: dutyYears(policy, afterHire([], to)),
});
