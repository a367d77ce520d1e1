import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  judgeRegistrant,
  judgeStep,
  routeFor,
  type StepAction,
  type StepActor,
  type StepFacts,
  statusOfStep,
  stepOfStatus,
  TRANSITIONS,
} from "@/rules/approval";
import type { EntryStatus, Step } from "@/rules/credit-entry";
import type { Role } from "@/rules/permissions";

const NOW = new Date("2019-12-20T10:00:00+08:00");
const SCHOOL = 10;
const COUNTY = 20;
const CITY = 30;

const actor = (accountId: number, role: Role, organisationId: number, teacherId: number | null = null): StepActor => ({
  accountId,
  role,
  organisationId,
  teacherId,
});
const TEACHER = actor(1, "teacher", SCHOOL, 100);
const ACTORS = [
  TEACHER,
  actor(2, "school", SCHOOL),
  actor(3, "school", SCHOOL, 100),
  actor(4, "county", COUNTY),
  actor(5, "county", COUNTY + 1),
  actor(6, "city", CITY),
  actor(7, "city", CITY),
  actor(8, "school", SCHOOL + 1),
];

describe("routes of section 4: 教师申报，学校初审，县级审核，市级核实 (N5)", () => {
  test.each([
    ["teacher", false, 1, ["school", "county", "city"], false],
    ["teacher", true, 1, ["school", "city"], false],
    ["teacher", false, 0, ["county", "city"], true],
    ["teacher", true, 0, ["city"], true],
    ["school", false, 0, ["county", "city"], false],
    ["school", true, 2, ["city"], false],
  ] as const)(
    "registered by the %s, city-direct %s, %i other administrators: %j, marked %s",
    (registeredBy, cityDirect, otherAdministrators, route, unreviewedBySchool) => {
      expect(routeFor({ registeredBy, cityDirect, otherAdministrators })).toEqual({ route, unreviewedBySchool });
    },
  );
});

interface Entry extends StepFacts {
  posted: boolean;
}

const begin = (route: readonly Step[]): Entry => ({
  status: statusOfStep(route[0] ?? "city"),
  route,
  schoolId: SCHOOL,
  countyId: route.includes("county") ? COUNTY : null,
  creditedTeacherId: 100,
  registeredByAccountId: TEACHER.accountId,
  registeredByRole: "teacher",
  withRoster: false,
  lastEvent: { action: "declare", fromStatus: null, accountId: TEACHER.accountId, role: "teacher", at: NOW },
  posted: false,
});

const ORDER: EntryStatus[] = ["at_school", "at_county", "at_city", "posted"];

describe("every walk through the table", () => {
  const routes = fc.constantFrom<Step[]>(
    ["school", "county", "city"],
    ["school", "city"],
    ["county", "city"],
    ["city"],
  );
  const tries = fc.array(
    fc.record({
      action: fc.constantFrom(...(Object.keys(TRANSITIONS) as StepAction[])),
      who: fc.constantFrom(...ACTORS),
      minutes: fc.integer({ min: 0, max: 30 }),
    }),
    { maxLength: 40 },
  );

  test("skips no step, lets nobody decide on their own, and is posted exactly when it says so", () => {
    fc.assert(
      fc.property(routes, tries, (route, attempts) => {
        let entry = begin(route);
        let now = NOW.getTime();
        for (const { action, who, minutes } of attempts) {
          now += minutes * 60_000;
          const verdict = judgeStep(action, entry, who, new Date(now));
          if (!verdict.ok) continue;
          const step = stepOfStatus(entry.status);
          if (action === "approve") {
            expect(step).toBe(who.role);
            const following = route[route.indexOf(step as Step) + 1];
            expect(verdict.to).toBe(following ? statusOfStep(following) : "posted");
            expect(ORDER.indexOf(verdict.to)).toBeGreaterThan(ORDER.indexOf(entry.status));
          }
          if (["approve", "return", "refuse", "revoke"].includes(action)) {
            expect(who.accountId).not.toBe(entry.registeredByAccountId);
            expect(who.teacherId).not.toBe(entry.creditedTeacherId);
          }
          if (action === "withdraw" || action === "resubmit") expect(who.accountId).toBe(TEACHER.accountId);
          const posted = verdict.reverses ? false : verdict.posts || entry.posted;
          if (verdict.posts) expect(entry.posted).toBe(false);
          if (verdict.reverses) expect(entry.posted).toBe(true);
          const lastEvent = {
            action,
            fromStatus: entry.status,
            accountId: who.accountId,
            role: who.role,
            at: new Date(now),
          };
          entry = { ...entry, status: verdict.to, lastEvent, posted };
          expect(entry.posted).toBe(entry.status === "posted");
        }
      }),
      { numRuns: 1000 },
    );
  });
});

