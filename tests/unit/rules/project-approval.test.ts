import { describe, expect, test } from "vitest";
import type { Step } from "@/rules/credit-entry";
import {
  judgeProjectStep,
  PROJECT_TRANSITIONS,
  type ProjectAction,
  type ProjectStatus,
  type ProjectStepAction,
  type ProjectStepFacts,
  stepOfProject,
} from "@/rules/project-approval";
import { PROJECT_KINDS, type ProjectKind, routeOfProject } from "@/rules/projects";
import { ACTORS, CITY, event, minutesAgo, NOW, OFFICE, person, someFacts } from "../../factories/project-steps";

const ACTIONS = Object.keys(PROJECT_TRANSITIONS) as ProjectStepAction[];
const take = (action: ProjectStepAction, accountId: number, about: Partial<ProjectStepFacts>) => {
  const verdict = judgeProjectStep(action, someFacts(about), person(accountId), NOW);
  return verdict.ok ? verdict.to : verdict.violation.code;
};
const takers = (action: ProjectStepAction, about: Partial<ProjectStepFacts>) =>
  ACTORS.filter((one) => judgeProjectStep(action, someFacts(about), one, NOW).ok).map(({ accountId }) => accountId);
const possible = (about: Partial<ProjectStepFacts>) => ACTIONS.filter((action) => takers(action, about).length > 0);

describe("what can follow, and who may take it", () => {
  test.each<[ProjectStatus, ProjectStepFacts["lastEvent"], ProjectStepAction[]]>([
    ["draft", event("create", null, 11), ["submit", "withdraw"]],
    ["at_county", event("submit", "draft", 12), ["approve", "return", "refuse", "withdraw"]],
    ["at_city", event("approve", "at_county", 21), ["approve", "return", "refuse", "withdraw", "recall"]],
    ["returned", event("return", "at_county", 21), ["submit", "withdraw", "recall"]],
    ["refused", event("refuse", "at_city", 31), ["recall"]],
    ["withdrawn", event("withdraw", "at_city", 11), []],
    ["posted", event("approve", "at_city", 31), ["recall", "ask_correction", "close"]],
    ["correcting", event("ask_correction", "posted", 12), ["correct", "keep"]],
    ["closed", event("close", "posted", 11), []],
    ["recorded", event("submit", "draft", 11), []],
  ])("what a school commissioned, %s (after %j)", (status, lastEvent, expected) => {
    expect(possible({ status, lastEvent })).toEqual(expected);
  });

  test.each<[ProjectStatus, ProjectStepAction[]]>([
    ["draft", ["file", "withdraw"]],
    ["at_filing", ["accept_filing", "send_back", "withdraw"]],
    ["filed", ["submit", "withdraw"]],
    ["at_city", ["approve", "return", "refuse", "withdraw"]],
  ])("a department's, %s: %j", (status, expected) => {
    const about = { kind: "department", hostId: OFFICE, route: ["city"], status, filed: status !== "draft" } as const;
    expect(possible({ ...about, filed: status === "filed" || status === "at_city" })).toEqual(expected);
  });

  test("the county's own people review, one of another county can't; the city verifies", () => {
    expect(takers("approve", { status: "at_county" })).toEqual([21, 22]);
    expect(takers("approve", { status: "at_city" })).toEqual([31, 32, 33]);
    expect(takers("approve", { status: "at_county", countyId: null })).toEqual([]);
    expect(take("approve", 31, { status: "at_county" })).toBe("not-your-step");
  });

  test("all who work for the host go on with what a colleague began, nobody else does", () => {
    expect(takers("submit", { status: "draft" })).toEqual([11, 12]);
    expect(takers("withdraw", { status: "at_city" })).toEqual([11, 12]);
    expect(takers("submit", { status: "draft", hostId: OFFICE })).toEqual([41, 42]);
    expect(take("submit", 13, { status: "draft" })).toBe("not-the-host");
    expect(take("submit", 14, { status: "draft" })).toBe("not-the-host");
  });

  test("withdrawing ends with the last step's decision", () => {
    for (const status of ["posted", "correcting", "closed", "refused", "recorded"] as const)
      expect(take("withdraw", 11, { status })).toBe("withdraw-too-late");
  });
});

describe("along the route", () => {
  const submitted = (kind: ProjectKind, cityDirect: boolean) =>
    take("submit", 11, { kind, status: "draft", filed: true, route: routeOfProject(kind, cityDirect) });

  test("a roster begins at the route's first step, again after a return; self-run training is on record at once", () => {
    expect(submitted("commissioned", false)).toBe("at_county");
    expect(submitted("commissioned", true)).toBe("at_city");
    expect(submitted("lecture", false)).toBe("at_city");
    expect(submitted("self_run", false)).toBe("recorded");
    expect(take("submit", 11, { status: "returned" })).toBe("at_county");
  });

  test("the county's approval leads to the city, the city's posts", () => {
    const county = judgeProjectStep("approve", someFacts({ status: "at_county" }), person(21), NOW);
    expect(county).toEqual({ ok: true, to: "at_city", posts: false, reverses: false });
    const city = judgeProjectStep("approve", someFacts({ status: "at_city" }), person(31), NOW);
    expect(city).toEqual({ ok: true, to: "posted", posts: true, reverses: false });
  });

  test.each<[ProjectStatus, Step | null]>([
    ["draft", null],
    ["at_filing", "city"],
    ["filed", null],
    ["at_county", "county"],
    ["at_city", "city"],
    ["returned", null],
    ["refused", null],
    ["withdrawn", null],
    ["posted", null],
    ["correcting", "city"],
    ["closed", null],
    ["recorded", null],
  ])("%s: whose turn it is: %s", (status, step) => {
    expect(stepOfProject(status)).toBe(step);
  });
});

