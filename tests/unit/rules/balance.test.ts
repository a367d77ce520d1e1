import { describe, expect, test } from "vitest";
import { computeBalance } from "@/rules/balance";
import { calendarDate } from "@/rules/calendar";
import type { Employment } from "@/rules/duty";
import { nextSteps } from "@/rules/next-steps";
import { type CyclePolicy, defaultPolicy2016 } from "@/rules/policy";
import type { CreditFact } from "@/rules/postings";

const policy = defaultPolicy2016;
const LONG_ON_POST: Employment[] = [{ from: calendarDate("2005-09-01"), to: null }];
let serial = 0;

function fact(source: CreditFact["source"], year: number, credits: number, more: Partial<CreditFact> = {}): CreditFact {
  serial += 1;
  const endedOn = calendarDate(`${year}-06-01`);
  return {
    id: `f${String(serial).padStart(4, "0")}`,
    source,
    year,
    tenths: credits * 10,
    endedOn,
    trainingKey: null,
    halves: 0,
    ...more,
  };
}

const balanceOf = (facts: CreditFact[], employments = LONG_ON_POST, under: CyclePolicy = policy) =>
  computeBalance(under, employments, facts);
const hired = (day: string, to: string | null = null) => [
  { from: calendarDate(day), to: to === null ? null : calendarDate(to) },
];
const fullOnline = () => [2016, 2017, 2018, 2019, 2020].map((year) => fact("online", year, 16));

describe("五年内继续教育累计不少于360学分（含网络校本研修80学分）: R1, R3, N1", () => {
  test("360 with the 80 is complete; a tenth less, or the 80 not met, is not", () => {
    expect(balanceOf([...fullOnline(), fact("project", 2017, 280)])).toMatchObject({
      complete: true,
      missingTotalTenths: 0,
    });
    const short = balanceOf([...fullOnline(), { ...fact("project", 2017, 280), tenths: 2799 }]);
    expect(short).toMatchObject({ complete: false, missingTotalTenths: 1, missingOnlineTenths: 0 });
    const noOnline = balanceOf([...fullOnline().slice(1), fact("project", 2017, 400)]);
    expect(noOnline).toMatchObject({ complete: false, missingTotalTenths: 0, missingOnlineTenths: 160 });
  });
});

describe("网络校本研修16学分/年，此80学分为必修学分，不能以其它学分顶替: R2, N3.5", () => {
  test("what is above 16 in a study year counts nowhere, and the line says so", () => {
    const { onlineTenths, totalTenths, lines } = balanceOf([fact("online", 2018, 20)]);
    expect([onlineTenths, totalTenths]).toEqual([160, 160]);
    expect(lines[0]).toMatchObject({
      recordedTenths: 200,
      countedTenths: 160,
      loss: { code: "online-above-annual-cap", rule: "R2", clause: "N3.5", lostTenths: 40 },
    });
  });

  test("of two results of a year the later one loses", () => {
    const first = fact("online", 2018, 10, { endedOn: calendarDate("2018-03-01") });
    const second = fact("online", 2018, 10, { endedOn: calendarDate("2018-11-01") });
    const counted = Object.fromEntries(
      balanceOf([second, first]).lines.map((line) => [line.factId, line.countedTenths]),
    );
    expect(counted).toEqual({ [first.id]: 100, [second.id]: 60 });
  });

  test("a past study year can be made up, unless the policy says that it can't", () => {
    const late = () => fact("online", 2017, 16, { endedOn: calendarDate("2018-01-01") });
    expect(balanceOf([late()]).onlineTenths).toBe(160);
    const strict = { ...policy, online: { ...policy.online, makeUp: false } };
    expect(balanceOf([fact("online", 2017, 16)], LONG_ON_POST, strict).onlineTenths).toBe(160);
    const { onlineTenths, lines } = balanceOf([late()], LONG_ON_POST, strict);
    expect(onlineTenths).toBe(0);
    expect(lines[0]?.loss).toMatchObject({ code: "online-made-up-too-late", rule: "R2", clause: "S", lostTenths: 160 });
  });

  test("a thousand other credits move nothing of it", () => {
    expect(balanceOf([fact("project", 2016, 1000)])).toMatchObject({ onlineMetTenths: 0, missingOnlineTenths: 800 });
  });
});

