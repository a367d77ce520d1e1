import { describe, expect, test } from "vitest";
import type { EntryAction } from "@/rules/approval";
import { addDays, calendarDate, calendarDateInShanghai } from "@/rules/calendar";
import { type ConfirmationFacts, confirmationsAt, judgeConfirmations } from "@/rules/confirmations";
import type { CreditSource, Step } from "@/rules/credit-entry";
import { type DeadlineFacts, judgeDeadline } from "@/rules/deadlines";
import { judgeShared, mayWaive, sharedChecks } from "@/rules/duplicates";
import { judgeReason, marksOf, REASONS, type ReasonCode, reasonsFor } from "@/rules/reasons";

const COUNTY_ROUTE: Step[] = ["school", "county", "city"];
const DIRECT_ROUTE: Step[] = ["school", "city"];

describe("于2020年1月10日前、元月15日前上报: R17", () => {
  const facts = (overrides: Partial<DeadlineFacts> = {}): DeadlineFacts => ({
    source: "mooc",
    year: 2019,
    action: "declare",
    step: null,
    schoolId: 10,
    today: calendarDate("2020-01-15"),
    rounds: [
      {
        id: 1,
        fromYear: 2016,
        toYear: 2019,
        deadlines: [
          { source: "degree", lastDay: calendarDate("2020-01-10") },
          { source: "mooc", lastDay: calendarDate("2020-01-15") },
        ],
      },
    ],
    reopenings: [],
    ...overrides,
  });

  test.each<[CreditSource, string, string]>([
    ["degree", "2020-01-10", "N3.3"],
    ["mooc", "2020-01-15", "N3.7"],
  ])("%s: the whole of %s is in time, the next day is not", (source, day, clause) => {
    const today = calendarDate(day);
    expect(judgeDeadline(facts({ source, today }))).toBeNull();
    expect(judgeDeadline(facts({ source, today: addDays(today, 1) }))).toMatchObject({
      rule: "R17",
      clause,
      code: "deadline-passed",
      params: { lastDay: day },
    });
  });

  test("23:59:58 is in time and 00:00:01 is late, by the clock of Xinxiang", () => {
    const at = (instant: string) => judgeDeadline(facts({ today: calendarDateInShanghai(new Date(instant)) }));
    expect(at("2020-01-15T23:59:58+08:00")).toBeNull();
    expect(at("2020-01-16T00:00:01+08:00")).not.toBeNull();
  });

  test.each<[EntryAction, Step | null, boolean]>([
    ["declare", null, true],
    ["register", null, true],
    ["resubmit", null, true],
    ["approve", "school", true],
    ["return", "school", true],
    ["refuse", "school", true],
    ["approve", "county", false],
    ["return", "county", false],
    ["approve", "city", false],
    ["refuse", "city", false],
    ["withdraw", "school", false],
    ["revoke", null, false],
  ])("afterwards %s at %s stops: %s", (action, step, stops) => {
    const today = calendarDate("2020-02-01");
    expect(judgeDeadline(facts({ action, step, today })) !== null).toBe(stops);
  });

  test("a year of no round has no deadline yet", () => {
    expect(judgeDeadline(facts({ year: 2020, today: calendarDate("2020-06-01") }))).toBeNull();
  });

  test("a reopening lets one school in, for one kind, until its last day", () => {
    const reopenings = [{ roundId: 1, schoolId: 10, source: "mooc" as const, lastDay: calendarDate("2020-02-10") }];
    const reopened = (overrides: Partial<DeadlineFacts>) =>
      judgeDeadline(facts({ reopenings, today: calendarDate("2020-02-10"), ...overrides }));
    expect(reopened({})).toBeNull();
    expect(reopened({ today: calendarDate("2020-02-11") })).not.toBeNull();
    expect(reopened({ schoolId: 11 })).not.toBeNull();
    expect(reopened({ source: "degree" })).not.toBeNull();
  });
});

describe("what a reviewer confirms: N3.7", () => {
  const facts = (overrides: Partial<ConfirmationFacts> = {}): ConfirmationFacts => ({
    source: "mooc",
    route: COUNTY_ROUTE,
    needsAccountCheck: true,
    accountChecked: false,
    ...overrides,
  });

  test.each<[string, Step, Partial<ConfirmationFacts>, string[]]>([
    ["the school looks into the account", "school", {}, ["accountChecked"]],
    ["the county says that it is about education", "county", {}, ["contentConfirmed"]],
    ["the city has nothing left to confirm", "city", {}, []],
    ["of a city-direct school the city does it", "city", { route: DIRECT_ROUTE }, ["contentConfirmed"]],
    [
      "where the school had no step, its superior looks into the account",
      "county",
      { route: ["county", "city"] },
      ["contentConfirmed", "accountChecked"],
    ],
    [
      "unless the school that registered has looked",
      "county",
      { route: ["county", "city"], accountChecked: true },
      ["contentConfirmed"],
    ],
    ["a certificate with hours and a real name needs no look", "school", { needsAccountCheck: false }, []],
    ["a degree needs neither", "county", { source: "degree" }, []],
  ])("%s", (_, step, overrides, needed) => {
    expect(confirmationsAt(step, facts(overrides))).toEqual(needed);
  });

  test("what is asked for and not given stands at its box", () => {
    const given = { contentConfirmed: false, accountChecked: true };
    expect(judgeConfirmations(["contentConfirmed", "accountChecked"], given)).toMatchObject([
      { code: "confirmation-missing", field: "contentConfirmed", rule: "R7", clause: "N3.7" },
    ]);
  });
});

