import { beforeAll, describe, expect, test } from "vitest";
import { listTeachers, TeacherQuery } from "@/features/people/list-teachers";
import { readSchool } from "@/features/people/read-school";
import type { CompletionFigures } from "@/features/statistics/figures";
import { readBySubject } from "@/features/statistics/read-by-subject";
import { readCompletion } from "@/features/statistics/read-completion";
import { readPlanning } from "@/features/statistics/read-planning";
import { readShortages } from "@/features/statistics/read-shortages";
import { checkBalances } from "@/ledger/check-balances";
import { countOldBalances, recomputeBalances } from "@/ledger/owner-balances";
import { placesFor } from "@/rules/planning";
import { type CyclePolicy, cycleYears, defaultPolicy2016 } from "@/rules/policy";
import { bucketOf, SHORTAGE_KINDS, type ShortageKind, shortageBuckets } from "@/rules/shortage";
import type { Actor } from "@/server/actor";
import { Forbidden } from "@/server/errors";
import { seed } from "../../factories/demo-city";
import { type Counted, countedTeachers, demoActor } from "../../factories/demo-statistics";
import { one, owner } from "../../factories/owner";

// Every figure of the demo city against a count of all its teachers by the rules.

const NOW = new Date("2019-12-20T02:00:00Z");
const YEARS = cycleYears(defaultPolicy2016);
/** Nothing is deemed, and no past year is made up. */
const STRICT: CyclePolicy = {
  ...defaultPolicy2016,
  online: { ...defaultPolicy2016.online, makeUp: false },
  degree: { ...defaultPolicy2016.degree, coversOnline: false },
  supportTeaching: { ...defaultPolicy2016.supportTeaching, coversOnline: false },
};

let policy = defaultPolicy2016;
let teachers: Counted[];
let city: Actor;
let county: Actor;
let school: Actor;
let direct: Actor;

beforeAll(async () => {
  await seed();
  teachers = await countedTeachers(policy);
  city = await demoActor("city", "city1");
  county = await demoActor("county", "yuanyang1");
  school = await demoActor("school", "zhanghui");
  direct = await demoActor("school", "heli");
}, 180_000);

const sum = (numbers: number[]) => numbers.reduce((total, each) => total + each, 0);
const onDuty = (some: readonly Counted[], year: number) => some.filter(({ dutyYears }) => dutyYears.includes(year));

function figuresOf(some: readonly Counted[], year: number): CompletionFigures {
  const balances = onDuty(some, year).map(({ balance }) => balance);
  return {
    teachers: balances.length,
    complete: balances.filter(({ complete }) => complete).length,
    onlineComplete: balances.filter(({ missingOnlineTenths }) => missingOnlineTenths === 0).length,
    totalTenths: sum(balances.map(({ totalTenths }) => totalTenths)),
    onlineMetTenths: sum(balances.map(({ onlineMetTenths }) => onlineMetTenths)),
    missingTotalTenths: sum(balances.map(({ missingTotalTenths }) => missingTotalTenths)),
    missingOnlineTenths: sum(balances.map(({ missingOnlineTenths }) => missingOnlineTenths)),
    years: YEARS.map((each, index) => {
      const of = onDuty(some, each).map(({ balance }) => balance);
      const reached = (tenths: (balance: Counted["balance"]) => number | undefined, owed: number) =>
        of.filter((balance) => balance.complete || (tenths(balance) ?? 0) >= owed).length;
      return {
        year: each,
        teachers: of.length,
        totalReached: reached((balance) => balance.years[index]?.totalTenths, 720),
        onlineReached: reached(
          ({ years }) => Math.max(years[index]?.onlineTenths ?? 0, years[index]?.deemedOnlineTenths ?? 0),
          160,
        ),
      };
    }),
  };
}

/** The groups of those who share a key, as the product tells them, without what is none's. */
function expectGroups<Group extends CompletionFigures>(
  groups: readonly Group[],
  keyOf: (group: Group) => unknown,
  teacherKey: (teacher: Counted) => unknown,
  some: readonly Counted[],
  year: number,
): void {
  const keys = new Set(some.map(teacherKey));
  expect(new Set(groups.map(keyOf)).size).toBe(groups.length);
  for (const group of groups) {
    const expected = figuresOf(
      some.filter((teacher) => teacherKey(teacher) === keyOf(group)),
      year,
    );
    expect(group).toMatchObject(expected);
    keys.delete(keyOf(group));
  }
  // Whom the product doesn't tell of, has nobody on duty.
  for (const key of keys)
    expect(
      onDuty(
        some.filter((teacher) => teacherKey(teacher) === key),
        year,
      ),
    ).toEqual([]);
}

