import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { calendarDate } from "@/rules/calendar";
import { RULES } from "@/rules/clauses";
import type { EvidenceKind, Step } from "@/rules/credit-entry";
import type { Role } from "@/rules/permissions";
import { defaultPolicy2016 as policy } from "@/rules/policy";
import {
  hostedKinds,
  judgeProject,
  judgeSubmission,
  OFFICE_DUTIES,
  type OfficeDuty,
  PROJECT_KINDS,
  PROJECTS,
  type ProjectFacts,
  type ProjectKind,
  papersOf,
  routeOfProject,
  type SubmissionFacts,
} from "@/rules/projects";

const project = (overrides: Partial<ProjectFacts> = {}): ProjectFacts => ({
  kind: "commissioned",
  startsOn: calendarDate("2019-07-10"),
  endsOn: calendarDate("2019-07-14"),
  hoursTenths: 400,
  lecturerHoursTenths: null,
  partner: "河南师范大学",
  invoiceNumber: "01234567",
  documentedCount: 30,
  ...overrides,
});

const ALL_PAPERS: EvidenceKind[] = [
  "bureau_consent",
  "partner_qualification",
  "agreement",
  "invoice",
  "sign_in_sheets",
  "participant_list",
];
const PLAIN: Partial<ProjectFacts> = { partner: null, invoiceNumber: null, documentedCount: null };

const submission = (overrides: Partial<SubmissionFacts> = {}): SubmissionFacts => ({
  today: calendarDate("2019-12-20"),
  filed: false,
  papers: new Set(ALL_PAPERS),
  rosterCount: 30,
  invoiceShared: false,
  ...overrides,
});

const refusals = (facts: ProjectFacts, brought: SubmissionFacts) =>
  judgeSubmission(policy, facts, brought).violations.map(({ code, field, rule, clause }) => [
    code,
    field,
    rule,
    clause,
  ]);
const codes = (facts: ProjectFacts) => judgeProject(policy, facts).map(({ code, field }) => [code, field]);

describe("谁主办、谁审核: who hosts what", () => {
  test.each<[Role, OfficeDuty | null, ProjectKind[]]>([
    ["city", null, ["national", "provincial", "city", "authorised", "lecture", "support_teaching", "opening"]],
    ["county", null, ["county", "authorised", "lecture"]],
    ["school", null, ["commissioned", "self_run"]],
    ["host", "research", ["department", "lecture"]],
    ["host", "technology", ["department", "lecture"]],
    ["host", "science", ["department", "lecture"]],
    ["host", "personnel", ["support_teaching"]],
    ["host", null, []],
    ["teacher", null, []],
    ["platform", null, []],
  ])("%s (%s): %j", (role, office, kinds) => {
    expect(hostedKinds(role, office)).toEqual(kinds);
  });

  test("every kind has a host, and only an office looks at its own duty", () => {
    const hosted = [
      ...(["city", "county", "school"] as const).flatMap((role) => hostedKinds(role, "personnel")),
      ...OFFICE_DUTIES.flatMap((office) => hostedKinds("host", office)),
    ];
    expect(new Set(hosted)).toEqual(new Set(PROJECT_KINDS));
    expect(hostedKinds("school", "personnel")).not.toContain("support_teaching");
  });
});

describe("which steps a roster goes through", () => {
  const expected: Record<ProjectKind, [Step[], Step[]]> = {
    national: [["city"], ["city"]],
    provincial: [["city"], ["city"]],
    city: [["city"], ["city"]],
    county: [["city"], ["city"]],
    department: [["city"], ["city"]],
    commissioned: [["county", "city"], ["city"]],
    authorised: [["city"], ["city"]],
    lecture: [["city"], ["city"]],
    support_teaching: [["city"], ["city"]],
    self_run: [[], []],
    opening: [["city"], ["city"]],
  };

  test.each(PROJECT_KINDS)("%s", (kind) => {
    expect([routeOfProject(kind, false), routeOfProject(kind, true)]).toEqual(expected[kind]);
  });

  test("whatever counts ends at the city; what a school runs by itself goes nowhere, for it counts 0", () => {
    for (const kind of PROJECT_KINDS)
      for (const direct of [true, false])
        expect(routeOfProject(kind, direct).at(-1)).toBe(kind === "self_run" ? undefined : "city");
  });
});

