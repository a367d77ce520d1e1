import { describe, expect, test } from "vitest";
import { type CyclePolicy, CyclePolicySchema, defaultPolicy2016, parseCyclePolicy } from "@/rules/policy";
import { BETWEEN_48_AND_144, SIX_OR_EIGHT_HOURS, TEN_OR_TWENTY_HOURS } from "./other-policies";

const kept = (policy: unknown): CyclePolicy => parseCyclePolicy(JSON.parse(JSON.stringify(policy)));
const [yearly, byKind, beijing] = [kept(BETWEEN_48_AND_144), kept(SIX_OR_EIGHT_HOURS), kept(TEN_OR_TWENTY_HOURS)];

describe("a policy's limits as data", () => {
  type Json = Record<string, Record<string, unknown>>;
  const problems = (base: CyclePolicy, part: string, change: Record<string, unknown>) => {
    const json = structuredClone(base) as unknown as Json;
    const { error } = CyclePolicySchema.safeParse({ ...json, [part]: { ...json[part], ...change } });
    return error ? error.issues.map(({ path }) => path.join(".")) : [];
  };

  test("one that was kept before they came reads as it did: no limits, an hour by the common measure", () => {
    const { classHoursPerCredit: _, annualCaps: __, ...old } = structuredClone(defaultPolicy2016);
    const { annualMinimumTenths: ___, annualMaximumTenths: ____, ...required } = old.required;
    expect(parseCyclePolicy({ ...old, required })).toEqual(defaultPolicy2016);
  });

  test.each<[string, CyclePolicy]>([
    ["between 48 and 144", yearly],
    ["6 or 8 hours", byKind],
    ["10 or 20 hours", beijing],
  ])("%s: kept and read again it is the same", (_, policy) => {
    expect(kept(policy)).toEqual(policy);
  });

  test.each<[string, CyclePolicy, string, Record<string, unknown>, string[]]>([
    [
      "a minimum above a year's duty",
      yearly,
      "required",
      { annualMinimumTenths: 721 },
      ["required.annualMinimumTenths"],
    ],
    ["a minimum that is the year's duty", yearly, "required", { annualMinimumTenths: 720 }, []],
    [
      "a maximum below a year's duty",
      yearly,
      "required",
      { annualMaximumTenths: 719 },
      ["required.annualMaximumTenths"],
    ],
    ["a maximum that is the year's duty", yearly, "required", { annualMaximumTenths: 720 }, []],
    [
      "a minimum above the maximum",
      yearly,
      "required",
      { annualMinimumTenths: 1000, annualMaximumTenths: 900 },
      ["required.annualMinimumTenths"],
    ],
    ["no maximum", yearly, "required", { annualMaximumTenths: null }, []],
    ["less than nothing", yearly, "required", { annualMinimumTenths: -1 }, ["required.annualMinimumTenths"]],
    ["half a tenth", yearly, "annualCaps", { mooc: 0.5 }, ["annualCaps.mooc"]],
    ["a cap of nothing", yearly, "annualCaps", { mooc: 0 }, []],
    ["a cap of a kind that nobody knows", yearly, "annualCaps", { yoga: 10 }, ["annualCaps"]],
    ["a second cap for online credits", yearly, "annualCaps", { online: 160 }, ["annualCaps.online"]],
    ["a cap for degrees", yearly, "annualCaps", { degree: 50 }, ["annualCaps.degree"]],
    ["a cap for what counts nothing", yearly, "annualCaps", { self_run: 50 }, ["annualCaps.self_run"]],
    ["no hours for a credit", byKind, "classHoursPerCredit", { project: 0 }, ["classHoursPerCredit.project"]],
    ["100 hours for a credit", byKind, "classHoursPerCredit", { project: 100 }, []],
    ["101 hours for a credit", byKind, "classHoursPerCredit", { project: 101 }, ["classHoursPerCredit.project"]],
    ["six and a half hours", byKind, "classHoursPerCredit", { project: 6.5 }, ["classHoursPerCredit.project"]],
    ["hours of a degree", byKind, "classHoursPerCredit", { degree: 6 }, ["classHoursPerCredit.degree"]],
    [
      "hours of support teaching",
      byKind,
      "classHoursPerCredit",
      { support_teaching: 6 },
      ["classHoursPerCredit.support_teaching"],
    ],
    ["an online cap beside no online duty", yearly, "online", { annualCapTenths: 300 }, []],
    ["an online cap above its duty (N3.5)", byKind, "online", { annualCapTenths: 30 }, ["online.annualCapTenths"]],
    ["an online cap below its duty", byKind, "online", { annualCapTenths: 10 }, ["online.annualCapTenths"]],
  ])("%s", (_, base, part, change, expected) => {
    expect(problems(base, part, change)).toEqual(expected);
  });
});