describe("R12: 经由市教育局教师教育科备案后", () => {
  const department = { kind: "department", hostId: OFFICE, route: ["city"], status: "draft" } as const;

  test("a department's roster waits for the filing, and the refusal names the clause", () => {
    const verdict = judgeProjectStep("submit", someFacts(department), person(41), NOW);
    expect(verdict).toMatchObject({ ok: false, violation: { rule: "R12", clause: "N3.1", code: "filing-missing" } });
    expect(take("submit", 41, { ...department, status: "filed", filed: true })).toBe("at_city");
    expect(take("submit", 41, { ...department, status: "returned", filed: true })).toBe("at_city");
  });

  test("nothing else is filed", () => {
    for (const kind of PROJECT_KINDS)
      expect(take("file", 41, { ...department, kind })).toBe(kind === "department" ? "at_filing" : "filing-not-needed");
  });

  test("the city files it or sends it back, never who brought it", () => {
    const waiting = {
      ...department,
      status: "at_filing",
      registeredByAccountId: 41,
      submittedByAccountId: 31,
    } as const;
    expect(takers("accept_filing", waiting)).toEqual([32, 33]);
    expect(take("accept_filing", 32, waiting)).toBe("filed");
    expect(take("send_back", 32, waiting)).toBe("draft");
    expect(take("accept_filing", 31, waiting)).toBe("decides-own-registration");
    expect(take("accept_filing", 21, waiting)).toBe("not-your-step");
  });
});

describe("what one officer registers, another posts", () => {
  const imported = { kind: "provincial", hostId: CITY, countyId: null, route: ["city"], status: "at_city" } as const;

  test.each<ProjectStepAction>(["approve", "return", "refuse"])(
    "%s: neither who registered it nor who submitted it",
    (action) => {
      expect(takers(action, { ...imported, registeredByAccountId: 31, submittedByAccountId: 32 })).toEqual([33]);
      expect(take(action, 31, { ...imported, registeredByAccountId: 31 })).toBe("decides-own-registration");
    },
  );

  test("hours that one asked to correct, another corrects or keeps", () => {
    const asked = { ...imported, status: "correcting", registeredByAccountId: 99, submittedByAccountId: 31 } as const;
    expect(takers("correct", asked)).toEqual([32, 33]);
    expect(takers("keep", asked)).toEqual([32, 33]);
    expect(take("correct", 32, asked)).toBe("posted");
    expect(take("correct", 21, asked)).toBe("not-your-step");
  });
});

describe("taking a decision back", () => {
  test("it leads to the step that was decided, and what was posted is reversed", () => {
    expect(take("recall", 21, { status: "at_city", lastEvent: event("approve", "at_county", 21) })).toBe("at_county");
    expect(take("recall", 21, { status: "returned", lastEvent: event("return", "at_county", 21) })).toBe("at_county");
    const posted = someFacts({ status: "posted", lastEvent: event("approve", "at_city", 31) });
    expect(judgeProjectStep("recall", posted, person(31), NOW)).toEqual({
      ok: true,
      to: "at_city",
      posts: false,
      reverses: true,
    });
  });

  test("only by who decided, in that role", () => {
    const posted = { status: "posted", lastEvent: event("approve", "at_city", 31) } as const;
    expect(takers("recall", posted)).toEqual([31]);
    expect(take("recall", 32, posted)).toBe("recall-not-the-decider");
    const asCounty = { ...posted, lastEvent: { ...posted.lastEvent, role: "county" as const } };
    expect(take("recall", 31, asCounty)).toBe("recall-not-the-decider");
  });

  test.each<[ProjectStatus, ProjectAction, number, string]>([
    ["posted", "approve", 10, "at_city"],
    ["posted", "approve", 11, "recall-too-late"],
    ["refused", "refuse", 11, "recall-too-late"],
    ["returned", "return", 600, "at_city"],
  ])("%s, %s %i minutes ago: %s", (status, action, minutes, expected) => {
    expect(take("recall", 31, { status, lastEvent: event(action, "at_city", 31, minutesAgo(minutes)) })).toBe(expected);
  });

  test.each<[ProjectStatus, ProjectAction]>([
    ["at_city", "submit"],
    ["posted", "correct"],
    ["posted", "keep"],
    ["returned", "submit"],
  ])("%s by %s: nothing to take back", (status, action) => {
    expect(take("recall", 31, { status, lastEvent: event(action, "correcting", 31) })).toBe("recall-nothing-to-undo");
  });
});
