import { describe, expect, test } from "vitest";
import { computeBalance } from "@/rules/balance";
import { calendarDate } from "@/rules/calendar";
import type { CreditSource } from "@/rules/credit-entry";
import type { Employment } from "@/rules/duty";
import { judgeMooc, type MoocClaim } from "@/rules/mooc";
import { nextSteps } from "@/rules/next-steps";
import { judgeOnlineResult } from "@/rules/online";
import { judgeParticipant } from "@/rules/participants";
import { type CyclePolicy, creditsOfHours, parseCyclePolicy } from "@/rules/policy";
import type { CreditFact } from "@/rules/postings";
import type { ProjectKind } from "@/rules/projects";
import { BETWEEN_48_AND_144, SIX_OR_EIGHT_HOURS, TEN_OR_TWENTY_HOURS } from "./other-policies";

/** As it comes out of the database. */
const kept = (policy: unknown): CyclePolicy => parseCyclePolicy(JSON.parse(JSON.stringify(policy)));
const yearly = kept(BETWEEN_48_AND_144);
const byKind = kept(SIX_OR_EIGHT_HOURS);
const beijing = kept(TEN_OR_TWENTY_HOURS);

const LONG_ON_POST: Employment[] = [{ from: calendarDate("2005-09-01"), to: null }];
const person = { certificateNumber: "20104107000000001", schoolIsPrivate: false, employments: LONG_ON_POST };
let serial = 0;

/** `month` tells who comes first in a year. */
function fact(
  source: CreditSource,
  year: number,
  credits: number,
  month = 6,
  more: Partial<CreditFact> = {},
): CreditFact {
  serial += 1;
  return {
    id: `f${String(serial).padStart(4, "0")}`,
    source,
    year,
    tenths: Math.round(credits * 10),
    endedOn: calendarDate(`${year}-${String(month).padStart(2, "0")}-15`),
    trainingKey: null,
    halves: source === "support_teaching" ? 3 : 0,
    ...more,
  };
}
const balanceOf = (policy: CyclePolicy, facts: CreditFact[], employments = LONG_ON_POST) =>
  computeBalance(policy, employments, facts);
/** What each credit counts, in the order of the facts, and why not more. */
function countedOf(policy: CyclePolicy, facts: CreditFact[]): [number, string | null, number][] {
  const { lines } = balanceOf(policy, facts);
  const byFact = new Map(lines.map((line) => [line.factId, line]));
  return facts.map(({ id }) => {
    const line = byFact.get(id);
    return [line?.countedTenths ?? -1, line?.loss?.code ?? null, line?.loss?.lostTenths ?? 0];
  });
}
const eachYear = (credits: number[]) => credits.map((one, index) => fact("project", 2016 + index, one));