async function expectCompletion(actor: Actor, some: readonly Counted[], year: number): Promise<void> {
  const found = await readCompletion(actor, { year }, NOW);
  if (!found) throw new Error(`the cycle has ${year}`);
  expect(found.all).toEqual(figuresOf(some, year));
  expectGroups(
    found.counties,
    (group) => group.countyId,
    (teacher) => teacher.countyId,
    some,
    year,
  );
  expectGroups(
    found.stages,
    (group) => group.stage,
    (teacher) => teacher.stage,
    some,
    year,
  );
  expectGroups(
    found.schools,
    (group) => group.id,
    (teacher) => teacher.schoolId,
    some,
    year,
  );
  const subjects = await readBySubject(actor, { year }, NOW);
  expectGroups(
    subjects?.subjects ?? [],
    (group) => group.subject,
    (teacher) => teacher.subject,
    some,
    year,
  );
}

const missingOf = ({ balance }: Counted, kind: ShortageKind) =>
  kind === "total" ? balance.missingTotalTenths : balance.missingOnlineTenths;

function countsOf(some: readonly Counted[], kind: ShortageKind): number[] {
  const buckets = shortageBuckets(policy, kind);
  const counts = buckets.map(() => 0);
  for (const teacher of some) {
    const bucket = bucketOf(buckets, missingOf(teacher, kind));
    counts[bucket] = (counts[bucket] ?? 0) + 1;
  }
  return counts;
}

async function expectShortages(actor: Actor, some: readonly Counted[]): Promise<void> {
  for (const kind of SHORTAGE_KINDS)
    for (const by of ["county", "stage", "school"] as const) {
      const found = await readShortages(actor, { kind, by }, NOW);
      const population = onDuty(some, 2019);
      expect(found).toMatchObject({
        year: 2019,
        buckets: shortageBuckets(policy, kind),
        all: countsOf(population, kind),
      });
      const keyOf = (teacher: Counted) =>
        by === "county" ? teacher.countyId : by === "stage" ? teacher.stage : teacher.schoolId;
      expect(found?.groups.map(({ id, stage }) => (by === "stage" ? stage : id)).sort()).toEqual(
        [...new Set(population.map(keyOf))].sort(),
      );
      for (const group of found?.groups ?? [])
        expect(group.counts).toEqual(
          countsOf(
            population.filter((teacher) => keyOf(teacher) === (by === "stage" ? group.stage : group.id)),
            kind,
          ),
        );
    }
}

function placesOf(some: readonly Counted[]) {
  const each = onDuty(some, 2020).map(({ balance, dutyYears }) =>
    placesFor(policy, {
      missing: { total: balance.missingTotalTenths, online: balance.missingOnlineTenths },
      dutyYearsAfter: dutyYears.filter((year) => year > 2020).length,
    }),
  );
  return {
    teachers: each.length,
    inNeed: each.filter(({ online, training }) => online + training > 0).length,
    online: sum(each.map(({ online }) => online)),
    training: sum(each.map(({ training }) => training)),
    lostOnlineTenths: sum(each.map(({ lostOnlineTenths }) => lostOnlineTenths)),
  };
}

async function expectPlanning(actor: Actor, some: readonly Counted[]): Promise<void> {
  const found = await readPlanning(actor, {}, NOW);
  expect(found).toMatchObject({ year: 2020, all: placesOf(some), worth: { online: 160, training: 560 } });
  for (const { countyId, ...group } of found?.counties ?? [])
    expect(group).toMatchObject(placesOf(some.filter((teacher) => teacher.countyId === countyId)));
  for (const { stage, ...group } of found?.stages ?? [])
    expect(group).toEqual(placesOf(some.filter((teacher) => teacher.stage === stage)));
  for (const { subject, ...group } of found?.subjects ?? [])
    expect(group).toEqual(placesOf(some.filter((teacher) => teacher.subject === subject)));
  expect(sum((found?.counties ?? []).map((group) => group.teachers))).toBe(placesOf(some).teachers);
  expect(sum((found?.subjects ?? []).map((group) => group.teachers))).toBe(placesOf(some).teachers);
}