describe("recall", () => {
  const decided = (status: EntryStatus, fromStatus: EntryStatus): Entry => ({
    ...begin(["school", "county", "city"]),
    status,
    lastEvent: { action: status === "refused" ? "refuse" : "approve", fromStatus, accountId: 6, role: "city", at: NOW },
  });
  const at = (seconds: number) => new Date(NOW.getTime() + seconds * 1000);
  const city = actor(6, "city", CITY);

  test("of a posted decision: at ten minutes yes, a second later no; it comes back to the city's step by a reversal", () => {
    expect(judgeStep("recall", decided("posted", "at_city"), city, at(600))).toEqual({
      ok: true,
      to: "at_city",
      posts: false,
      reverses: true,
    });
    expect(judgeStep("recall", decided("posted", "at_city"), city, at(601))).toMatchObject({
      violation: { code: "recall-too-late" },
    });
    expect(judgeStep("recall", decided("refused", "at_city"), city, at(601))).toMatchObject({
      violation: { code: "recall-too-late" },
    });
  });

  test("of a step before the last: however late, until the next step acts; by nobody else", () => {
    const county = {
      ...decided("at_city", "at_county"),
      lastEvent: { action: "approve", fromStatus: "at_county", accountId: 4, role: "county", at: NOW },
    } as Entry;
    expect(judgeStep("recall", county, actor(4, "county", COUNTY), at(86_400))).toMatchObject({
      ok: true,
      to: "at_county",
      reverses: false,
    });
    expect(judgeStep("recall", county, city, at(1))).toMatchObject({ violation: { code: "recall-not-the-decider" } });
    expect(judgeStep("recall", begin(["city"]), TEACHER, at(1))).toMatchObject({ ok: false });
    expect(judgeStep("recall", decided("posted", "at_city"), actor(7, "city", CITY), at(1))).toMatchObject({
      violation: { code: "recall-not-the-decider" },
    });
  });
});

describe("whose step it is", () => {
  const code = (action: StepAction, entry: Entry, who: StepActor) => {
    const verdict = judgeStep(action, entry, who, NOW);
    return verdict.ok ? "ok" : verdict.violation.code;
  };
  const route: Step[] = ["school", "county", "city"];

  test("another school's, another county's, the step after: each is refused", () => {
    expect(code("approve", begin(route), actor(8, "school", SCHOOL + 1))).toBe("not-your-step");
    expect(code("approve", begin(route), actor(4, "county", COUNTY))).toBe("not-your-step");
    const atCounty: Entry = { ...begin(route), status: "at_county" };
    expect(code("approve", atCounty, actor(5, "county", COUNTY + 1))).toBe("not-your-step");
    expect(code("return", atCounty, actor(6, "city", CITY))).toBe("not-your-step");
    expect(code("refuse", atCounty, actor(4, "county", COUNTY))).toBe("ok");
  });

  test("what is posted is revoked by the city alone, by a reversal; nothing else is done to it", () => {
    const posted: Entry = { ...begin(route), status: "posted" };
    expect(code("revoke", posted, actor(4, "county", COUNTY))).toBe("not-your-step");
    expect(judgeStep("revoke", posted, actor(6, "city", CITY), NOW)).toEqual({
      ok: true,
      to: "revoked",
      posts: false,
      reverses: true,
    });
    for (const action of ["approve", "return", "refuse", "resubmit"] as const)
      expect(code(action, posted, actor(6, "city", CITY))).toBe("not-in-this-state");
    expect(code("withdraw", posted, TEACHER)).toBe("withdraw-too-late");
  });

  test("after the return the whole route begins again", () => {
    const returned: Entry = { ...begin(route), status: "returned" };
    expect(judgeStep("resubmit", returned, TEACHER, NOW)).toMatchObject({ ok: true, to: "at_school" });
  });

  test("an administrator's own claim is not registered as the school's", () => {
    expect(judgeRegistrant(actor(3, "school", SCHOOL, 100), 100)?.code).toBe("registers-own-credit-as-staff");
    expect(judgeRegistrant(actor(3, "school", SCHOOL, 100), 101)).toBeNull();
    expect(judgeRegistrant(TEACHER, 100)).toBeNull();
  });
});

test("what a school registered can be mended and withdrawn by another administrator of the school, not by another school", () => {
  const registered: Entry = { ...begin(["county", "city"]), registeredByAccountId: 2, registeredByRole: "school" };
  expect(judgeStep("withdraw", registered, actor(9, "school", SCHOOL), NOW).ok).toBe(true);
  expect(judgeStep("withdraw", registered, actor(8, "school", SCHOOL + 1), NOW)).toMatchObject({
    violation: { code: "not-the-registrant" },
  });
});

test("what one city officer registers, another posts; a reviewer's own credit goes to another", () => {
  const registered: Entry = { ...begin(["city"]), registeredByAccountId: 6, registeredByRole: "city" };
  expect(judgeStep("approve", registered, actor(6, "city", CITY), NOW)).toMatchObject({
    violation: { code: "decides-own-registration" },
  });
  expect(judgeStep("approve", registered, actor(7, "city", CITY), NOW)).toMatchObject({
    ok: true,
    to: "posted",
    posts: true,
  });
  expect(judgeStep("approve", registered, actor(7, "city", CITY, 100), NOW)).toMatchObject({
    violation: { code: "decides-own-credit" },
  });
});