describe("360 credits in five years, between 48 and 144 in a year", () => {
  test("144 + 48 + 48 + 48 + 72 are 360, with 48 in each year: complete", () => {
    expect(balanceOf(yearly, eachYear([144, 48, 48, 48, 72]))).toMatchObject({
      complete: true,
      requiredTotalTenths: 3600,
      missingTotalTenths: 0,
      shortYears: [],
    });
  });

  test("144 + 144 + 72 are 360, and two years have nothing: 48 short in each, not complete", () => {
    expect(balanceOf(yearly, eachYear([144, 144, 72, 0, 0]))).toMatchObject({
      complete: false,
      missingTotalTenths: 0,
      missingOnlineTenths: 0,
      shortYears: [
        { year: 2019, missingTenths: 480 },
        { year: 2020, missingTenths: 480 },
      ],
    });
  });

  test("48 in a year are enough, 47.9 are a tenth short", () => {
    const { shortYears } = balanceOf(yearly, eachYear([144, 144, 144, 48, 47.9]));
    expect(shortYears).toEqual([{ year: 2020, missingTenths: 1 }]);
  });

  test("100 and then 50 in one year are 144: the later one loses 6, by the policy's rule and no clause", () => {
    const facts = [fact("project", 2017, 100, 3), fact("lecture", 2017, 50, 9)];
    expect(countedOf(yearly, facts)).toEqual([
      [1000, null, 0],
      [440, "above-annual-maximum", 60],
    ]);
    expect(balanceOf(yearly, facts).lines[1]?.loss).toMatchObject({ rule: "R1", clause: "S" });
  });

  test("online 40 of December, 80 of March and 60 of May: the online ones first, then 80, then 24 of the 60", () => {
    expect(
      countedOf(yearly, [fact("online", 2018, 40, 12), fact("project", 2018, 80, 3), fact("project", 2018, 60, 5)]),
    ).toEqual([
      [400, null, 0],
      [800, null, 0],
      [240, "above-annual-maximum", 360],
    ]);
  });

  test("a degree of 360 beside 150 of its year: all 360 and 144 count, and a cycle without any other year is complete", () => {
    const facts = [fact("degree", 2018, 360), fact("project", 2018, 150)];
    expect(countedOf(yearly, facts)).toEqual([
      [3600, null, 0],
      [1440, "above-annual-maximum", 60],
    ]);
    expect(balanceOf(yearly, facts)).toMatchObject({ complete: true, shortYears: [], totalTenths: 5040 });
  });

  test("hired in August 2018: 144 for two years, 48 in 2019 and 2020; what 2018 has is no matter", () => {
    const hired = [{ from: calendarDate("2018-08-20"), to: null }];
    expect(balanceOf(yearly, [fact("project", 2019, 96), fact("project", 2020, 48)], hired)).toMatchObject({
      complete: true,
      requiredTotalTenths: 1440,
    });
    expect(balanceOf(yearly, [fact("project", 2019, 144)], hired).shortYears).toEqual([
      { year: 2020, missingTenths: 480 },
    ]);
  });

  test("nothing is owed online: 60 hours online are 60 credits like any others, and 0 are missing there", () => {
    const balance = balanceOf(yearly, [fact("online", 2018, 60)]);
    expect(balance).toMatchObject({ totalTenths: 600, requiredOnlineTenths: 0, missingOnlineTenths: 0 });
    expect(balance.lines[0]?.loss).toBeNull();
    expect(balanceOf(yearly, [...eachYear([72, 72, 72, 72, 72])]).complete).toBe(true);
  });

  test("in March 2020, with 144 + 48 + 48 + 20: 28 of 2019 only by registering, 48 in 2020, and 52 more in all", () => {
    const balance = balanceOf(yearly, eachYear([144, 48, 48, 20, 0]));
    expect(nextSteps(yearly, balance, calendarDate("2020-03-01"))).toEqual([
      { code: "register-for-year", year: 2019, tenths: 280 },
      { code: "earn-in-year", year: 2020, tenths: 480 },
      { code: "earn-credits", tenths: 520 },
    ]);
  });

  test("with 360 and only the last year short, its 48 are the only step, on its last day still", () => {
    const balance = balanceOf(yearly, eachYear([144, 72, 72, 72, 0]));
    const step = (day: string) => nextSteps(yearly, balance, calendarDate(day));
    expect(step("2020-12-31")).toEqual([{ code: "earn-in-year", year: 2020, tenths: 480 }]);
    expect(step("2021-01-01")).toEqual([{ code: "register-for-year", year: 2020, tenths: 480 }]);
  });
});

