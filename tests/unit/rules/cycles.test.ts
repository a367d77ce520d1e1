import { describe, expect, test } from "vitest";
import { calendarDate } from "@/rules/calendar";
import { judgeClosing, judgeCycleYears, nextCyclePolicy } from "@/rules/cycles";
import { type CyclePolicy, CyclePolicySchema, defaultPolicy2016 } from "@/rules/policy";
import { differingFields, policyOfValues, policyValues } from "@/rules/policy-fields";

/** Everything that a policy can say is said. */
const FULL: CyclePolicy = {
  ...defaultPolicy2016,
  required: { ...defaultPolicy2016.required, annualMinimumTenths: 480, annualMaximumTenths: 1440 },
  classHoursPerCredit: { project: 8, lecture: 6, self_run: 10 },
  annualCaps: { mooc: 200, support_teaching: 720 },
  online: { annualCapTenths: 160, makeUp: false },
  object: { private: false },
};

describe("a policy as fields of a form", () => {
  test.each([defaultPolicy2016, FULL, nextCyclePolicy(FULL)])("comes back as it went in", (policy) => {
    const { platform } = policy.mooc;
    expect(CyclePolicySchema.parse(policyOfValues(policyValues(policy), platform))).toEqual(policy);
  });

  test("tells in which fields two differ", () => {
    expect(differingFields(FULL, FULL)).toEqual([]);
    expect(differingFields(defaultPolicy2016, FULL)).toEqual([
      "required.annualMinimumTenths",
      "required.annualMaximumTenths",
      "online.makeUp",
      "object.private",
      "annualCaps.mooc",
      "annualCaps.support_teaching",
      "classHoursPerCredit.project",
      "classHoursPerCredit.lecture",
      "classHoursPerCredit.self_run",
    ]);
  });
});

describe("the next cycle", () => {
  test("has as many years, right after this one", () => {
    expect(nextCyclePolicy(defaultPolicy2016)).toEqual({
      ...defaultPolicy2016,
      cycle: { fromYear: 2021, toYear: 2025 },
    });
  });

  test("shares no year with another", () => {
    const others = [{ fromYear: 2016, toYear: 2020 }];
    expect(judgeCycleYears({ fromYear: 2021, toYear: 2025 }, others)).toEqual([]);
    expect(judgeCycleYears({ fromYear: 2012, toYear: 2015 }, others)).toEqual([]);
    for (const [fromYear, toYear] of [
      [2020, 2024],
      [2012, 2016],
      [2017, 2018],
      [2010, 2030],
    ] as const)
      expect(judgeCycleYears({ fromYear, toYear }, others)).toMatchObject([
        { code: "cycle-overlaps", params: others[0] },
      ]);
  });
});

test("a cycle is closed from the first day after its last year, when nothing of it is under way", () => {
  const nothing = { entries: 0, projects: 0, summaries: 0, objections: 0, balances: 0 };
  const codes = (day: string, open = nothing) =>
    judgeClosing({ fromYear: 2016, toYear: 2020 }, open, calendarDate(day)).map(({ code }) => code);
  expect(codes("2020-12-31")).toEqual(["cycle-not-over"]);
  expect(codes("2021-01-01")).toEqual([]);
  for (const kind of Object.keys(nothing) as (keyof typeof nothing)[])
    expect(codes("2021-01-01", { ...nothing, [kind]: 1 })).toEqual(["cycle-work-open"]);
});
