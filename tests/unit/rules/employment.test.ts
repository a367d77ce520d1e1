import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { addDays, type CalendarDate, calendarDate, compareDates, daysBetween, yearOf } from "@/rules/calendar";
import { birthOf, documentKindOf, IDENTITY_KINDS, parseDocument } from "@/rules/documents";
import { dutyYears, type Employment } from "@/rules/duty";
import {
  afterEnd,
  afterHire,
  afterTransfer,
  type Hire,
  type HireFacts,
  hireFlags,
  hireSpans,
  judgeHire,
  judgeLeaving,
  judgeTransfer,
  type KnownPerson,
  parseTeacherNumber,
} from "@/rules/employment";
import { residentCheckSign } from "@/rules/identity";
import { defaultPolicy2016 } from "@/rules/policy";

const TODAY = calendarDate("2019-12-20");
const digits = "41072519850312001";
const document = { kind: "resident_id", number: digits + residentCheckSign(digits) } as const;
const hire = (overrides: Partial<Hire> = {}): Hire => ({
  name: "王建国",
  document,
  certificateNumber: "20194107000000001",
  hiredOn: calendarDate("2019-09-01"),
  teacherNumber: null,
  again: false,
  ...overrides,
});
const known = (overrides: Partial<KnownPerson> = {}): KnownPerson => ({
  teacherId: 1,
  name: "王建国",
  teacherNumber: "4107250001",
  works: null,
  lastDay: calendarDate("2018-06-30"),
  ...overrides,
});
const codes = (one: Hire, facts: Partial<HireFacts> = {}) =>
  judgeHire(one, {
    today: TODAY,
    known: null,
    numberTaken: false,
    schoolClosed: false,
    owesOtherwise: false,
    ...facts,
  }).map(({ code }) => code);

describe("taking a teacher on", () => {
  test("a new person, from the day of birth at the earliest, and today at the latest", () => {
    expect(codes(hire())).toEqual([]);
    expect(codes(hire({ hiredOn: TODAY }))).toEqual([]);
    expect(codes(hire({ hiredOn: addDays(TODAY, 1) }))).toEqual(["hired-in-future"]);
    expect(birthOf(document)).toBe("1985-03-12");
    expect(codes(hire({ hiredOn: calendarDate("1985-03-12") }))).toEqual([]);
    expect(codes(hire({ hiredOn: calendarDate("1985-03-11") }))).toEqual(["hired-before-birth"]);
    expect(
      codes(hire({ document: { kind: "passport", number: "E1234567" }, hiredOn: calendarDate("1950-01-01") })),
    ).toEqual([]);
    expect(codes(hire(), { schoolClosed: true })).toEqual(["school-closed"]);
    expect(codes(hire({ teacherNumber: "X-0001" }), { numberTaken: true })).toEqual(["teacher-number-taken"]);
  });

  test("who is known is taken on again when off post, under the own name, after the last day, and once that is confirmed", () => {
    const again = { again: true };
    expect(codes(hire(again), { known: known() })).toEqual([]);
    expect(codes(hire({ name: "王 建国", ...again }), { known: known() })).toEqual([]);
    expect(codes(hire(), { known: known() })).toEqual(["teacher-known"]);
    expect(codes(hire(again), { known: known({ works: "here" }) })).toEqual(["teacher-works-here"]);
    expect(codes(hire(again), { known: known({ works: "elsewhere" }) })).toEqual(["teacher-works-elsewhere"]);
    expect(codes(hire({ name: "李秀兰", ...again }), { known: known() })).toEqual(["name-does-not-match"]);
    const lastDay = calendarDate("2019-09-01");
    expect(codes(hire(again), { known: known({ lastDay }) })).toEqual(["hired-before-leaving"]);
    expect(codes(hire({ teacherNumber: "4107250001", ...again }), { known: known(), numberTaken: true })).toEqual([]);
    expect(codes(hire({ teacherNumber: "X-1", ...again }), { known: known() })).toEqual(["teacher-number-kept"]);
  });

  test("what isn't wrong is said all the same: a missing certificate (R0), somebody who comes back", () => {
    expect(hireFlags({ certificateNumber: null }, null)).toEqual([{ code: "without-teacher-certificate" }]);
    expect(hireFlags(hire(), known())).toEqual([{ code: "taken-on-again" }]);
    expect(hireFlags(hire(), known({ works: "here" }))).toEqual([]);
  });

  test("a document is one text however it is typed; a resident ID number is no passport", () => {
    expect(parseDocument("passport", " e1234 567 ")).toEqual({
      ok: true,
      value: { kind: "passport", number: "E1234567" },
    });
    for (const kind of IDENTITY_KINDS.filter((one) => one !== "resident_id")) {
      expect(parseDocument(kind, document.number)).toEqual({ ok: false, code: "document-format" });
      expect(parseDocument(kind, "1234")).toEqual({ ok: false, code: "document-format" });
    }
    expect(parseDocument("resident_id", digits + (document.number.endsWith("1") ? "2" : "1"))).toEqual({
      ok: false,
      code: "identity-checksum",
    });
    expect(
      ["", "居民身份证", "身份证", "护照", "港澳居民来往内地通行证", "台湾居民居住证", "军官证"].map(documentKindOf),
    ).toEqual(["resident_id", "resident_id", "resident_id", "passport", "hong_kong_macao", "taiwan", null]);
    expect(["４１０７２５０００１", "zz-1", "a b", "1".repeat(21), "教1234"].map(parseTeacherNumber)).toEqual([
      "4107250001",
      "ZZ-1",
      null,
      null,
      null,
    ]);
  });
});