describe("1 credit for 6 or for 8 class hours, and a cap for each kind in a year", () => {
  test.each<[CreditSource, number, number]>([
    ["project", 40, 6.6],
    ["project", 6, 1],
    ["project", 5.9, 0.9],
    ["project", 0.5, 0],
    ["lecture", 20, 3.3],
    ["mooc", 40, 5],
    ["mooc", 20, 2.5],
    ["mooc", 23.9, 2.9],
    ["online", 16, 2],
    ["self_run", 16, 16],
  ])("%s of %d class hours: %d", (source, hours, credits) => {
    expect(creditsOfHours(byKind, source, Math.round(hours * 10))).toBe(Math.round(credits * 10));
  });

  test("a roster's 12 hours are 2 credits, a MOOC's 24 are 3, an online year's 16 are 2 and with 24 a credit above its cap", () => {
    const on = calendarDate("2019-07-14");
    const credited = (kind: ProjectKind) =>
      judgeParticipant(
        byKind,
        { kind, startsOn: on, endsOn: on, hoursTenths: 120, lecturerHoursTenths: null },
        { role: "attended", hoursTenths: null },
        { ...person, beside: [], twice: false },
      ).creditsTenths;
    expect([credited("county"), credited("lecture"), credited("commissioned")]).toEqual([20, 20, 20]);
    const claim: MoocClaim = {
      platform: "icourse163",
      courseName: "教育技术与教学设计",
      university: "北京师范大学",
      term: "第3次开课",
      finishedOn: on,
      scoreTenths: 860,
      realName: true,
      hasCertificate: true,
      certificateNumber: "XF-2019-07",
      certificateHoursTenths: 240,
      accountHoursTenths: null,
      courseHoursTenths: null,
    };
    const context = { ...person, today: calendarDate("2019-12-20"), otherEntries: [], evidenceKinds: new Set([]) };
    expect(judgeMooc(byKind, claim, context).creditsTenths).toBe(30);
    const online = (hoursTenths: number) =>
      judgeOnlineResult(
        byKind,
        { studyYear: 2019, finishedOn: on, hoursTenths },
        { ...person, today: calendarDate("2019-12-20"), postedTenths: 0 },
      );
    expect(online(160)).toMatchObject({ creditsTenths: 20, flags: [] });
    expect(online(240)).toMatchObject({ creditsTenths: 30, flags: [{ params: { capTenths: 20 } }] });
  });

  test("two lectures of 2 in 2017 are 3, one in 2018 is 2: the cap is of each year, the later one loses 1", () => {
    const facts = [fact("lecture", 2017, 2, 10), fact("lecture", 2017, 2, 3), fact("lecture", 2018, 2)];
    expect(countedOf(byKind, facts)).toEqual([
      [10, "above-kind-cap", 10],
      [20, null, 0],
      [20, null, 0],
    ]);
    expect(balanceOf(byKind, facts).lines.find(({ loss }) => loss)?.loss).toMatchObject({ rule: "R1", clause: "S" });
  });

  test("3 of lectures, 4 of MOOCs and 5 of commissioned training fill three caps, and a project of 20 has none", () => {
    expect(
      countedOf(byKind, [
        fact("lecture", 2019, 3.5),
        fact("mooc", 2019, 4.5),
        fact("commissioned", 2019, 5.5),
        fact("project", 2019, 20),
      ]),
    ).toEqual([
      [30, "above-kind-cap", 5],
      [40, "above-kind-cap", 5],
      [50, "above-kind-cap", 5],
      [200, null, 0],
    ]);
  });

  test("of one lecture told twice, 2 and 1, the 2 take of the cap's 3, so another of 2 gets 1", () => {
    expect(
      countedOf(byKind, [
        fact("lecture", 2019, 2, 2, { trainingKey: "one" }),
        fact("lecture", 2019, 1, 1, { trainingKey: "one" }),
        fact("lecture", 2019, 2, 8),
      ]),
    ).toEqual([
      [20, null, 0],
      [0, "same-training", 10],
      [10, "above-kind-cap", 10],
    ]);
  });

  test("4.5 of MOOCs above a cap of 4, in a year that has room for 1 of them: 3.5 lost, told under the year, which took 3", () => {
    const both = kept({ ...byKind, required: { ...byKind.required, annualMaximumTenths: 120 } });
    const [early, late] = [fact("project", 2019, 11, 2), fact("mooc", 2019, 4.5, 3)];
    expect(countedOf(both, [early, late])[1]).toEqual([10, "above-annual-maximum", 35]);
    const small = { ...early, tenths: 81 };
    // Of 4.5 the cap takes 0.5 and the year 0.1: told under the cap.
    expect(countedOf(both, [small, late])[1]).toEqual([39, "above-kind-cap", 6]);
  });

  test("60 credits with 2 online and 6 in all of each year are complete; 0.1 less online in 2018 is not", () => {
    const online = [2016, 2017, 2018, 2019, 2020].map((year) => fact("online", year, 2));
    const rest = eachYear([34, 4, 4, 4, 4]);
    expect(balanceOf(byKind, [...online, ...rest])).toMatchObject({ complete: true, totalTenths: 600, shortYears: [] });
    const less = online.map((one) => (one.year === 2018 ? { ...one, tenths: 19 } : one));
    expect(balanceOf(byKind, [...less, ...rest])).toMatchObject({
      complete: false,
      missingTotalTenths: 1,
      missingOnlineTenths: 1,
      shortYears: [{ year: 2018, missingTenths: 1 }],
    });
  });

  test("of 2020's 6 the 2 online are asked for as such, 4 beside; in all 60 - 48 = 12, so 6 more", () => {
    const facts = [
      ...[2016, 2017, 2018, 2019].map((year) => fact("online", year, 2)),
      ...eachYear([10, 10, 10, 10, 0]),
    ];
    expect(nextSteps(byKind, balanceOf(byKind, facts), calendarDate("2020-04-01"))).toEqual([
      { code: "do-online", year: 2020, tenths: 20 },
      { code: "earn-in-year", year: 2020, tenths: 40 },
      { code: "earn-credits", tenths: 60 },
    ]);
  });

  test("2019's 2 online can't be made up there: they are lost for 2019's minimum, too, and all 6 are to be registered", () => {
    const facts = [
      ...[2016, 2017, 2018, 2020].map((year) => fact("online", year, 2)),
      ...eachYear([40, 10, 10, 0, 10]),
    ];
    expect(nextSteps(byKind, balanceOf(byKind, facts), calendarDate("2020-04-01"))).toEqual([
      { code: "online-cannot-be-made-up", year: 2019, tenths: 20 },
      { code: "register-for-year", year: 2019, tenths: 60 },
    ]);
  });

  test("a degree deems the years complete, and where it doesn't cover online those credits are still owed", () => {
    expect(balanceOf(byKind, [fact("degree", 2018, 60)])).toMatchObject({
      complete: false,
      shortYears: [],
      missingTotalTenths: 0,
      missingOnlineTenths: 100,
    });
  });

  test("a year of support teaching is 12 credits and that year's 2 online, so its 6 are reached", () => {
    const { shortYears, onlineMetTenths } = balanceOf(byKind, [fact("support_teaching", 2018, 12)]);
    expect(onlineMetTenths).toBe(20);
    expect(shortYears.map(({ year }) => year)).toEqual([2016, 2017, 2019, 2020]);
  });
});

