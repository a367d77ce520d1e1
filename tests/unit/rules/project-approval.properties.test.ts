import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { StepActor } from "@/rules/approval";
import type { Role } from "@/rules/permissions";
import {
  judgeProjectStep,
  PROJECT_STATUSES,
  PROJECT_TRANSITIONS,
  type ProjectStatus,
  type ProjectStepAction,
  type ProjectStepFacts,
} from "@/rules/project-approval";
import { hostedKinds, type OfficeDuty, PROJECT_KINDS, type ProjectKind, routeOfProject } from "@/rules/projects";
import { ACTORS, CITY, COUNTY, event, NOW, OFFICE, SCHOOL, someFacts } from "../../factories/project-steps";

const ACTIONS = Object.keys(PROJECT_TRANSITIONS) as ProjectStepAction[];

describe("on any way that the rules allow", () => {
  /** A step taken, with how the project stood before it. */
  interface Taken {
    action: ProjectStepAction;
    by: StepActor;
    before: ProjectStepFacts;
    to: ProjectStatus;
    posts: boolean;
  }

  const hosts: [Role, OfficeDuty | null, number, number[]][] = [
    ["school", null, SCHOOL, [11, 12]],
    ["county", null, COUNTY, [21, 22]],
    ["city", null, CITY, [31, 32, 33]],
    ["host", "research", OFFICE, [41, 42]],
    ["host", "personnel", OFFICE, [41, 42]],
  ];
  const beginnings = hosts.flatMap(([role, office, hostId, people]) =>
    hostedKinds(role, office).flatMap((kind) => people.map((registrant) => ({ kind, hostId, registrant }))),
  );
  const ENDS = new Set<ProjectStatus>(["refused", "withdrawn", "closed"]);

  /** Walks through what is allowed, as the program keeps book of it. */
  function walk(
    { kind, hostId, registrant }: (typeof beginnings)[number],
    cityDirect: boolean,
    turns: number[],
  ): Taken[] {
    let now = someFacts({
      kind,
      hostId,
      status: "draft",
      route: routeOfProject(kind, cityDirect),
      countyId: cityDirect || hostId === CITY ? null : COUNTY,
      registeredByAccountId: registrant,
      submittedByAccountId: null,
      lastEvent: event("create", null, registrant),
    });
    const way: Taken[] = [];
    for (const turn of turns) {
      const open = ACTIONS.flatMap((action) =>
        ACTORS.flatMap((by) => {
          const verdict = judgeProjectStep(action, now, by, NOW);
          return verdict.ok ? [{ action, by, before: now, to: verdict.to, posts: verdict.posts }] : [];
        }),
      );
      // Ends are taken seldom, or every walk would be short.
      const onward = open.filter(({ to }) => !ENDS.has(to));
      const choice = turn % 8 === 0 || onward.length === 0 ? open : onward;
      const taken = choice[Math.floor(turn / 8) % Math.max(1, choice.length)];
      if (!taken) break;
      way.push(taken);
      const { action, by, to } = taken;
      now = {
        ...now,
        status: to,
        filed: now.filed || action === "accept_filing",
        submittedByAccountId: ["file", "submit", "ask_correction"].includes(action)
          ? by.accountId
          : now.submittedByAccountId,
        lastEvent: event(action, now.status, by.accountId),
      };
    }
    return way;
  }

  const always = (holds: (way: Taken[]) => void, kinds: readonly ProjectKind[] = PROJECT_KINDS) => {
    const begun = fc
      .constantFrom(...kinds)
      .chain((kind) => fc.constantFrom(...beginnings.filter((one) => one.kind === kind)));
    const ways = fc
      .tuple(begun, fc.boolean(), fc.array(fc.nat(99_999), { minLength: 12, maxLength: 25 }))
      .map(([beginning, cityDirect, turns]) => walk(beginning, cityDirect, turns));
    fc.assert(fc.property(ways, holds), { numRuns: 500 });
  };

  test("nothing is posted but by the city's approval, of an officer who neither registered nor submitted it", () => {
    let posted = 0;
    always((way) => {
      for (const { action, by, before, to, posts } of way) {
        expect(posts).toBe(action === "approve" && to === "posted");
        if (to !== "posted") continue;
        posted += 1;
        expect(by.role).toBe("city");
        // Of a correction it is who asked for it: a city with two officers could carry out none otherwise.
        expect(by.accountId).not.toBe(before.submittedByAccountId);
        if (posts) expect(by.accountId).not.toBe(before.registeredByAccountId);
        expect(["approve", "correct", "keep"]).toContain(action);
      }
    });
    expect(posted).toBeGreaterThan(100);
  });

  test("what a school under a county commissioned has the county's approval before the city's", () => {
    let both = 0;
    always(
      (way) => {
        way.forEach(({ posts, before }, index) => {
          if (!posts || !before.route.includes("county")) return;
          const submitted = way.findLastIndex((step, at) => at < index && step.action === "submit");
          const since = way.slice(submitted, index).filter((step) => step.action === "approve");
          expect(since.some((step) => step.by.role === "county" && step.by.organisationId === COUNTY)).toBe(true);
          both += 1;
        });
      },
      ["commissioned"],
    );
    expect(both).toBeGreaterThan(20);
  });

  test("a department's roster is never brought before the city has filed it", () => {
    let brought = 0;
    always(
      (way) => {
        way.forEach(({ action, before }, index) => {
          if (action !== "submit" || before.kind !== "department") return;
          brought += 1;
          const filing = way.slice(0, index).find((step) => step.action === "accept_filing");
          expect(filing?.by.role).toBe("city");
        });
      },
      ["department"],
    );
    expect(brought).toBeGreaterThan(100);
  });

  test("a school's own training is never posted, and what is over stays over", () => {
    const over = new Set<ProjectStatus>(["withdrawn", "closed", "recorded"]);
    always((way) => {
      for (const { before, to } of way) {
        expect(over.has(before.status)).toBe(false);
        if (before.kind === "self_run") expect(["recorded", "withdrawn"]).toContain(to);
      }
    });
  });

  test("every status is reached, so that the walk says something of each", () => {
    const reached = new Set<ProjectStatus>(["draft"]);
    always((way) => {
      for (const { to } of way) reached.add(to);
    });
    expect([...reached].sort()).toEqual([...PROJECT_STATUSES].sort());
  });
});