describe("ending and moving an employment", () => {
  const present: Employment = { from: calendarDate("2019-05-06"), to: null };
  const facts = { today: TODAY, present, transferOpen: false, owesOtherwise: false };
  const ends = (day: string, overrides: Partial<typeof facts> | { present: null } = {}) =>
    judgeLeaving(calendarDate(day), { ...facts, ...overrides }).map(({ code }) => code);

  test("from the first day to today, of whoever is on post and offered to nobody", () => {
    expect(ends("2019-05-06")).toEqual([]);
    expect(ends("2019-12-20")).toEqual([]);
    expect(ends("2019-05-05")).toEqual(["end-before-start"]);
    expect(ends("2019-12-21")).toEqual(["end-in-future"]);
    expect(ends("2019-06-01", { present: null })).toEqual(["not-employed"]);
    expect(ends("2019-06-01", { transferOpen: true })).toEqual(["transfer-open"]);
  });

  test("to another school that is open", () => {
    const moves = (toSchool: { id: number; closed: boolean } | null) =>
      judgeTransfer(TODAY, { ...facts, fromSchoolId: 1, toSchool }).map(({ code }) => code);
    expect(moves({ id: 2, closed: false })).toEqual([]);
    expect(moves({ id: 1, closed: false })).toEqual(["transfer-same-school"]);
    expect(moves({ id: 2, closed: true })).toEqual(["school-closed"]);
    expect(moves(null)).toEqual(["required"]);
  });
});

describe("duty of who is hired (R4)", () => {
  test("in every month of the cycle: January to June from that year, July to December from the next (N3.10)", () => {
    for (let year = 2016; year <= 2020; year += 1) {
      for (let month = 1; month <= 12; month += 1) {
        const day = calendarDate(`${year}-${String(month).padStart(2, "0")}-15`);
        const first = month <= 6 ? year : year + 1;
        expect(dutyYears(defaultPolicy2016, afterHire([], day)), day).toEqual(
          [2016, 2017, 2018, 2019, 2020].filter((one) => one >= first),
        );
      }
    }
  });

  test("is told by half years before anybody is added, up to today, and every day is in the line that is true of it", () => {
    const spans = hireSpans(defaultPolicy2016, TODAY);
    expect(spans.map(({ from, to, dutyYears: years }) => [from, to, years.join()])).toEqual([
      [null, "2016-06-30", "2016,2017,2018,2019,2020"],
      ["2016-07-01", "2017-06-30", "2017,2018,2019,2020"],
      ["2017-07-01", "2018-06-30", "2018,2019,2020"],
      ["2018-07-01", "2019-06-30", "2019,2020"],
      ["2019-07-01", "2019-12-31", "2020"],
    ]);
    const first = calendarDate("1990-01-01");
    fc.assert(
      fc.property(fc.nat(daysBetween(first, TODAY)), (days) => {
        const day = addDays(first, days);
        const span = spans.find(
          ({ from, to }) => (from === null || compareDates(from, day) <= 0) && compareDates(day, to) <= 0,
        );
        expect(span?.dutyYears).toEqual(dutyYears(defaultPolicy2016, afterHire([], day)));
      }),
    );
  });
});

test("after any sequence of hiring, leaving and moving that the rules let pass, no two employments overlap and duty ends with leaving", () => {
  const step = fc.record({
    kind: fc.constantFrom("hire", "end", "transfer"),
    day: fc
      .nat(daysBetween(calendarDate("2012-01-01"), TODAY))
      .map((days) => addDays(calendarDate("2012-01-01"), days)),
  });
  const present = (employments: readonly Employment[]) => employments.find(({ to }) => to === null) ?? null;
  const take = (employments: Employment[], kind: string, day: CalendarDate): Employment[] => {
    const facts = { today: TODAY, present: present(employments), transferOpen: false, owesOtherwise: false };
    if (kind === "end") return judgeLeaving(day, facts).length > 0 ? employments : afterEnd(employments, day);
    if (kind === "transfer") {
      const to = { fromSchoolId: 1, toSchool: { id: 2, closed: false } };
      return judgeTransfer(day, { ...facts, ...to }).length > 0 ? employments : afterTransfer(employments, day);
    }
    const lastDay = employments.reduce<CalendarDate | null>(
      (last, { to }) => (to && (!last || to > last) ? to : last),
      null,
    );
    const person = employments.length > 0 ? known({ works: facts.present ? "here" : null, lastDay }) : null;
    return codes(hire({ hiredOn: day, again: true }), { known: person }).length > 0
      ? employments
      : afterHire(employments, day);
  };
  fc.assert(
    fc.property(fc.array(step, { maxLength: 12 }), (steps) => {
      let employments: Employment[] = [];
      for (const { kind, day } of steps) employments = take(employments, kind, day);
      const sorted = [...employments].sort((a, b) => compareDates(a.from, b.from));
      sorted.forEach(({ to }, place) => {
        const next = sorted[place + 1];
        if (next) expect(to !== null && compareDates(to, next.from) < 0).toBe(true);
      });
      const last = sorted.at(-1);
      const years = dutyYears(defaultPolicy2016, employments);
      if (last?.to) expect(Math.max(0, ...years)).toBeLessThanOrEqual(yearOf(last.to));
    }),
    { numRuns: 500 },
  );
});