describe("what a host says of a training", () => {
  test("a training as it should be stands", () => {
    expect(codes(project())).toEqual([]);
    expect(codes(project({ kind: "lecture", lecturerHoursTenths: 80 }))).toEqual([]);
  });

  test.each<[string, Partial<ProjectFacts>, [string, string][]]>([
    ["one day is enough", { startsOn: calendarDate("2019-07-14") }, []],
    [
      "it ends no earlier than it starts",
      { startsOn: calendarDate("2019-07-15") },
      [["ends-before-it-starts", "endsOn"]],
    ],
    ["it may begin before the cycle", { startsOn: calendarDate("2015-12-30"), endsOn: calendarDate("2016-01-01") }, []],
    ["it ends on the cycle's last day", { endsOn: calendarDate("2020-12-31") }, []],
    ["it ends within the cycle", { endsOn: calendarDate("2021-01-01") }, [["outside-cycle", "endsOn"]]],
    ["it has hours", { hoursTenths: 0 }, [["hours-not-positive", "hours"]]],
    ["a thousand hours are possible", { hoursTenths: 10_000 }, []],
    ["more are a slip", { hoursTenths: 10_001 }, [["hours-too-many", "hours"]]],
    ["support teaching is told in half years, not in hours", { kind: "support_teaching", hoursTenths: 0 }, []],
    ["who teaches there gets nothing", { lecturerHoursTenths: 80 }, [["no-lecturers-here", "lecturerHours"]]],
    ["lecturers have hours", { kind: "city", lecturerHoursTenths: 0 }, [["hours-not-positive", "lecturerHours"]]],
    ["not too many", { kind: "city", lecturerHoursTenths: 10_001 }, [["hours-too-many", "lecturerHours"]]],
  ])("%s", (_, overrides, expected) => {
    expect(codes(project(overrides))).toEqual(expected);
  });

  test("送教名师学分: those who teach are credited in trainings and lectures, elsewhere nobody is", () => {
    const teaches = PROJECT_KINDS.filter(
      (kind) => codes(project({ kind, lecturerHoursTenths: 80, hoursTenths: 100 })).length === 0,
    );
    expect(teaches).toEqual(["national", "provincial", "city", "county", "department", "lecture"]);
  });

  test("each kind's clause is one that its rule rests on", () => {
    for (const { rule, clause } of Object.values(PROJECTS)) expect([...RULES[rule], "S"]).toContain(clause);
  });
});

