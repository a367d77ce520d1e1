import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { StepActor } from "@/rules/approval";
import { ENTRY_STATUSES, STEPS } from "@/rules/credit-entry";
import {
  barsRecall,
  deciderOf,
  judgeObjection,
  judgeObjectionDecision,
  OBJECTION_DECISIONS,
  OBJECTION_STATUSES,
  type ObjectionFacts,
  routeFrom,
} from "@/rules/objections";
import { ROLES } from "@/rules/permissions";
import { PROJECT_STATUSES } from "@/rules/project-approval";

const SCHOOL = 10;
const COUNTY = 20;
const CITY = 30;

const teacher: StepActor = { accountId: 1, role: "teacher", organisationId: SCHOOL, teacherId: 100 };
const ground = {
  status: "refused" as const,
  creditedTeacherId: 100,
  projectStatus: null,
  cycleClosed: false,
  broughtAgain: false,
  objectedAlready: false,
};
const facts = (overrides: Partial<ObjectionFacts> = {}): ObjectionFacts => ({
  ...ground,
  objection: "open",
  refusedAt: "county",
  refusedByAccountId: 21,
  holderId: CITY,
  cityDirect: false,
  registeredByAccountId: 1,
  ...overrides,
});
const officer = (
  accountId: number,
  role: StepActor["role"] = "city",
  organisationId = CITY,
  teacherId: number | null = null,
) => ({
  accountId,
  role,
  organisationId,
  teacherId,
});

describe("who decides on an objection", () => {
  test.each([
    ["school", false, "county"],
    ["school", true, "city"],
    ["county", false, "city"],
    ["city", false, "city"],
    ["city", true, "city"],
  ] as const)("refused at the %s (city-direct: %s): the %s", (refusedAt, cityDirect, decider) => {
    expect(deciderOf(refusedAt, cityDirect)).toBe(decider);
  });

  test("it goes on from the decider's step, and never through the step that refused unless that is the city's", () => {
    fc.assert(
      fc.property(fc.constantFrom(...STEPS), fc.boolean(), (refusedAt, cityDirect) => {
        const decider = deciderOf(refusedAt, cityDirect);
        const route = routeFrom(decider);
        expect(route[0]).toBe(decider);
        expect(route.at(-1)).toBe("city");
        expect(route.includes(refusedAt)).toBe(refusedAt === "city");
        if (cityDirect) expect(route).toEqual(["city"]);
      }),
    );
  });
});

describe("an objection", () => {
  test("is the credited teacher's, once, against a refusal that stands", () => {
    expect(judgeObjection(ground, teacher)).toBeNull();
    expect(judgeObjection({ ...ground, objectedAlready: true }, teacher)?.code).toBe("objection-once");
    expect(judgeObjection(ground, { ...teacher, teacherId: 101 })?.code).toBe("not-your-step");
    expect(judgeObjection(ground, { ...teacher, role: "school" })?.code).toBe("not-your-step");
    for (const status of ENTRY_STATUSES.filter((one) => one !== "refused"))
      expect(judgeObjection({ ...ground, status }, teacher)?.code, status).toBe("objection-not-refused");
  });

  test("is not possible in a closed cycle, of a training that is gone, or of what was brought again", () => {
    expect(judgeObjection({ ...ground, cycleClosed: true }, teacher)?.code).toBe("cycle-closed");
    for (const projectStatus of PROJECT_STATUSES)
      expect(judgeObjection({ ...ground, projectStatus }, teacher)?.code, projectStatus).toBe(
        projectStatus === "refused" || projectStatus === "withdrawn" ? "objection-project-refused" : undefined,
      );
    expect(judgeObjection({ ...ground, broughtAgain: true }, teacher)?.code).toBe("objection-brought-again");
  });

  test("bars the recall of the refusal while it is open and after it was dismissed", () => {
    expect(OBJECTION_STATUSES.filter(barsRecall)).toEqual(["open", "dismissed"]);
    expect(barsRecall(null)).toBe(false);
  });
});

describe("a decision on it", () => {
  test("is the level above's; dismissing needs an answer, granting none", () => {
    expect(judgeObjectionDecision(facts(), "grant", null, officer(31))).toBeNull();
    expect(judgeObjectionDecision(facts(), "dismiss", "理由", officer(31))).toBeNull();
    expect(judgeObjectionDecision(facts(), "dismiss", null, officer(31))).toMatchObject({
      code: "objection-answer-missing",
      field: "answer",
    });
  });

  test("of the city's own refusal is another officer's", () => {
    const own = facts({ refusedAt: "city", refusedByAccountId: 31 });
    expect(judgeObjectionDecision(own, "dismiss", "理由", officer(31))?.code).toBe("objection-own-refusal");
    expect(judgeObjectionDecision(own, "dismiss", "理由", officer(32))).toBeNull();
  });

  test("of what can't be taken up again can only be a dismissal", () => {
    for (const change of [{ cycleClosed: true }, { broughtAgain: true }, { projectStatus: "refused" as const }]) {
      expect(judgeObjectionDecision(facts(change), "grant", null, officer(31))).not.toBeNull();
      expect(judgeObjectionDecision(facts(change), "dismiss", "理由", officer(31))).toBeNull();
    }
  });

  test("is allowed to nobody but an officer of the holder who neither refused nor registered it nor is credited by it", () => {
    const arbitraryFacts = fc.record({
      objection: fc.constantFrom(...OBJECTION_STATUSES),
      refusedAt: fc.constantFrom(...STEPS),
      refusedByAccountId: fc.integer({ min: 1, max: 4 }),
      registeredByAccountId: fc.integer({ min: 1, max: 4 }),
      cityDirect: fc.boolean(),
      status: fc.constantFrom(...ENTRY_STATUSES),
      cycleClosed: fc.boolean(),
      broughtAgain: fc.boolean(),
    });
    const arbitraryActor = fc.record({
      accountId: fc.integer({ min: 1, max: 4 }),
      role: fc.constantFrom(...ROLES),
      organisationId: fc.constantFrom(SCHOOL, COUNTY, CITY, 29),
      teacherId: fc.constantFrom(null, 100, 101),
    });
    fc.assert(
      fc.property(
        arbitraryFacts,
        arbitraryActor,
        fc.constantFrom(...OBJECTION_DECISIONS),
        fc.constantFrom(null, "理由"),
        (drawn, actor, decision, answer) => {
          const decider = deciderOf(drawn.refusedAt, drawn.cityDirect);
          const asked = facts({ ...drawn, holderId: decider === "county" ? COUNTY : CITY });
          if (judgeObjectionDecision(asked, decision, answer, actor) !== null) return;
          expect(drawn.objection).toBe("open");
          expect([actor.role, actor.organisationId]).toEqual(
            decider === "county" ? ["county", COUNTY] : ["city", CITY],
          );
          expect([drawn.refusedByAccountId, drawn.registeredByAccountId]).not.toContain(actor.accountId);
          expect(actor.teacherId).not.toBe(asked.creditedTeacherId);
          if (decision === "grant")
            expect([drawn.status, drawn.cycleClosed, drawn.broughtAgain]).toEqual(["refused", false, false]);
          else expect(answer).not.toBeNull();
        },
      ),
    );
  });
});
