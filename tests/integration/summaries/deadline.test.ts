import { afterAll, beforeEach, describe, expect, test } from "vitest";
import { listReported, ReportedQuery } from "@/features/summaries/list-reported";
import { listUnitSummaries } from "@/features/summaries/list-unit-summaries";
import { violations } from "@/messages/zh-CN/violations";
import { owner } from "../../factories/owner";
import { accepted } from "../../factories/projects";
import { CONTENT, decide } from "../../factories/routes";
import {
  aClosed,
  aRegistered,
  aRegisteredDegree,
  closing,
  draftOf,
  roundOf,
  step,
  tickOff,
} from "../../factories/summaries";
import { anActor, aTeacher, aWorld, type World } from "../../factories/world";

// R17: degrees until 2020-01-10, MOOCs until 2020-01-15, the whole day, in Xinxiang.

let world: World;
const zone = process.env.TZ;
beforeEach(async () => {
  world = await aWorld();
});
afterAll(() => {
  if (zone === undefined) delete process.env.TZ;
  else process.env.TZ = zone;
});

const at = (instant: string) => new Date(`${instant}+08:00`);
const LATE = at("2020-01-16T00:00:00");

/** The city lets a school in again. */
async function reopen(schoolId: number, lastDay: string, source = "mooc", createdAt = new Date()): Promise<void> {
  await (await owner()).query(
    `insert into round_reopenings (city_id, round_id, school_id, source, last_day, reason, account_id, created_at)
     values ($1, $2, $3, $4::credit_source, $5, '邮寄延误', $6, $7)`,
    [
      world.cityId,
      await roundOf(world.administrator),
      schoolId,
      source,
      lastDay,
      world.cityOfficer.accountId,
      createdAt,
    ],
  );
}

describe("a table is closed", () => {
  test.each([
    ["Asia/Shanghai", -480],
    ["UTC", 0],
    ["America/Los_Angeles", 480],
    ["Pacific/Kiritimati", -840],
  ])("in the last second of its last day, and not a second later, on a server in %s", async (TZ, offset) => {
    process.env.TZ = TZ;
    expect(LATE.getTimezoneOffset()).toBe(offset);
    await aRegistered(world.administrator, world.teacherId);
    await aRegisteredDegree(world.administrator, world.colleagueId);
    for (const [source, last, next] of [
      ["mooc", "2020-01-15T23:59:59.999", "2020-01-16T00:00:00"],
      ["degree", "2020-01-10T23:59:59.999", "2020-01-11T00:00:00"],
    ] as const) {
      expect(await closing(world.administrator, source, at(next))).toMatchObject({
        ok: false,
        violations: [{ rule: "R17", code: "deadline-passed", params: { lastDay: last.slice(0, 10) } }],
      });
      expect((await draftOf(world.administrator, source, at(last))).against).toEqual([]);
      accepted(await closing(world.administrator, source, at(last)));
    }
  });

  test("late by nobody: the answer names the last day, its clause and whom to ask", async () => {
    await aRegistered(world.administrator, world.teacherId);
    const answer = await closing(world.administrator, "mooc", LATE);
    expect(answer).toMatchObject({ violations: [{ clause: "N3.7", rule: "R17", params: { lastDay: "2020-01-15" } }] });
    const said = violations["deadline-passed"]({ lastDay: "2020-01-15" });
    expect(said).toContain("2020-01-15");
    expect(said).toContain("市教师教育科");
    expect((await draftOf(world.administrator, "mooc", LATE)).against).toMatchObject([{ code: "deadline-passed" }]);
    const [round] = await listUnitSummaries(world.administrator, LATE);
    expect(round?.sources.find(({ source }) => source === "mooc")).toMatchObject({ late: true, lastDay: "2020-01-15" });
    const { lines } = await listReported(world.countyOfficer, ReportedQuery.parse({ source: "mooc" }), LATE);
    expect(lines).toMatchObject([{ unitId: world.school.id, late: true, head: null }]);
  });

  test("late by the one school for which the city has reopened, until the end of that day, and by no other", async () => {
    const sister = { ...world.school, id: await sisterSchool() };
    const sisterAdministrator = await anActor(world.cityId, "school", sister);
    await aRegistered(world.administrator, world.teacherId);
    await aRegistered(sisterAdministrator, await aTeacher(world.cityId, sister));
    await aRegisteredDegree(world.administrator, world.colleagueId);
    await reopen(world.school.id, "2020-01-20");
    expect((await closing(sisterAdministrator, "mooc", LATE)).ok).toBe(false);
    expect((await closing(world.administrator, "degree", LATE)).ok).toBe(false);
    expect(await closing(world.administrator, "mooc", at("2020-01-21T00:00:00"))).toMatchObject({
      violations: [{ code: "deadline-passed", params: { lastDay: "2020-01-20" } }],
    });
    expect(await draftOf(world.administrator, "mooc", LATE)).toMatchObject({
      reopenedUntil: "2020-01-20",
      against: [],
    });
    await aClosed(world.administrator, "mooc", at("2020-01-20T23:59:59"));
  });

  test("late only while the newest of several reopenings holds", async () => {
    await aRegistered(world.administrator, world.teacherId);
    await reopen(world.school.id, "2020-02-28", "mooc", at("2020-01-16T09:00:00"));
    await reopen(world.school.id, "2020-01-18", "mooc", at("2020-01-17T09:00:00"));
    expect((await closing(world.administrator, "mooc", at("2020-01-19T09:00:00"))).ok).toBe(false);
  });
});

test("after the last day a superior goes on; what it returns is closed anew only after a reopening", async () => {
  const entry = await aRegistered(world.administrator, world.teacherId);
  const id = await aClosed(world.administrator);
  accepted(await decide(world.countyOfficer, entry, CONTENT, LATE));
  accepted(await step(world.countyOfficer, id, "return", { reason: "seal-missing" }, LATE));
  expect(await closing(world.administrator, "mooc", LATE)).toMatchObject({ violations: [{ code: "deadline-passed" }] });
  await reopen(world.school.id, "2020-01-20");
  await aClosed(world.administrator, "mooc", LATE);
  await tickOff(world.countyOfficer, id, LATE);
  accepted(await step(world.countyOfficer, id, "accept", {}, at("2020-03-01T09:00:00")));
});

test("after the last day nobody takes back what is in time: it could not be reported again", async () => {
  await aRegistered(world.administrator, world.teacherId);
  const id = await aClosed(world.administrator, "mooc", at("2020-01-15T23:59:59"));
  expect(await step(world.administrator, id, "take_back", {}, LATE)).toMatchObject({
    violations: [{ code: "deadline-passed", params: { lastDay: "2020-01-15" } }],
  });
  await reopen(world.school.id, "2020-01-20");
  accepted(await step(world.administrator, id, "take_back", {}, LATE));
  await aClosed(world.administrator, "mooc", LATE);
});

async function sisterSchool(): Promise<number> {
  const { rows } = await (await owner()).query(
    `insert into organisations (city_id, kind, code, name, stage, county_id)
     values ($1, 'school', $2, '姊妹学校', 'senior', $3) returning id`,
    [world.cityId, `2141${String(world.school.id).padStart(6, "0")}`, world.county.id],
  );
  return rows[0].id;
}
