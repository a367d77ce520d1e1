import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { calendarDate } from "@/rules/calendar";
import {
  correctedHours,
  judgeCredited,
  judgeParticipant,
  type ParticipantFacts,
  type RosterLine,
  type RosterProject,
} from "@/rules/participants";
import { defaultPolicy2016 as policy } from "@/rules/policy";

const ENDED = calendarDate("2019-07-14");

const lecture = (overrides: Partial<RosterProject> = {}): RosterProject => ({
  kind: "lecture",
  startsOn: calendarDate("2019-07-10"),
  endsOn: ENDED,
  hoursTenths: 80,
  lecturerHoursTenths: 240,
  ...overrides,
});
const attended = (hoursTenths: number | null = null): RosterLine => ({ role: "attended", hoursTenths });
const taught = (hoursTenths: number | null = null): RosterLine => ({ role: "taught", hoursTenths });

const person = (overrides: Partial<ParticipantFacts> = {}): ParticipantFacts => ({
  certificateNumber: "20104107000000001",
  schoolIsPrivate: false,
  employments: [{ from: calendarDate("2010-09-01"), to: null }],
  beside: [],
  twice: false,
  ...overrides,
});

const codes = (...[project, line, facts]: [RosterProject, RosterLine, ParticipantFacts]) =>
  judgeParticipant(policy, project, line, facts).violations.map(({ code, field }) => [code, field]);

describe("how many hours: R13", () => {
  test("who attends gets the training's hours, who teaches the lecturers' own", () => {
    expect(judgeParticipant(policy, lecture(), attended(), person())).toEqual({
      violations: [],
      flags: [],
      creditsTenths: 80,
    });
    expect(judgeParticipant(policy, lecture(), taught(), person()).creditsTenths).toBe(240);
  });

  test.each<[string, RosterLine, [string, string][]]>([
    ["fewer are possible", attended(75), []],
    ["all are possible", attended(80), []],
    ["not a tenth more", attended(81), [["hours-above-project", "hours"]]],
    ["none is no attendance", attended(0), [["hours-not-positive", "hours"]]],
    ["nor is less than none", attended(-5), [["hours-not-positive", "hours"]]],
    ["a lecturer's most is the lecturers'", taught(240), []],
    ["and not more", taught(241), [["hours-above-project", "hours"]]],
  ])("%s", (_, line, expected) => {
    expect(codes(lecture(), line, person())).toEqual(expected);
  });

  test("the refusal names the most, and the clause of the kind", () => {
    const { violations } = judgeParticipant(policy, lecture(), attended(90), person());
    expect(violations).toMatchObject([{ rule: "R13", clause: "N3.6", params: { mostTenths: 80 } }]);
  });

  test("nobody teaches where no hours are set for it, and nothing is said of their hours then", () => {
    const project = lecture({ lecturerHoursTenths: null });
    expect(codes(project, taught(), person())).toEqual([["lecturer-hours-not-set", "role"]]);
    expect(codes(project, taught(500), person())).toEqual([["lecturer-hours-not-set", "role"]]);
    expect(codes(project, attended(), person())).toEqual([]);
  });

  test("an hour is worth what the policy says", () => {
    const half = { ...policy, tenthsPerClassHour: 5 };
    expect(judgeParticipant(half, lecture(), attended(75), person()).creditsTenths).toBe(37);
  });
});

describe("who can be credited: R0", () => {
  test.each<[string, Partial<ParticipantFacts>, string]>([
    ["without a teacher certificate", { certificateNumber: null }, "no-teacher-certificate"],
    [
      "left the day before it ended",
      { employments: [{ from: calendarDate("2010-09-01"), to: calendarDate("2019-07-13") }] },
      "not-on-duty-then",
    ],
    ["hired the day after", { employments: [{ from: calendarDate("2019-07-15"), to: null }] }, "not-on-duty-then"],
    ["never on post", { employments: [] }, "not-on-duty-then"],
  ])("%s: refused", (_, facts, code) => {
    expect(judgeParticipant(policy, lecture(), attended(), person(facts)).violations).toEqual([
      { rule: "R0", clause: "N1", code, field: "name" },
    ]);
  });

  test("the day of hiring and the last day are on post; who has left since keeps the training", () => {
    for (const employments of [[{ from: ENDED, to: null }], [{ from: calendarDate("2010-09-01"), to: ENDED }]])
      expect(codes(lecture(), attended(), person({ employments }))).toEqual([]);
  });

  test("private schools are meant unless the policy leaves them out", () => {
    const facts = person({ schoolIsPrivate: true });
    expect(judgeCredited(policy, facts, ENDED)).toEqual([]);
    const without = { ...policy, object: { private: false } };
    expect(judgeCredited(without, facts, ENDED).map(({ code }) => code)).toEqual(["private-school-excluded"]);
    expect(judgeCredited(without, person(), ENDED)).toEqual([]);
  });

  test("where only the year is told, a day of it on post is enough", () => {
    const left = person({ employments: [{ from: calendarDate("2010-09-01"), to: calendarDate("2019-01-31") }] });
    const lastDay = calendarDate("2019-12-31");
    expect(judgeCredited(policy, left, lastDay).map(({ code }) => code)).toEqual(["not-on-duty-then"]);
    expect(judgeCredited(policy, left, lastDay, calendarDate("2019-01-01"))).toEqual([]);
  });
});