describe("36 credits in five years, 10 class hours for one of training and 20 for one of study online", () => {
  test("100 class hours are 10 credits of training or 5 of MOOCs", () => {
    expect(creditsOfHours(beijing, "project", 1000)).toBe(100);
    expect(creditsOfHours(beijing, "mooc", 1000)).toBe(50);
  });

  test("30 of training in one year and 6 online in another are 36: complete, for no year has a minimum", () => {
    const facts = [fact("project", 2016, 30), fact("online", 2019, 6)];
    expect(balanceOf(beijing, facts)).toMatchObject({ complete: true, totalTenths: 360, shortYears: [] });
    expect(balanceOf(beijing, facts.slice(0, 1))).toMatchObject({ complete: false, missingTotalTenths: 60 });
  });
});

describe("a cycle of another length", () => {
  test("a cycle has as many years as its place says: three of 24 credits are 72", () => {
    const three = kept({
      ...byKind,
      cycle: { fromYear: 2021, toYear: 2023 },
      required: { ...byKind.required, totalTenths: 720, annualTotalTenths: 240, onlineTenths: 60 },
    });
    const facts = [2021, 2022, 2023].flatMap((year) => [fact("online", year, 2), fact("project", year, 22)]);
    expect(balanceOf(three, facts)).toMatchObject({ complete: true, requiredTotalTenths: 720 });
    expect(balanceOf(three, facts).years.map(({ year }) => year)).toEqual([2021, 2022, 2023]);
  });
});