describe("上半年入职需要完成本年度学习，下半年入职的从下一年度开始学习: R4, N3.10", () => {
  test.each([
    ["2018-06-30", [2018, 2019, 2020]],
    ["2018-07-01", [2019, 2020]],
    ["2016-01-01", [2016, 2017, 2018, 2019, 2020]],
    ["2015-12-31", [2016, 2017, 2018, 2019, 2020]],
    ["2020-07-01", []],
  ])("hired on %s: years of duty %j, 72 and 16 for each", (day, years) => {
    const balance = balanceOf([], hired(day));
    expect(balance.years.filter((year) => year.duty).map((year) => year.year)).toEqual(years);
    expect([balance.requiredTotalTenths, balance.requiredOnlineTenths]).toEqual([
      720 * years.length,
      160 * years.length,
    ]);
    expect(balance.owesNothing).toBe(years.length === 0);
  });

  test("credits between hiring and the first year of duty count, online ones don't", () => {
    const balance = balanceOf([fact("project", 2018, 24), fact("online", 2018, 16)], hired("2018-09-01"));
    expect([balance.totalTenths, balance.onlineTenths]).toEqual([240, 0]);
    expect(balance.lines.find((line) => line.source === "online")?.loss).toMatchObject({
      code: "online-without-duty",
      rule: "R4",
    });
  });

  test("the year of leaving is the last; a transfer is no new hire; coming back is one", () => {
    const duty = (employments: Parameters<typeof computeBalance>[1]) =>
      computeBalance(policy, employments, [])
        .years.filter((year) => year.duty)
        .map((year) => year.year);
    expect(duty(hired("2000-09-01", "2018-03-01"))).toEqual([2016, 2017, 2018]);
    expect(duty([...hired("2000-09-01", "2018-08-31"), ...hired("2018-09-01")])).toEqual([
      2016, 2017, 2018, 2019, 2020,
    ]);
    expect(duty([...hired("2000-09-01", "2016-08-31"), ...hired("2018-09-01")])).toEqual([2016, 2019, 2020]);
  });
});

describe("在周期内学历提升，取得毕业证书的人员继续教育视同完成，学分按360分登记: R5, N3.3", () => {
  test("deemed complete, the online sum shown as it is", () => {
    const balance = balanceOf([fact("degree", 2018, 360), fact("online", 2018, 16)]);
    expect(balance).toMatchObject({ complete: true, onlineTenths: 160, onlineMetTenths: 160, missingOnlineTenths: 0 });
    expect(balance.deemed).toMatchObject({ rule: "R5", clause: "N3.3", coversOnline: true });
  });

  test("where the policy says that it doesn't cover the 80, they are still owed", () => {
    const strict = { ...policy, degree: { ...policy.degree, coversOnline: false } };
    expect(balanceOf([fact("degree", 2018, 360)], LONG_ON_POST, strict)).toMatchObject({
      complete: false,
      missingOnlineTenths: 800,
    });
  });

  test("once a cycle", () => {
    const balance = balanceOf([fact("degree", 2017, 360), fact("degree", 2019, 360)]);
    expect(balance.totalTenths).toBe(3600);
    expect(balance.lines[1]?.loss).toMatchObject({ code: "second-degree", rule: "R5" });
  });
});

