import { describe, expect, test } from "vitest";
import { calendarDate } from "@/rules/calendar";
import { type Desk, judgeAccount, judgeChange, judgeDay, keepsPlace, keepsRoleAt } from "@/rules/organisation-desk";

const CITY: Desk = { role: "city", organisationId: 1 };
const COUNTY: Desk = { role: "county", organisationId: 2 };
const SCHOOL: Desk = { role: "school", organisationId: 10 };
const codes = (violations: { code: string }[]) => violations.map(({ code }) => code);

describe("whose is a place", () => {
  test.each([
    ["its school", { id: 10, countyId: 2 }, true, true],
    ["its own office", { id: 2, countyId: null }, false, true],
    ["another county", { id: 3, countyId: null }, false, false],
    ["another county's school", { id: 11, countyId: 3 }, false, false],
    ["a city-direct school", { id: 12, countyId: null }, false, false],
    ["the city's bureau", { id: 1, countyId: null }, false, false],
  ])("a county and %s", (_, place, keeps, gives) => {
    expect(keepsPlace(COUNTY, place)).toBe(keeps);
    expect(keepsRoleAt(COUNTY, place)).toBe(gives);
    expect(keepsPlace(CITY, place)).toBe(true);
  });

  test("a school keeps none, not even itself", () => {
    for (const place of [
      { id: 10, countyId: 2 },
      { id: 11, countyId: 10 },
    ])
      expect(keepsRoleAt(SCHOOL, place)).toBe(false);
  });
});

test("the own account is nobody's own to change, whatever is kept", () => {
  expect(codes(judgeAccount(true, true))).toEqual(["account-own"]);
  expect(codes(judgeAccount(false, false))).toEqual(["role-not-yours-to-give"]);
  expect(judgeAccount(false, true)).toEqual([]);
});

describe("a change", () => {
  const today = calendarDate("2019-12-20");
  const now = { code: "3441000101", name: "一中", stage: "senior", countyId: 2, closed: false };
  const next = { code: "3441000101", name: "一中", stage: "senior", countyId: 2 as number | null, day: today };

  test.each([
    ["nothing", CITY, {}, ["unchanged"]],
    ["the name", COUNTY, { name: "第一中学" }, []],
    ["the code, from tomorrow on", COUNTY, { code: "3441000102", day: calendarDate("2019-12-21") }, ["end-in-future"]],
    ["the superior, by the county", COUNTY, { countyId: 3 }, ["role-not-yours-to-give"]],
    ["the superior, by the county, to none", COUNTY, { countyId: null }, ["role-not-yours-to-give"]],
    ["the superior, by the city", CITY, { countyId: null }, []],
  ])("%s", (_, desk, changed, expected) => {
    expect(codes(judgeChange(desk, now, { ...next, ...changed }, today))).toEqual(expected);
  });

  test("of what is closed is none", () => {
    expect(codes(judgeChange(CITY, { ...now, closed: true }, { ...next, name: "x" }, today))).toEqual([
      "school-closed",
    ]);
  });

  test("a day may be long past, and is not to come", () => {
    expect(judgeDay(calendarDate("2001-01-01"), today)).toEqual([]);
    expect(judgeDay(today, today)).toEqual([]);
  });
});
