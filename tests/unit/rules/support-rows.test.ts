import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { addDays, calendarDate, compareDates, daysBetween, yearOf } from "@/rules/calendar";
import { defaultPolicy2016 as policy } from "@/rules/policy";
import { judgeSupport, type SupportFacts, supportKindOf, supportYears } from "@/rules/support-teaching";

const day = calendarDate;
const years = (from: string, to: string) =>
  supportYears(policy, day(from), day(to)).map(({ year, halves, tenths, endedOn }) => [year, halves, tenths, endedOn]);

describe("按每年72学分计: what a time of support teaching is worth", () => {
  test("a calendar year is 72 credits, five years are 360", () => {
    expect(years("2017-01-01", "2017-12-31")).toEqual([[2017, 3, 720, "2017-12-31"]]);
    expect(years("2016-01-01", "2020-12-31")).toHaveLength(5);
  });

  test.each([2016, 2017, 2018, 2019])("the school year from 1 September %i to 10 July is two halves", (year) => {
    expect(years(`${year}-09-01`, `${year + 1}-07-10`)).toEqual([
      [year, 2, 360, `${year}-12-31`],
      [year + 1, 1, 360, `${year + 1}-06-30`],
    ]);
  });

  test("a term is a half, whichever it is", () => {
    expect(years("2018-02-20", "2018-07-08")).toEqual([[2018, 1, 360, "2018-06-30"]]);
    expect(years("2018-09-01", "2019-01-20")).toEqual([[2018, 2, 360, "2018-12-31"]]);
  });

  test.each([
    // The first half of 2018 has 181 days, that of 2020 has 182, each second half 184.
    ["2018-01-01", "2018-03-31", []],
    ["2018-01-01", "2018-04-01", [1]],
    ["2018-04-01", "2018-06-30", [1]],
    ["2018-04-02", "2018-06-30", []],
    ["2020-01-01", "2020-03-31", []],
    ["2020-01-01", "2020-04-01", [1]],
    ["2018-07-01", "2018-09-30", []],
    ["2018-07-01", "2018-10-01", [2]],
    ["2018-01-01", "2018-10-01", [3]],
  ])("%s to %s: more than half of a half's days make it count: %j", (from, to, halves) => {
    expect(years(from, to).map(([, of]) => of)).toEqual(halves);
  });

  test("the last day is that of the time, or of its last half in that year", () => {
    expect(years("2018-02-01", "2018-06-15")).toEqual([[2018, 1, 360, "2018-06-15"]]);
    expect(years("2018-02-01", "2018-08-20")).toEqual([[2018, 1, 360, "2018-06-30"]]);
    expect(years("2018-08-01", "2018-12-01")).toEqual([[2018, 2, 360, "2018-12-01"]]);
  });
});

describe("what always holds of its worth", () => {
  const time = fc
    .record({ start: fc.integer({ min: 0, max: 2500 }), length: fc.integer({ min: 0, max: 2500 }) })
    .map(({ start, length }) => {
      const from = addDays(day("2014-01-01"), start);
      return { from, to: addDays(from, length) };
    });

  test("no year is worth more than its 72 credits, and each is a year of the time", () => {
    fc.assert(
      fc.property(time, ({ from, to }) => {
        const found = supportYears(policy, from, to);
        expect(new Set(found.map(({ year }) => year)).size).toBe(found.length);
        for (const { year, halves, tenths, endedOn } of found) {
          expect(tenths).toBe(halves === 3 ? 720 : 360);
          expect(tenths).toBeLessThanOrEqual(policy.supportTeaching.annualTenths);
          expect(yearOf(endedOn)).toBe(year);
          expect(compareDates(from, endedOn)).toBeLessThanOrEqual(0);
          expect(compareDates(endedOn, to)).toBeLessThanOrEqual(0);
        }
      }),
    );
  });

  test("a longer time is never worth less, and half a year more never more than two halves more", () => {
    const worth = (from: string, to: string) =>
      supportYears(policy, day(from), day(to)).reduce((sum, { tenths }) => sum + tenths, 0);
    fc.assert(
      fc.property(time, fc.integer({ min: 1, max: 180 }), ({ from, to }, more) => {
        const longer = worth(from, addDays(to, more));
        expect(longer).toBeGreaterThanOrEqual(worth(from, to));
        expect(longer).toBeLessThanOrEqual(worth(from, to) + 720);
      }),
    );
  });

  test("two times that follow each other never make more halves than their days allow", () => {
    fc.assert(
      fc.property(time, fc.double({ min: 0, max: 1, noNaN: true }), ({ from, to }, share) => {
        const cut = addDays(from, Math.floor(daysBetween(from, to) * share));
        const parts = [...supportYears(policy, from, cut), ...supportYears(policy, addDays(cut, 1), to)];
        for (const { year, halves } of supportYears(policy, from, to)) {
          const told = parts.filter((part) => part.year === year).map((part) => part.halves);
          // No half year can be more than half of two times that don't overlap.
          expect(told.reduce<number>((both, one) => both & one, told.length > 1 ? 3 : 0)).toBe(0);
          expect(told.reduce<number>((any, one) => any | one, 0) & ~halves).toBe(0);
        }
      }),
    );
  });
});