describe("支教：视同完成支教期间继续教育任务（按每年72学分计）: R6, N3.4", () => {
  test("a year is 72 and meets its online duty; other credits add to it, online ones meet the duty once", () => {
    const balance = balanceOf([
      fact("support_teaching", 2018, 72, { halves: 3 }),
      fact("online", 2018, 16),
      fact("project", 2018, 10),
    ]);
    expect(balance).toMatchObject({ totalTenths: 980, onlineTenths: 160, onlineMetTenths: 160 });
  });

  test("half a year is 36, and 8 of the online", () => {
    const balance = balanceOf([fact("support_teaching", 2018, 36, { halves: 2 }), fact("online", 2018, 5)]);
    expect(balance).toMatchObject({ totalTenths: 410, onlineTenths: 50, onlineMetTenths: 80 });
  });

  test("the same half told twice counts once", () => {
    const balance = balanceOf([
      fact("support_teaching", 2018, 72, { halves: 3 }),
      fact("support_teaching", 2018, 36, { halves: 1 }),
    ]);
    expect(balance.totalTenths).toBe(720);
    expect(balance.lines.map((line) => line.loss?.code ?? null).sort()).toEqual(
      [null, "support-half-told-twice"].sort(),
    );
  });

  test("of two tellings of a half year the larger counts, and never more than 36", () => {
    const year = () => fact("support_teaching", 2018, 72, { halves: 3 });
    const less = () => fact("support_teaching", 2018, 20, { halves: 1 });
    expect(balanceOf([year(), less()]).totalTenths).toBe(720);
    expect(balanceOf([less(), year()]).totalTenths).toBe(720);
    expect(balanceOf([fact("support_teaching", 2018, 72, { halves: 1 })]).totalTenths).toBe(360);
  });

  test("before the first year of duty it is worth its credits and meets no online duty", () => {
    const balance = balanceOf([fact("support_teaching", 2018, 36, { halves: 2 })], hired("2018-08-01"));
    expect(balance).toMatchObject({ totalTenths: 360, onlineMetTenths: 0 });
  });

  test("where the policy says that it doesn't cover the online part, nothing is deemed", () => {
    const strict = { ...policy, supportTeaching: { ...policy.supportTeaching, coversOnline: false } };
    expect(balanceOf([fact("support_teaching", 2018, 72, { halves: 3 })], LONG_ON_POST, strict).onlineMetTenths).toBe(
      0,
    );
  });
});

describe("what counts nothing says why", () => {
  test.each<[string, CreditFact, object]>([
    ["自主校本研修不计入: R14, N4", fact("self_run", 2018, 8), { code: "self-run", rule: "R14", clause: "N4" }],
    ["before the cycle: R15", fact("project", 2015, 8), { code: "outside-cycle", rule: "R15", clause: "S" }],
    ["after the cycle: R15", fact("project", 2021, 8), { code: "outside-cycle", rule: "R15", clause: "S" }],
  ])("%s", (_, one, loss) => {
    const balance = balanceOf([one]);
    expect(balance.totalTenths).toBe(0);
    expect(balance.lines[0]?.loss).toMatchObject(loss);
  });

  test("one training in two roles: the larger: R16", () => {
    const balance = balanceOf([
      fact("project", 2018, 12, { trainingKey: "t" }),
      fact("project", 2018, 24, { trainingKey: "t" }),
    ]);
    expect(balance.totalTenths).toBe(240);
    expect(balance.lines.find((line) => line.loss)?.loss).toMatchObject({
      code: "same-training",
      rule: "R16",
      lostTenths: 120,
    });
  });
});

describe("the next useful step", () => {
  const today = calendarDate("2019-12-20");
  test("the missing online year first, then what is missing beside it", () => {
    const balance = balanceOf([...fullOnline().slice(0, 4), fact("project", 2017, 208)]);
    expect(nextSteps(policy, balance, today)).toEqual([
      { code: "do-online", year: 2020, tenths: 160 },
      { code: "earn-credits", tenths: 720 },
    ]);
  });

  test("a past year that can't be made up says so instead", () => {
    const strict = { ...policy, online: { ...policy.online, makeUp: false } };
    const balance = balanceOf(fullOnline().slice(1), LONG_ON_POST, strict);
    expect(nextSteps(strict, balance, today)).toEqual([
      { code: "online-cannot-be-made-up", year: 2016, tenths: 160 },
      { code: "earn-credits", tenths: 2960 },
    ]);
    expect(nextSteps(policy, balance, today)[0]).toEqual({ code: "do-online", year: 2016, tenths: 160 });
  });

  test("nothing to do", () => {
    expect(nextSteps(policy, balanceOf([fact("degree", 2018, 360)]), today)).toEqual([{ code: "complete" }]);
    expect(nextSteps(policy, balanceOf([], hired("2020-09-01")), today)).toEqual([{ code: "owes-nothing" }]);
  });
});