describe("R11: 协议、发票、签到记录复印件或培训名单", () => {
  test("all papers, as many people as they name: every line is a ✓", () => {
    for (const kind of ["commissioned", "authorised"] as const) {
      const { violations, checks } = judgeSubmission(policy, project({ kind }), submission());
      expect(violations).toEqual([]);
      expect(checks.filter(({ ok }) => !ok)).toEqual([]);
      expect(checks.map(({ code }) => code)).toEqual([
        "ended-by-today",
        "in-cycle",
        "roster-filled",
        "papers",
        "partner",
        "invoice-number",
        "count-as-papers",
        "invoice-unshared",
      ]);
    }
  });

  test.each(["bureau_consent", "partner_qualification", "agreement", "invoice"] as const)(
    "without %s it can't be submitted, and the refusal names the paper",
    (missing) => {
      const papers = new Set(ALL_PAPERS.filter((kind) => kind !== missing));
      const { violations, checks } = judgeSubmission(policy, project(), submission({ papers }));
      expect(violations).toEqual([
        { rule: "R11", clause: "N3.2", code: "paper-missing", field: missing, params: { kind: missing } },
      ]);
      expect(checks.filter(({ ok }) => !ok).map(({ code }) => code)).toEqual(["papers"]);
    },
  );

  test("sign-in sheets or the list of participants: one of them is enough, none is not", () => {
    const without = (...kinds: EvidenceKind[]) =>
      refusals(project(), submission({ papers: new Set(ALL_PAPERS.filter((kind) => !kinds.includes(kind))) }));
    expect(without("sign_in_sheets")).toEqual([]);
    expect(without("participant_list")).toEqual([]);
    expect(without("sign_in_sheets", "participant_list")).toEqual([
      ["attendance-paper-missing", "sign_in_sheets", "R11", "N3.2"],
    ]);
  });

  test.each<[string, Partial<ProjectFacts>, string, string]>([
    ["the partner", { partner: null }, "partner-missing", "partner"],
    ["the invoice's number", { invoiceNumber: null }, "invoice-number-missing", "invoiceNumber"],
    ["the papers' head count", { documentedCount: null }, "documented-count-missing", "documentedCount"],
  ])("%s has to be named", (_, overrides, code, field) => {
    expect(refusals(project(overrides), submission())).toEqual([[code, field, "R11", "N3.2"]]);
  });

  test("nobody is credited beyond the papers; fewer are for the reviewer to see", () => {
    const more = judgeSubmission(policy, project(), submission({ rosterCount: 31 }));
    expect(more.violations).toMatchObject([{ code: "roster-above-papers", params: { roster: 31, papers: 30 } }]);
    const fewer = judgeSubmission(policy, project(), submission({ rosterCount: 29 }));
    expect(fewer.violations).toEqual([]);
    expect(fewer.checks.find(({ code }) => code === "count-as-papers")?.ok).toBe(false);
  });

  test("an invoice that another project brings, too, is shown to the reviewer and stops nobody", () => {
    const { violations, checks } = judgeSubmission(policy, project(), submission({ invoiceShared: true }));
    expect(violations).toEqual([]);
    expect(checks.find(({ code }) => code === "invoice-unshared")?.ok).toBe(false);
  });

  test("other kinds need no paper", () => {
    const asking = PROJECT_KINDS.filter((kind) => papersOf(kind).needed.length > 0);
    expect(asking).toEqual(["commissioned", "authorised"]);
    expect(refusals(project({ ...PLAIN, kind: "county" }), submission({ papers: new Set() }))).toEqual([]);
  });
});

describe("before any roster goes to the reviewers", () => {
  test("R12: a department's training is filed first", () => {
    const department = project({ ...PLAIN, kind: "department" });
    expect(refusals(department, submission())).toEqual([["filing-missing", null, "R12", "N3.1"]]);
    expect(refusals(department, submission({ filed: true }))).toEqual([]);
    const filed = PROJECT_KINDS.filter((kind) => PROJECTS[kind].filed);
    expect(filed).toEqual(["department"]);
  });

  test("it has ended, today at the latest", () => {
    const today = calendarDate("2019-07-14");
    expect(refusals(project(), submission({ today }))).toEqual([]);
    expect(refusals(project(), submission({ today: calendarDate("2019-07-13") }))).toEqual([
      ["ended-in-future", "endsOn", "R15", "S"],
    ]);
  });

  test("somebody is on it, and what was wrong with the training is told again, once", () => {
    expect(refusals(project(), submission({ rosterCount: 0 }))).toEqual([["roster-empty", "roster", "R11", "N3.2"]]);
    const past = project({ startsOn: calendarDate("2015-07-01"), endsOn: calendarDate("2015-07-03") });
    const { violations, checks } = judgeSubmission(policy, past, submission());
    expect(violations.map(({ code }) => code)).toEqual(["outside-cycle"]);
    expect(checks.find(({ code }) => code === "in-cycle")?.ok).toBe(false);
  });

  test("each ✗ that is the host's to mend has its refusal, and no refusal comes without a ✗", () => {
    const facts = fc.record({
      papers: fc.subarray(ALL_PAPERS).map((kinds) => new Set(kinds)),
      rosterCount: fc.integer({ min: 0, max: 40 }),
      filed: fc.boolean(),
    });
    const kind = fc.constantFrom(...PROJECT_KINDS);
    fc.assert(
      fc.property(kind, facts, fc.boolean(), (of, brought, named) => {
        const { violations, checks } = judgeSubmission(
          policy,
          project(named ? { kind: of } : { kind: of, ...PLAIN }),
          submission(brought),
        );
        const crossed = checks.filter(({ code, ok }) => !ok && code !== "count-as-papers").length;
        expect(violations.length >= crossed).toBe(true);
        if (violations.length > 0) expect(checks.some(({ ok }) => !ok)).toBe(true);
      }),
    );
  });
});
