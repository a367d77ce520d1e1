import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ENTRY_STATUSES } from "@/rules/credit-entry";
import { judgeReason, reasonsFor } from "@/rules/reasons";
import { againstAccepting, isDecidedBy, judgeSummaryStep, type SummaryStepFacts } from "@/rules/summary-steps";
import {
  SUMMARY_ACTIONS,
  SUMMARY_SOURCES,
  SUMMARY_STATUSES,
  type SummaryAction,
  standingOf,
} from "@/rules/summary-tables";
import { ACTORS, CITY, COUNTY, OFFICE, person, SCHOOL } from "../../factories/project-steps";

/** A table of MOOCs that a county's school has reported. */
const facts = (overrides: Partial<SummaryStepFacts> = {}): SummaryStepFacts => ({
  source: "mooc",
  status: "reported",
  unitId: SCHOOL,
  countyId: COUNTY,
  closedByAccountId: 11,
  isLast: true,
  ...overrides,
});

/** Who may do it, by account. */
const whoMay = (action: SummaryAction, of: SummaryStepFacts) =>
  ACTORS.filter((actor) => judgeSummaryStep(action, of, actor).ok).map(({ accountId }) => accountId);

describe("a table of a county's school", () => {
  test.each([
    ["close", null, [11, 12]],
    ["close", "returned", [11, 12]],
    ["close", "reported", []],
    ["close", "accepted", []],
    ["take_back", "reported", [11, 12]],
    ["take_back", "accepted", []],
    ["accept", "reported", [21, 22]],
    ["accept", "returned", []],
    ["accept", "accepted", []],
    ["return", "reported", [21, 22]],
    ["return", "accepted", [21, 22]],
    ["return", "returned", []],
    ["receive_paper", "reported", [21, 22]],
    ["receive_certificates", "accepted", []],
  ] as const)("%s, while it is %s: by %j", (action, status, people) => {
    expect(whoMay(action, facts({ status }))).toEqual(people);
  });

  test("is returned after it was accepted only while no supplementary table rests on it", () => {
    expect(whoMay("return", facts({ status: "accepted", isLast: false }))).toEqual([]);
  });

  test("stays where it is when paper is ticked off, which only the table of MOOCs has (N3.7)", () => {
    for (const action of ["receive_paper", "receive_certificates"] as const) {
      expect(judgeSummaryStep(action, facts(), person(21))).toEqual({ ok: true, to: "reported" });
      expect(whoMay(action, facts({ source: "degree" }))).toEqual([]);
    }
  });
});

test("a table that a host reports to the city is accepted by the city", () => {
  const table = facts({ source: "support_teaching", unitId: OFFICE, countyId: null, closedByAccountId: 41 });
  expect(whoMay("take_back", table)).toEqual([41, 42]);
  expect(whoMay("accept", table)).toEqual([31, 32, 33]);
});

test("nobody accepts, returns or ticks off what they closed", () => {
  const table = facts({ source: "support_teaching", unitId: CITY, countyId: null, closedByAccountId: 31 });
  expect(whoMay("accept", table)).toEqual([32, 33]);
  expect(whoMay("return", table)).toEqual([32, 33]);
  expect(judgeSummaryStep("accept", table, person(31))).toMatchObject({
    violation: { code: "decides-own-registration" },
  });
});

test("on any way that is allowed, every acceptance follows a closing by somebody else, and nothing is lost sight of", () => {
  fc.assert(
    fc.property(fc.constantFrom(...SUMMARY_SOURCES), fc.array(fc.nat(), { maxLength: 30 }), (source, turns) => {
      let now = facts({ source, status: null, closedByAccountId: null });
      const way: SummaryAction[] = [];
      for (const turn of turns) {
        const open = SUMMARY_ACTIONS.flatMap((action) =>
          ACTORS.flatMap((by) => {
            const verdict = judgeSummaryStep(action, now, by);
            return verdict.ok ? [{ action, by, to: verdict.to }] : [];
          }),
        );
        // No state is an end: what is accepted can be returned, what is returned closed again.
        expect(open.length).toBeGreaterThan(0);
        const taken = open[turn % open.length];
        if (!taken) return;
        if (taken.action === "accept") expect(taken.by.accountId).not.toBe(now.closedByAccountId);
        const closer = taken.action === "close" ? taken.by.accountId : now.closedByAccountId;
        now = { ...now, status: taken.to, closedByAccountId: closer };
        way.push(taken.action);
      }
      if (way.length > 0) expect(way[0]).toBe("close");
      if (now.status !== null) expect(SUMMARY_STATUSES).toContain(now.status);
    }),
  );
});

describe("accepting", () => {
  const paper = { paperOn: "2020-01-14", certificatesOn: "2020-01-15" };
  const codes = (...given: Parameters<typeof againstAccepting>) => againstAccepting(...given).map(({ code }) => code);

  test("waits for every entry, and of MOOCs for both papers", () => {
    expect(codes({ source: "mooc", undecided: 0, ...paper })).toEqual([]);
    expect(codes({ source: "mooc", undecided: 2, ...paper })).toEqual(["summary-undecided"]);
    expect(codes({ source: "mooc", undecided: 0, ...paper, paperOn: null })).toEqual(["summary-paper-missing"]);
    expect(codes({ source: "mooc", undecided: 0, ...paper, certificatesOn: null })).toEqual([
      "summary-certificates-missing",
    ]);
    for (const source of ["degree", "support_teaching"] as const)
      expect(codes({ source, undecided: 0, paperOn: null, certificatesOn: null })).toEqual([]);
  });

  test("a county has decided what is with the city or at an end, the city only what is at an end", () => {
    const decided = (superior: "county" | "city") => ENTRY_STATUSES.filter((status) => isDecidedBy(superior, status));
    const ended = ["refused", "withdrawn", "posted", "revoked", "recorded"];
    expect(decided("city")).toEqual(ended);
    expect(decided("county")).toEqual(["at_city", ...ended]);
  });
});

test("a table lists what is beyond its unit, and misses what is before it", () => {
  const of = (standing: string) => ENTRY_STATUSES.filter((status) => standingOf(status) === standing);
  expect(of("listed")).toEqual(["at_county", "at_city", "posted"]);
  expect(of("missing")).toEqual(["at_school", "returned"]);
});

test("a table is returned for reasons of its own, those that say nothing by themselves with words", () => {
  const reasons = reasonsFor("return", "summary");
  expect(reasons).toEqual([
    "table-rows-missing",
    "table-facts-wrong",
    "paper-differs",
    "seal-missing",
    "copies-incomplete",
    "table-other",
  ]);
  expect(judgeReason("return", "summary", "seal-missing", null)).toBeNull();
  expect(judgeReason("return", "summary", "table-other", null)).toMatchObject({ code: "note-missing" });
  expect(judgeReason("return", "mooc", "seal-missing", null)).toMatchObject({ code: "reason-not-for-this-action" });
  expect(judgeReason("return", "summary", "scan-unreadable", null)).toMatchObject({
    code: "reason-not-for-this-action",
  });
  expect(reasonsFor("refuse", "summary")).toEqual([]);
});
