import { describe, expect, test } from "vitest";
import { CLAUSE_IDS, CLAUSES, RULES, type RuleId } from "@/rules/clauses";
import { allowed, ROLES, VERBS, type Verb } from "@/rules/permissions";
import { CyclePolicySchema, creditsOfHours, defaultPolicy2016, parseCyclePolicy } from "@/rules/policy";
import { REASONS } from "@/rules/reasons";
import { CLAIM_KINDS, judgeSpecialKind } from "@/rules/special-kinds";

const mayDo = (verb: Verb) => ROLES.filter((role) => allowed(role, verb));

describe("who may do what", () => {
  test.each<[Verb, string[]]>([
    ["account:own", ["teacher", "school", "county", "city", "host"]],
    ["balance:read-own", ["teacher"]],
    ["balance:read", ["school", "county", "city"]],
    ["credit:declare", ["teacher"]],
    ["credit:register", ["school"]],
    ["credit:correct", ["teacher", "school"]],
    ["credit:withdraw", ["teacher", "school"]],
    ["credit:first-review", ["school"]],
    ["credit:review", ["county"]],
    ["credit:verify", ["city"]],
    ["credit:recall", ["school", "county", "city"]],
    ["credit:revoke", ["city"]],
    ["credit:read", ["teacher", "school", "county", "city"]],
    ["credit:list", ["teacher", "school", "county", "city"]],
    ["queue:read", ["school", "county", "city"]],
    ["duplicate:waive", ["county", "city"]],
    ["evidence:upload", ["teacher", "school", "county", "city", "host"]],
    ["evidence:read", ["teacher", "school", "county", "city", "host"]],
    ["teacher:list", ["school", "county", "city"]],
    ["teacher:read", ["school", "county", "city"]],
    ["identity:reveal", ["school", "county", "city"]],
    ["project:register", ["school", "county", "city", "host"]],
    ["project:read", ["school", "county", "city", "host"]],
    ["project:search", ["teacher", "school", "county", "city", "host"]],
    ["project:file", ["city"]],
    ["project:review", ["county"]],
    ["project:verify", ["city"]],
    ["project:recall", ["county", "city"]],
    ["roster:bring", ["school", "county", "city", "host"]],
    ["province:import", ["city"]],
    ["opening:import", ["city"]],
    ["credit:import", ["school"]],
    ["online:push", ["platform"]],
    ["online:read", ["city", "platform"]],
    ["token:manage", ["city"]],
    ["report:send", ["teacher"]],
    ["report:read", ["teacher", "school", "county", "city", "host"]],
    ["report:answer", ["school", "county", "city", "host"]],
  ])("%s: %j and nobody else", (verb, roles) => {
    expect(mayDo(verb)).toEqual(roles);
  });

  test("the online platform pushes its results, reads what became of them, and may do nothing else", () => {
    expect(VERBS.filter((verb) => allowed("platform", verb))).toEqual(["online:push", "online:read"]);
  });
});

describe("the notice and its rules", () => {
  test("every clause has its words, and its label is where they stand in the notice", () => {
    for (const clause of CLAUSE_IDS) expect(CLAUSES[clause].paragraphs.join("").length).toBeGreaterThan(10);
    expect(CLAUSES["N3.7"].label).toBe("三.7");
    expect(CLAUSES["N3.5"].paragraphs.join("")).toContain("此80学分为必修学分，不能以其它学分顶替");
    expect(CLAUSES["N3.10"].paragraphs.join("")).toContain("下半年入职的从下一年度开始学习");
    expect(CLAUSES.N1.paragraphs.join("")).toContain("不少于360学分(含网络校本研修80学分)");
    expect(CLAUSES.S.label).toBe("系统规则");
  });

  test("R0 to R17, each on at least one clause", () => {
    const ids = Array.from({ length: 18 }, (_, index) => `R${index}` as RuleId);
    expect(Object.keys(RULES)).toEqual(ids);
    for (const id of ids) expect(RULES[id].length).toBeGreaterThan(0);
  });

  test("a refusal or reason names a clause that its rule rests on", () => {
    const refusals = CLAIM_KINDS.map(judgeSpecialKind).filter((refusal) => refusal !== null);
    for (const { rule, clause } of [...refusals, ...Object.values(REASONS)])
      if (rule !== null) expect([...RULES[rule], "S"]).toContain(clause);
  });
});

describe("a cycle's policy", () => {
  const changed = (change: (policy: Record<string, Record<string, unknown>>) => void) => {
    const copy = structuredClone(defaultPolicy2016) as unknown as Record<string, Record<string, unknown>>;
    change(copy);
    return CyclePolicySchema.safeParse(copy).success;
  };
  const set = (part: string, key: string, value: unknown) =>
    changed((policy) => {
      policy[part] = { ...policy[part], [key]: value };
    });

  test("the one of 2016-2020 survives being stored as JSON", () => {
    expect(parseCyclePolicy(JSON.parse(JSON.stringify(defaultPolicy2016)))).toEqual(defaultPolicy2016);
  });

  test.each<[string, string, unknown]>([
    ["online", "annualCapTenths", 150],
    ["online", "annualCapTenths", 170],
    ["required", "onlineTenths", 900],
    ["required", "annualTotalTenths", 721],
    ["required", "totalTenths", 3600.5],
    ["cycle", "toYear", 2015],
    ["cycle", "toYear", 2021],
    ["supportTeaching", "halfTenths", 350],
    ["supportTeaching", "onlineHalfTenths", 70],
    ["degree", "creditsTenths", -1],
    ["mooc", "passScoreTenths", "600"],
    ["mooc", "realNameRequiredFrom", "2020-02-30"],
    ["mooc", "platform", "other"],
    ["online", "invented", true],
  ])("%s.%s = %j doesn't fit the rest and is refused", (part, key, value) => {
    expect(set(part, key, value)).toBe(false);
  });

  test("what the notice leaves open can be decided", () => {
    expect(set("online", "makeUp", false)).toBe(true);
    expect(set("degree", "coversOnline", false)).toBe(true);
    expect(set("supportTeaching", "coversOnline", false)).toBe(true);
    expect(set("object", "private", false)).toBe(true);
  });

  test("an hour is a credit unless the policy says otherwise, and never more than a whole tenth", () => {
    expect(creditsOfHours(defaultPolicy2016, "project", 135)).toBe(135);
    expect(creditsOfHours({ ...defaultPolicy2016, tenthsPerClassHour: 5 }, "project", 135)).toBe(67);
  });
});