describe("once for one person: R16", () => {
  const other = { title: "数学培训", startsOn: calendarDate("2019-07-12"), endsOn: calendarDate("2019-07-20") };

  test("twice on this roster, or registered before: refused, and told which", () => {
    expect(codes(lecture(), attended(), person({ twice: true }))).toEqual([["listed-twice", "name"]]);
    const { violations, flags } = judgeParticipant(
      policy,
      lecture(),
      attended(),
      person({ beside: [{ ...other, same: true }] }),
    );
    expect(flags).toEqual([]);
    expect(violations).toEqual([
      { rule: "R16", clause: "S", code: "has-this-training", field: "name", params: { title: "数学培训" } },
    ]);
  });

  test("another training on the same days is flagged and stops nobody", () => {
    const verdict = judgeParticipant(policy, lecture(), attended(), person({ beside: [{ ...other, same: false }] }));
    expect(verdict.violations).toEqual([]);
    expect(verdict.flags).toEqual([{ code: "overlapping-training", params: other }]);
  });

  test("the day before its first and the day after its last are other days", () => {
    for (const [startsOn, endsOn] of [
      ["2019-07-01", "2019-07-09"],
      ["2019-07-15", "2019-07-20"],
    ] as const) {
      const beside = [{ same: false, title: "x", startsOn: calendarDate(startsOn), endsOn: calendarDate(endsOn) }];
      expect(judgeParticipant(policy, lecture(), attended(), person({ beside })).flags).toEqual([]);
    }
  });

  test("a training without days overlaps with nothing", () => {
    const beside = [{ same: false, title: "期初", startsOn: null, endsOn: null }];
    expect(judgeParticipant(policy, lecture(), attended(), person({ beside })).flags).toEqual([]);
  });

  test("all that stands against a row is told at once", () => {
    const facts = person({ certificateNumber: null, employments: [], twice: true });
    expect(codes(lecture(), attended(900), facts).map(([code]) => code)).toEqual([
      "hours-above-project",
      "no-teacher-certificate",
      "not-on-duty-then",
      "listed-twice",
    ]);
  });
});

describe("what always holds", () => {
  const tenths = fc.integer({ min: 0, max: 3000 });

  test("nobody who stands gets more than the training has", () => {
    fc.assert(
      fc.property(
        tenths,
        fc.option(tenths, { nil: null }),
        fc.option(fc.integer({ min: -10, max: 4000 }), { nil: null }),
        fc.constantFrom("attended" as const, "taught" as const),
        (hoursTenths, lecturerHoursTenths, own, role) => {
          const project = lecture({ hoursTenths, lecturerHoursTenths });
          const verdict = judgeParticipant(policy, project, { role, hoursTenths: own }, person());
          if (verdict.violations.length > 0) return;
          const most = role === "taught" ? lecturerHoursTenths : hoursTenths;
          expect(verdict.creditsTenths).toBeGreaterThan(0);
          expect(verdict.creditsTenths).toBeLessThanOrEqual(most ?? 0);
        },
      ),
    );
  });

  test("a correction: who had all hours gets the new ones, who had fewer keeps them, nobody gets more than the new", () => {
    expect(correctedHours(80, 80, 120)).toBe(120);
    expect(correctedHours(80, 80, 60)).toBe(60);
    expect(correctedHours(40, 80, 120)).toBe(40);
    expect(correctedHours(70, 80, 60)).toBe(60);
    fc.assert(
      fc.property(tenths, tenths, tenths, (own, before, after) => {
        const corrected = correctedHours(own, before, after);
        expect(corrected).toBeLessThanOrEqual(after);
        if (own < before) expect(corrected).toBeLessThanOrEqual(own);
        // Correcting to what it was changes nothing for whoever had no more than that.
        if (own <= before) expect(correctedHours(own, before, before)).toBe(own);
      }),
    );
  });
});