const ofCounty = () => teachers.filter(({ countyId }) => countyId === county.organisationId);
const ofSchool = (actor: Actor) => teachers.filter(({ schoolId }) => schoolId === actor.organisationId);

describe("the figures of completion", () => {
  test.each(YEARS)("of the city are a count of all its teachers by the rules, for %s", async (year) => {
    expect(onDuty(teachers, year).length).toBeGreaterThan(1000);
    await expectCompletion(city, teachers, year);
  });

  test("of a county and of a school are those of their own teachers, and of nobody else's", async () => {
    expect(ofCounty().length).toBeGreaterThan(100);
    await expectCompletion(county, ofCounty(), 2019);
    await expectCompletion(school, ofSchool(school), 2019);
    await expectCompletion(direct, ofSchool(direct), 2018);
  });

  test("on a school's first page are the same", async () => {
    const { teachers: onPost, complete, onlineComplete } = figuresOf(ofSchool(school), 2019);
    expect(await readSchool(school, 2019)).toMatchObject({
      teachers: onPost,
      complete,
      onlineBehind: onPost - onlineComplete,
    });
  });

  test("are of the business date's year where none is asked for, of the last cycle once that is over; nothing is planned for it then", async () => {
    expect((await readCompletion(city, { year: null }, NOW))?.year).toBe(2019);
    expect(await readCompletion(city, { year: 2031 }, NOW)).toBeNull();
    const later = new Date("2031-01-01T00:00:00Z");
    expect((await readShortages(city, { kind: "total", by: "stage" }, later))?.year).toBe(2020);
    expect(await readPlanning(city, {}, later)).toBeNull();
  });

  test("are read by nobody who has no teachers", async () => {
    for (const actor of [await demoActor("teacher"), await demoActor("host")]) {
      await expect(readCompletion(actor, {}, NOW)).rejects.toThrow(Forbidden);
      await expect(readBySubject(actor, {}, NOW)).rejects.toThrow(Forbidden);
      await expect(readShortages(actor, { kind: "total", by: "county" }, NOW)).rejects.toThrow(Forbidden);
    }
    await expect(readPlanning(school, {}, NOW)).rejects.toThrow(Forbidden);
  });
});

describe("shortages and places", () => {
  test("are the rules' answer on each teacher, for city, county and school", async () => {
    await expectShortages(city, teachers);
    await expectShortages(county, ofCounty());
    await expectShortages(school, ofSchool(school));
    expect(placesOf(teachers).online).toBeGreaterThan(1000);
    await expectPlanning(city, teachers);
    await expectPlanning(county, ofCounty());
  });

  test("can be asked of one county and of one stage", async () => {
    const primary = teachers.filter(({ stage }) => stage === "primary");
    expect(await readPlanning(city, { stage: "primary" }, NOW)).toMatchObject({ all: placesOf(primary) });
    expect(await readPlanning(city, { county: county.organisationId }, NOW)).toMatchObject({
      all: placesOf(ofCounty()),
    });
    const underCity = teachers.filter(({ countyId }) => countyId === null);
    expect(await readPlanning(city, { county: "direct" }, NOW)).toMatchObject({ all: placesOf(underCity) });
    expect(await readShortages(city, { kind: "online", by: "stage", county: "direct" }, NOW)).toMatchObject({
      all: countsOf(onDuty(underCity, 2019), "online"),
    });
    const foreign = teachers.find(({ countyId }) => countyId !== null && countyId !== county.organisationId);
    expect(await readPlanning(county, { county: foreign?.countyId ?? 0 }, NOW)).toMatchObject({ all: { teachers: 0 } });
  });
});

