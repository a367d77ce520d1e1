import { describe, expect, test } from "vitest";
import { calendarDate } from "@/rules/calendar";
import {
  answererOf,
  judgeAddable,
  judgeAnswerer,
  judgeReport,
  REPORTABLE_KINDS,
  type ReportFacts,
} from "@/rules/missing-reports";
import { defaultPolicy2016 } from "@/rules/policy";
import { PROJECT_STATUSES } from "@/rules/project-approval";
import { PROJECT_KINDS } from "@/rules/projects";

const facts = (overrides: Partial<ReportFacts> = {}): ReportFacts => ({
  certificateNumber: "20104107000000001",
  schoolIsPrivate: false,
  employments: [{ from: calendarDate("2010-09-01"), to: null }],
  today: calendarDate("2019-12-20"),
  endedOn: calendarDate("2019-07-05"),
  hoursTenths: 240,
  registered: null,
  reported: false,
  described: false,
  proved: false,
  ...overrides,
});
const codes = (overrides: Partial<ReportFacts>) =>
  judgeReport(defaultPolicy2016, facts(overrides)).map((violation) => violation.code);

describe("a missing training (N3.1)", () => {
  test("that was found by search needs nothing but to have been attended", () => {
    expect(codes({})).toEqual([]);
    expect(codes({ endedOn: calendarDate("2019-12-20") })).toEqual([]);
  });

  test.each<[string, Partial<ReportFacts>]>([
    ["ended-in-future", { endedOn: calendarDate("2019-12-21") }],
    ["outside-cycle", { endedOn: calendarDate("2015-12-31") }],
    ["lecturer-hours-not-set", { hoursTenths: null }],
    ["hours-not-positive", { hoursTenths: 0 }],
    ["hours-too-many", { hoursTenths: 10_001 }],
    ["no-teacher-certificate", { certificateNumber: null }],
    ["not-on-duty-then", { employments: [{ from: calendarDate("2019-07-06"), to: null }] }],
    ["has-this-training", { registered: "骨干教师培训" }],
    ["report-open-already", { reported: true }],
    ["evidence-missing", { described: true }],
  ])("%s", (code, overrides) => {
    expect(codes(overrides)).toEqual([code]);
  });

  test("that is described with a proof may be sent", () => {
    expect(codes({ described: true, proved: true })).toEqual([]);
  });

  test("is one of class hours that count", () => {
    const others = PROJECT_KINDS.filter((kind) => !REPORTABLE_KINDS.some((reportable) => reportable === kind));
    expect(others).toEqual(["support_teaching", "self_run", "opening"]);
  });
});

describe("the answer", () => {
  test.each(PROJECT_KINDS)(
    "to a report of the kind %s is the host's, of national and provincial ones the city's",
    (kind) => {
      const answerer = answererOf({ kind, hostId: 7 }, 1);
      expect(answerer).toBe(kind === "national" || kind === "provincial" ? 1 : 7);
    },
  );

  test("is not the teacher's own, and is given once", () => {
    expect(judgeAnswerer({ teacherId: 3, open: true }, { teacherId: null })).toBeNull();
    expect(judgeAnswerer({ teacherId: 3, open: true }, { teacherId: 4 })).toBeNull();
    expect(judgeAnswerer({ teacherId: 3, open: true }, { teacherId: 3 })?.code).toBe("decides-own-credit");
    expect(judgeAnswerer({ teacherId: 3, open: false }, { teacherId: null })?.code).toBe("report-answered-already");
  });

  test.each(PROJECT_STATUSES)("adds to a training that is posted, and not to one that is %s", (status) => {
    expect(judgeAddable({ status }) === null).toBe(status === "posted");
  });
});