describe("附件3: may a row be told?", () => {
  const facts = (overrides: Partial<SupportFacts> = {}): SupportFacts => ({
    certificateNumber: "20104107000000001",
    schoolIsPrivate: false,
    employments: [{ from: day("2010-09-01"), to: null }],
    today: day("2019-12-20"),
    told: [],
    ...overrides,
  });
  const judged = (from: string, to: string, overrides: Partial<SupportFacts> = {}) =>
    judgeSupport(policy, { from: day(from), to: day(to) }, facts(overrides));
  const codes = (from: string, to: string, overrides: Partial<SupportFacts> = {}) =>
    judged(from, to, overrides).violations.map(({ code, field }) => [code, field]);

  test("a school year stands, with its two halves", () => {
    const { violations, years: found } = judged("2018-09-01", "2019-07-10");
    expect(violations).toEqual([]);
    expect(found.map(({ year, halves }) => [year, halves])).toEqual([
      [2018, 2],
      [2019, 1],
    ]);
  });

  test.each<[string, string, string, [string, string][]]>([
    ["it ends before it begins", "2019-07-10", "2019-07-09", [["support-from-after-to", "to"]]],
    ["it is not over", "2019-09-01", "2019-12-21", [["ended-in-future", "to"]]],
    ["it was over today", "2019-09-01", "2019-12-20", []],
    ["it fills no half", "2019-03-01", "2019-03-31", [["support-too-short", "to"]]],
    ["all of it was before the cycle", "2014-09-01", "2015-07-10", [["outside-cycle", "from"]]],
    ["days before the cycle that fill no half hinder nothing", "2015-12-01", "2016-06-30", []],
  ])("%s", (_, from, to, expected) => {
    expect(codes(from, to)).toEqual(expected);
  });

  test("of a time that began before the cycle the half years within it are told, and it says so", () => {
    const verdict = judged("2015-09-01", "2016-07-10");
    expect(verdict.violations).toEqual([]);
    expect(verdict.flags.map(({ code }) => code)).toEqual(["partly-outside-cycle"]);
    expect(verdict.years.map(({ year, halves, tenths }) => [year, halves, tenths])).toEqual([[2016, 1, 360]]);
  });

  test.each<[string, SupportFacts["told"], boolean]>([
    ["the same half", [{ year: 2019, halves: 1 }], true],
    ["the whole year, which holds it", [{ year: 2018, halves: 3 }], true],
    [
      "the other half of the year",
      [
        { year: 2019, halves: 2 },
        { year: 2018, halves: 1 },
      ],
      false,
    ],
    [
      "the same half of another year",
      [
        { year: 2017, halves: 2 },
        { year: 2020, halves: 1 },
      ],
      false,
    ],
  ])("told before: %s (refused: %s)", (_, told, refused) => {
    expect(codes("2018-09-01", "2019-07-10", { told })).toEqual(refused ? [["support-half-told", "from"]] : []);
  });

  test("the refusal names the year that is told twice, and rests on R6", () => {
    const { violations } = judged("2018-09-01", "2019-07-10", { told: [{ year: 2019, halves: 1 }] });
    expect(violations).toMatchObject([{ rule: "R6", clause: "S", params: { year: 2019 } }]);
  });

  test("a teacher with a certificate, on post when it ended: R0", () => {
    expect(codes("2018-09-01", "2019-07-10", { certificateNumber: null })).toEqual([
      ["no-teacher-certificate", "name"],
    ]);
    const employments = [{ from: day("2010-09-01"), to: day("2019-07-09") }];
    expect(codes("2018-09-01", "2019-07-10", { employments })).toEqual([["not-on-duty-then", "name"]]);
  });
});

test("两区支教由人事科负责，援疆支教由教师教育科负责: who tells which", () => {
  expect(supportKindOf("host", "personnel")).toBe("two_districts");
  expect(supportKindOf("city", null)).toBe("xinjiang");
  expect(supportKindOf("host", "research")).toBeNull();
  expect(supportKindOf("host", null)).toBeNull();
  for (const role of ["school", "county", "teacher", "platform"]) expect(supportKindOf(role, "personnel")).toBeNull();
});