describe("the same certificate or file by two people: R16", () => {
  const shared = { certificate: true, file: true, waived: false };

  test.each<[string, Step, Step[], number]>([
    ["the school sees the flag and may pass it on", "school", COUNTY_ROUTE, 0],
    ["the county has to explain", "county", COUNTY_ROUTE, 2],
    ["so has the city after it", "city", COUNTY_ROUTE, 2],
    ["of a city-direct school the city", "city", DIRECT_ROUTE, 2],
  ])("%s", (_, step, route, blocks) => {
    expect(judgeShared(step, route, shared)).toHaveLength(blocks);
    expect(mayWaive(step, route)).toBe(blocks > 0);
    expect(sharedChecks(shared).every((check) => !check.ok)).toBe(true);
  });

  test("once explained, or where nothing is shared, nothing blocks", () => {
    expect(judgeShared("county", COUNTY_ROUTE, { ...shared, waived: true })).toEqual([]);
    expect(judgeShared("county", COUNTY_ROUTE, { certificate: false, file: false, waived: false })).toEqual([]);
  });
});

describe("reasons", () => {
  test("what can be mended is returned, what can't is refused; no reason does both", () => {
    for (const source of ["mooc", "degree"] as const) {
      const returned = new Set(reasonsFor("return", source));
      expect(returned.size).toBeGreaterThan(0);
      for (const action of ["refuse", "revoke"] as const) {
        expect(reasonsFor(action, source).length).toBeGreaterThan(0);
        expect(reasonsFor(action, source).filter((code) => returned.has(code))).toEqual([]);
        expect(judgeReason("return", source, "falsified", "…")).toMatchObject({ code: "reason-not-for-this-action" });
      }
    }
  });

  test("none, an invented one, one of another kind, one without the words it needs: each is refused", () => {
    expect(judgeReason("return", "mooc", null, null)).toMatchObject({ code: "reason-missing" });
    expect(judgeReason("return", "mooc", "toString", null)).toMatchObject({ code: "reason-not-for-this-action" });
    expect(judgeReason("refuse", "degree", "not-about-education", null)).toMatchObject({
      code: "reason-not-for-this-action",
    });
    expect(judgeReason("return", "mooc", "other-to-mend", null)).toMatchObject({ code: "note-missing" });
    expect(judgeReason("return", "mooc", "other-to-mend", "请补充")).toBeNull();
  });

  test("严禁弄虚作假: refuses and revokes, by N5", () => {
    expect(REASONS.falsified).toMatchObject({ for: ["refuse", "revoke"], clause: "N5" });
  });

  test("a mark is a field or a scan that the kind of claim has", () => {
    expect(marksOf("date-differs", "mooc")).toEqual(["finishedOn"]);
    expect(marksOf("date-differs", "degree")).toEqual(["graduatedOn"]);
    expect(marksOf("number-differs", "degree")).toEqual(["diplomaNumber"]);
    expect(marksOf("other-to-mend", "mooc")).toEqual([]);
    expect(marksOf(null, "mooc")).toEqual([]);
    const ofMoocsOnly = ["certificateNumber", "finishedOn", "certificateHours", "score"];
    for (const code of reasonsFor("return", "degree") as ReasonCode[])
      for (const mark of marksOf(code, "degree")) expect(ofMoocsOnly).not.toContain(mark);
  });
});

test("projects, participants and reports can be refused with a reason, projects returned, participants revoked", () => {
  expect(reasonsFor("return", "project")).toContain("papers-and-roster-differ");
  expect(reasonsFor("refuse", "project")).toContain("without-consent");
  expect(reasonsFor("refuse", "participant")).toContain("did-not-attend");
  expect(reasonsFor("revoke", "participant")).toContain("did-not-attend");
  expect(reasonsFor("refuse", "report")).toContain("not-hosted-by-us");
  expect(reasonsFor("return", "participant")).toEqual([]);
  expect(reasonsFor("return", "report")).toEqual([]);
  for (const code of reasonsFor("refuse", "project")) expect(reasonsFor("return", "project")).not.toContain(code);
});