describe("the list behind a figure", () => {
  const listed = async (actor: Actor, query: Record<string, unknown>) =>
    (await listTeachers(actor, TeacherQuery.parse(query), 2019)).count;

  test("has as many teachers as the figure says", async () => {
    const completion = await readCompletion(city, {}, NOW);
    if (!completion) throw new Error("2019 has a cycle");
    for (const { countyId, ...figures } of completion.counties) {
      const of = { county: countyId ?? "direct", duty: 2019 };
      expect(await listed(city, of)).toBe(figures.teachers);
      expect(await listed(city, { ...of, complete: "1" })).toBe(figures.complete);
      expect(await listed(city, { ...of, behind: "1" })).toBe(figures.teachers - figures.complete);
      expect(await listed(city, { ...of, online: "1" })).toBe(figures.teachers - figures.onlineComplete);
    }
    for (const { stage, teachers: count } of completion.stages)
      expect(await listed(city, { stage, duty: 2019 })).toBe(count);
    for (const { year, teachers: count, totalReached, onlineReached } of completion.all.years) {
      expect(await listed(city, { short: `${year}.total` })).toBe(count - totalReached);
      expect(await listed(city, { short: `${year}.online` })).toBe(count - onlineReached);
    }
    for (const { subject, teachers: count } of (await readBySubject(city, {}, NOW))?.subjects ?? [])
      expect(await listed(city, { subject: subject ?? "-", duty: 2019 })).toBe(count);
    for (const kind of SHORTAGE_KINDS) {
      const { all } = (await readShortages(county, { kind, by: "stage" }, NOW)) ?? { all: [] };
      for (const [bucket, count] of all.entries())
        expect(await listed(county, { missing: `${kind}.${bucket}`, duty: 2019 })).toBe(count);
    }
  });

  test("shows everyone once, who lacks most first, and turns its pages by what is missing", async () => {
    const seen: { id: number; missing: number }[] = [];
    let after: string | undefined;
    do {
      const page = await listTeachers(county, TeacherQuery.parse({ sort: "missing", after }), 2019);
      seen.push(...page.teachers.map(({ id, missingTotalTenths }) => ({ id, missing: missingTotalTenths })));
      after = page.next ?? undefined;
    } while (after);
    const expected = ofCounty()
      .map((teacher) => ({ id: teacher.id, missing: missingOf(teacher, "total") }))
      .sort((a, b) => b.missing - a.missing || a.id - b.id);
    expect(seen).toEqual(expected);
  });

  test("ignores what makes no sense, and finds nobody in a bucket or a year that there is not", async () => {
    expect(
      TeacherQuery.parse({ stage: "x", county: "1' or true", missing: "total", short: "18.total", sort: "x" }),
    ).toEqual({});
    expect(await listed(county, { missing: "total.99" })).toBe(0);
    expect(await listed(county, { short: "2031.total" })).toBe(0);
    expect(await listed(county, { sort: "missing", after: "王.5" })).toBe(ofCounty().length);
  });
});

describe("recomputing the balances", () => {
  test("opens what is missing, mends what differs, and then has nothing to do", async () => {
    const client = await owner();
    const idle = await one<{ id: number }>(
      "select teacher_id as id from balances where head_seq = 0 order by teacher_id limit 1",
    );
    await client.query("delete from balances where teacher_id = $1", [idle.id]);
    await client.query(
      "update balances set duty_years = '{}', duty_bits = 0 where teacher_id % 5 = 0 and teacher_id <> $1",
      [idle.id],
    );
    const named: string[] = [];
    await checkBalances(client, ({ teacherId, kept }) => named.push(`${teacherId} ${kept === null}`));
    expect(named).toContain(`${idle.id} true`);
    expect(named.length).toBeGreaterThan(250);
    expect(await countOldBalances(client)).toBe(named.length);
    expect(await recomputeBalances(client)).toEqual({ checked: 1500, opened: 1, renewed: named.length - 1 });
    expect(await recomputeBalances(client)).toEqual({ checked: 1500, opened: 0, renewed: 0 });
    expect(await countOldBalances(client)).toBe(0);
    expect(await checkBalances(client, (difference) => named.push(JSON.stringify(difference)))).toBe(1500);
    expect(named.filter((text) => text.startsWith("{"))).toEqual([]);
  });

  test("brings a new policy in, and every figure follows it", async () => {
    await (await owner()).query(
      `insert into cycle_policies (city_id, cycle_id, version, policy, reason, created_at) select city_id, cycle_id, 2, $1, '通知', now()
       from cycle_policies where version = 1`,
      [STRICT],
    );
    expect(await recomputeBalances(await owner())).toMatchObject({ opened: 0, renewed: 1500 });
    policy = STRICT;
    teachers = await countedTeachers(STRICT);
    expect(placesOf(teachers).lostOnlineTenths).toBeGreaterThan(0);
    await expectCompletion(city, teachers, 2019);
    await expectShortages(city, teachers);
    await expectPlanning(city, teachers);
    await expectPlanning(county, ofCounty());
  });
});
