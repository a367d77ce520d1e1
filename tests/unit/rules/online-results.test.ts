import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { calendarDate } from "@/rules/calendar";
import { judgeOnlineResult, type OnlineFacts, type OnlineResult } from "@/rules/online";
import { defaultPolicy2016 as policy } from "@/rules/policy";

const result = (overrides: Partial<OnlineResult> = {}): OnlineResult => ({
  studyYear: 2019,
  finishedOn: calendarDate("2019-11-30"),
  hoursTenths: 160,
  ...overrides,
});
const facts = (overrides: Partial<OnlineFacts> = {}): OnlineFacts => ({
  certificateNumber: "20104107000000001",
  schoolIsPrivate: false,
  employments: [{ from: calendarDate("2010-09-01"), to: null }],
  today: calendarDate("2019-12-20"),
  postedTenths: 0,
  ...overrides,
});
const codes = (one: Partial<OnlineResult>, about: Partial<OnlineFacts> = {}) =>
  judgeOnlineResult(policy, result(one), facts(about)).violations.map(({ code, field }) => [code, field]);

describe("网络校本研修16学分/年: what the platform pushes", () => {
  test("a year's 16 hours are 16 credits, and nothing is to be said of them", () => {
    expect(judgeOnlineResult(policy, result(), facts())).toEqual({ violations: [], flags: [], creditsTenths: 160 });
  });

  test.each<[string, Partial<OnlineResult>, [string, string][]]>([
    ["no hours", { hoursTenths: 0 }, [["online-hours-not-positive", "hours"]]],
    ["less than none", { hoursTenths: -10 }, [["online-hours-not-positive", "hours"]]],
    ["a tenth of an hour", { hoursTenths: 1 }, []],
    ["finished today", { finishedOn: calendarDate("2019-12-20") }, []],
    ["finished tomorrow", { finishedOn: calendarDate("2019-12-21") }, [["ended-in-future", "finishedOn"]]],
    ["a past study year made up", { studyYear: 2017 }, []],
    ["the year before the cycle", { studyYear: 2015 }, [["outside-cycle", "studyYear"]]],
    ["a study year that had not begun", { studyYear: 2020 }, [["online-finished-before-study-year", "finishedOn"]]],
  ])("%s: %j", (_, one, expected) => {
    expect(codes(one)).toEqual(expected);
  });

  test("the study year counts for the cycle, not the day of finishing", () => {
    const today = calendarDate("2021-03-01");
    expect(codes({ studyYear: 2020, finishedOn: calendarDate("2021-02-01") }, { today })).toEqual([]);
    expect(codes({ studyYear: 2021, finishedOn: calendarDate("2021-02-01") }, { today })).toEqual([
      ["outside-cycle", "studyYear"],
    ]);
  });

  test("who has no certificate or was not on post is refused: R0", () => {
    expect(codes({}, { certificateNumber: null })).toEqual([["no-teacher-certificate", "name"]]);
    expect(codes({}, { employments: [] })).toEqual([["not-on-duty-then", "name"]]);
  });
});

describe("above 16 a year: posted, counts nowhere, and the answer says so", () => {
  test.each([
    [0, 160, false],
    [0, 161, true],
    [100, 60, false],
    [100, 61, true],
    [160, 1, true],
  ])("%i tenths posted, %i more: flagged %s", (postedTenths, hoursTenths, flagged) => {
    const verdict = judgeOnlineResult(policy, result({ hoursTenths }), facts({ postedTenths }));
    expect(verdict.violations).toEqual([]);
    expect(verdict.creditsTenths).toBe(hoursTenths);
    expect(verdict.flags).toEqual(flagged ? [{ code: "above-annual-cap", params: { capTenths: 160 } }] : []);
  });

  test("credits are never below 0, and the cap alone refuses nobody", () => {
    const tenths = fc.integer({ min: -100, max: 5000 });
    fc.assert(
      fc.property(tenths, fc.nat(5000), (hoursTenths, postedTenths) => {
        const verdict = judgeOnlineResult(policy, result({ hoursTenths }), facts({ postedTenths }));
        expect(verdict.creditsTenths).toBe(Math.max(0, hoursTenths));
        expect(verdict.violations.length > 0).toBe(hoursTenths <= 0);
      }),
    );
  });
});
