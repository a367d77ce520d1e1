import { beforeAll, expect, test } from "vitest";
import { listReported, ReportedQuery } from "@/features/summaries/list-reported";
import { NOW } from "../../factories/claims";
import { one } from "../../factories/owner";
import { accepted } from "../../factories/projects";
import { aDeclaredMooc, decide } from "../../factories/routes";
import { aClosed, acceptMoocs, aRegistered, aToldSupport, step } from "../../factories/summaries";
import { anOffice } from "../../factories/trainings";
import { anActor, aTeacher, aWorld, type Place, type World } from "../../factories/world";

// What a superior sees of its units: what waits first, the oldest first, then who hasn't reported.

let world: World;
const SCHOOLS = 60;
const schools: Place[] = [];

beforeAll(async () => {
  world = await aWorld();
  for (let n = 0; n < SCHOOLS; n += 1) {
    const name = `第${n + 1}小学`;
    const { id } = await one<{ id: number }>(
      `insert into organisations (city_id, kind, code, name, stage, county_id)
       values ($1, 'school', $2, $3, 'primary', $4) returning id`,
      [world.cityId, `21419${String(n).padStart(5, "0")}`, name, world.county.id],
    );
    const school = { id, name, countyId: world.county.id };
    schools.push(school);
    const administrator = await anActor(world.cityId, "school", school);
    await aRegistered(administrator, await aTeacher(world.cityId, school));
    if (n < 3) {
      const table = await aClosed(administrator, "mooc", new Date(NOW.getTime() - n * 60_000));
      if (n === 0) await acceptMoocs(world.countyOfficer, table);
    }
    if (n === 3) {
      const table = await aClosed(administrator);
      accepted(await step(world.countyOfficer, table, "return", { reason: "seal-missing" }));
    }
  }
  await aDeclaredMooc(world.teacher);
  await aRegistered(world.directAdministrator, world.directTeacherId);
}, 120_000);

const list = (actor = world.countyOfficer, query: Record<string, string> = {}) =>
  listReported(actor, ReportedQuery.parse(query), NOW);

test("a county sees its schools: what waits to be accepted first, then those that report nothing", async () => {
  const page = await list();
  expect(page.counts).toEqual({ none: SCHOOLS - 4 + 1, reported: 2, returned: 1, accepted: 1 });
  expect(page.lines.slice(0, 2).map(({ unitName, head }) => [unitName, head?.status])).toEqual([
    ["第3小学", "reported"],
    ["第2小学", "reported"],
  ]);
  expect(page.lines).toHaveLength(50);
  const rest = await list(world.countyOfficer, { after: page.next ?? "" });
  expect(rest.next).toBeNull();
  const all = [...page.lines, ...rest.lines];
  expect(new Set(all.map(({ unitId }) => unitId)).size).toBe(SCHOOLS + 1);
  expect(all.slice(-2).map(({ head }) => head?.status)).toEqual(["returned", "accepted"]);
  expect(all.find(({ unitId }) => unitId === world.school.id)).toMatchObject({
    ...{ head: null, rows: 0, missing: 1, late: false, countyName: world.county.name },
  });
});

test("it is filtered by state and found by name or code; the counts stay", async () => {
  const returned = await list(world.countyOfficer, { status: "returned" });
  expect(returned.lines.map(({ unitName }) => unitName)).toEqual(["第4小学"]);
  expect(returned.counts.none).toBe(SCHOOLS - 3);
  expect((await list(world.countyOfficer, { q: "第12" })).lines.map(({ unitName }) => unitName)).toEqual(["第12小学"]);
  expect((await list(world.countyOfficer, { q: "2141900007" })).lines.map(({ unitName }) => unitName)).toEqual([
    "第8小学",
  ]);
  expect((await list(world.countyOfficer, { q: "没有" })).lines).toEqual([]);
});

test("what makes no sense in the address is ignored; a county has no attachment 3", async () => {
  const page = await list(world.countyOfficer, { round: "x", source: "support_teaching", status: "?", after: "-1" });
  expect(page).toMatchObject({ source: "mooc", status: undefined, rounds: [{ fromYear: 2016, toYear: 2019 }] });
  expect(page.lines).toHaveLength(50);
});

test("another county and the city see their own", async () => {
  expect((await list(world.otherCountyOfficer)).lines).toEqual([]);
  expect((await list(world.cityOfficer)).lines.map(({ unitId }) => unitId)).toEqual([world.directSchool.id]);
  const personnel = await anActor(world.cityId, "host", await anOffice(world.cityId, "personnel"));
  await aToldSupport(personnel, [world.strangerId, "2018-09-01", "2019-07-10"]);
  const support = () => list(world.cityOfficer, { source: "support_teaching" });
  expect((await support()).lines).toMatchObject([{ unitId: personnel.organisationId, rows: 1, head: null }]);
  await aClosed(personnel, "support_teaching");
  expect((await support()).lines).toMatchObject([{ rows: 1, head: { status: "reported", lines: 1 } }]);
});

test("after the last day whoever has something to report is late, and nobody of whose table nothing is left", async () => {
  const { administrator, countyOfficer, teacherId } = await aWorld();
  const late = async () => {
    const page = await listReported(countyOfficer, ReportedQuery.parse({}), new Date("2020-03-01T00:00:00+08:00"));
    return page.lines.map(({ rows, late, head }) => [rows, late, head?.status]);
  };
  const entry = await aRegistered(administrator, teacherId);
  expect(await late()).toEqual([[1, true, undefined]]);
  const table = await aClosed(administrator);
  expect(await late()).toEqual([[1, false, "reported"]]);
  accepted(await step(countyOfficer, table, "return", { reason: "seal-missing" }));
  expect(await late()).toEqual([[1, true, "returned"]]);
  accepted(await decide(countyOfficer, entry, { action: "refuse", reason: "not-about-education" }));
  expect(await late()).toEqual([[0, false, "returned"]]);
});
