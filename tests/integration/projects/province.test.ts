import pg from "pg";
import { beforeAll, describe, expect, test, vi } from "vitest";
import { listProjects } from "@/features/projects/list-projects";
import { readImport } from "@/features/projects/read-import";
import { readProject } from "@/features/projects/read-project";
import { startRoster } from "@/features/projects/start-roster";
import { Forbidden } from "@/server/errors";
import { NOW } from "../../factories/claims";
import { ledgerFaults, rosterOf, totalOf } from "../../factories/ledger";
import { all, one } from "../../factories/owner";
import { accepted, confirm, decideOn, numberOf } from "../../factories/projects";
import { aTable, aWaitingTable, codesOf, csvOf } from "../../factories/tables";
import { aTeacher, aWorld, type World } from "../../factories/world";

const HEADER = ["姓名", "教师编号", "项目名称", "年度", "学时", "项目级别"];
let world: World;
let numbers: Record<"teacher" | "colleague" | "stranger", string>;

beforeAll(async () => {
  world = await aWorld();
  numbers = {
    teacher: await numberOf(world.teacherId),
    colleague: await numberOf(world.colleagueId),
    stranger: await numberOf(world.strangerId),
  };
});

const counts = () =>
  one<{ projects: number; entries: number; postings: number }>(
    `select (select count(*) from projects where city_id = $1)::int as projects,
       (select count(*) from credit_entries where city_id = $1)::int as entries,
       (select count(*) from ledger_postings where city_id = $1)::int as postings`,
    [world.cityId],
  );
/** What the bank made of the trainings of this name: ids by year. */
const projectsOf = (title: string) =>
  all<{ id: string; year: number; kind: string }>(
    "select id, year, kind from projects where city_id = $1 and title = $2 order by year",
    [world.cityId, title],
  );

describe("the provincial system's table", () => {
  const file = () =>
    csvOf(
      HEADER,
      ["王建国", numbers.teacher, "骨干教师省级培训", 2018, 80, "省级"],
      ["李秀兰", numbers.colleague, "骨干教师省级培训", "2018年度", "80学时", "省级"],
      ["王建国", numbers.teacher, "骨干教师省级培训", 2019, 40, "省级"],
      ["买买提·艾力", numbers.stranger, "国培计划送教下乡", 2019, 60, ""],
      ["无此人", "T00000000", "骨干教师省级培训", 2018, 80, "省级"],
      ["王建国", numbers.teacher, "骨干教师省级培训", 2018, 80, "省级"],
      ["李秀兰", numbers.colleague, "骨干教师省级培训", 2015, 80, "省级"],
      ["李秀兰", numbers.colleague, "", "", "许多", ""],
      ["李秀兰", numbers.colleague, "骨干教师省级培训", 2020, 80, "省级"],
    );

  test("becomes a project for each training and year, which another officer posts; wrong rows are left out and stay readable", async () => {
    const importId = await aTable(world.cityOfficer, "provincial", file());
    const wrong = {
      6: ["person-unknown"],
      7: ["listed-twice"],
      8: ["outside-cycle"],
      9: ["required", "year-not-a-year", "not-a-number"],
      10: ["ended-in-future"],
    };
    expect(await codesOf(world.cityOfficer, importId)).toEqual({ 2: [], 3: [], 4: [], 5: [], ...wrong });
    expect(await counts()).toEqual({ projects: 0, entries: 0, postings: 0 });
    accepted(await confirm(world.cityOfficer, importId));
    expect(await projectsOf("骨干教师省级培训")).toMatchObject([
      { year: 2018, kind: "provincial" },
      { year: 2019, kind: "provincial" },
    ]);
    expect(await projectsOf("国培计划送教下乡")).toMatchObject([{ year: 2019, kind: "national" }]);
    const { projects } = await listProjects(world.cityOfficer, {});
    expect(projects.map(({ status }) => status)).toEqual(["at_city", "at_city", "at_city"]);
    for (const { id } of projects) {
      expect(await decideOn(world.cityOfficer, id)).toMatchObject({
        ok: false,
        violations: [{ code: "decides-own-registration" }],
      });
      accepted(await decideOn(world.secondCityOfficer, id));
    }
    expect(await totalOf(world.teacherId)).toBe(1200);
    expect(await totalOf(world.strangerId)).toBe(600);
    expect(await ledgerFaults()).toEqual([]);
    expect(await codesOf(world.cityOfficer, importId)).toMatchObject(wrong);
    expect((await readImport(world.cityOfficer, importId, { show: "wrong" })).rows[0]?.fields.name).toBe("无此人");
  });

  test("brought again changes nothing: no project, no credit, no posting", async () => {
    const before = await counts();
    const importId = await aTable(world.secondCityOfficer, "provincial", file());
    const { counts: told, rows } = await readImport(world.secondCityOfficer, importId, {});
    expect(told).toMatchObject({ right: 4, wrong: 5 });
    expect(rows[0]).toMatchObject({ flags: [{ code: "posted-already" }] });
    accepted(await confirm(world.secondCityOfficer, importId));
    expect(await counts()).toEqual(before);
  });

  test("is judged by the cycle of each of its years, also when that is over", async () => {
    const now = new Date("2021-01-15T10:00:00+08:00");
    const rows = csvOf(HEADER, ["李秀兰", numbers.colleague, "年末省级培训", 2020, 16, "省级"]);
    const importId = await aTable(world.cityOfficer, "provincial", rows, undefined, now);
    expect(await codesOf(world.cityOfficer, importId)).toEqual({ 2: [] });
  });

  test("brought twice at the same moment registers everybody once", async () => {
    const title = "同时导入的培训";
    const rows = csvOf(
      HEADER,
      ["王建国", numbers.teacher, title, 2019, 8, ""],
      ["李秀兰", numbers.colleague, title, 2019, 8, ""],
    );
    const imports = [
      await aTable(world.cityOfficer, "provincial", rows),
      await aTable(world.secondCityOfficer, "provincial", rows),
    ] as const;
    // Both have judged, or wait for the other to have done, before either can register.
    const gate = new pg.Client({ connectionString: process.env.DATABASE_URL });
    await gate.connect();
    await gate.query("begin; lock table projects in share mode");
    const both = [confirm(world.cityOfficer, imports[0]), confirm(world.secondCityOfficer, imports[1])];
    const WAITING = `select count(*)::int as n from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`;
    await vi.waitUntil(async () => (await one<{ n: number }>(WAITING)).n === 2, { timeout: 10_000, interval: 20 });
    await gate.query("commit");
    await gate.end();
    for (const answer of await Promise.all(both)) accepted(answer);
    expect(await projectsOf(title)).toHaveLength(1);
    expect(
      await one("select count(*)::int as entries from credit_entries where city_id = $1 and title = $2", [
        world.cityId,
        title,
      ]),
    ).toEqual({ entries: 2 });
  });

  test("with other hours than the bank has is told so, with both; what is posted stays", async () => {
    const rows = csvOf(
      HEADER,
      ["王建国", numbers.teacher, "骨干 教师省级培训", 2018, 72, ""],
      ["李秀兰", numbers.colleague, "新的培训", 2018, 8, ""],
    );
    const importId = await aTable(world.cityOfficer, "provincial", rows);
    const view = await readImport(world.cityOfficer, importId, {});
    expect(view.rows[0]?.violations).toMatchObject([
      { rule: "R16", code: "posted-with-other-hours", params: { here: 800, there: 720 } },
    ]);
    const before = await totalOf(world.teacherId);
    accepted(await confirm(world.cityOfficer, importId));
    expect(await totalOf(world.teacherId)).toBe(before);
    expect(await projectsOf("骨干 教师省级培训")).toEqual([]);
    expect(await projectsOf("新的培训")).toHaveLength(1);
  });

  test("in which every row is wrong registers nothing, and says so", async () => {
    const importId = await aTable(world.cityOfficer, "provincial", csvOf(HEADER, ["无此人", "", "培训", 2018, 8, ""]));
    expect(await confirm(world.cityOfficer, importId)).toMatchObject({
      ok: false,
      violations: [{ code: "roster-empty" }],
    });
  });

  test("is mended and confirmed again after a return, by the same projects", async () => {
    const late = await aTeacher(world.cityId, world.school, { name: "郑省培" });
    const title = "退回的省培";
    const importId = await aTable(
      world.cityOfficer,
      "provincial",
      csvOf(HEADER, ["", await numberOf(late), title, 2019, 8, ""]),
    );
    accepted(await confirm(world.cityOfficer, importId));
    const [{ id } = { id: "" }] = await projectsOf(title);
    accepted(await decideOn(world.secondCityOfficer, id, { action: "return", reason: "hours-not-as-notice" }));
    expect((await rosterOf(id)).map(({ status }) => status)).toEqual(["returned"]);
    expect((await readProject(world.cityOfficer, id, NOW)).actions).toContain("submit");
    const mended = accepted(await startRoster(world.cityOfficer, id, NOW));
    expect((await readImport(world.cityOfficer, mended, {})).counts).toMatchObject({ rows: 1, wrong: 0 });
    accepted(await confirm(world.cityOfficer, mended));
    accepted(await decideOn(world.secondCityOfficer, id));
    expect(await totalOf(late)).toBe(80);
  });

  test("is the city's alone", async () => {
    for (const actor of [world.countyOfficer, world.administrator])
      for (const kind of ["provincial", "opening"] as const)
        await expect(aWaitingTable(actor, kind, file())).rejects.toThrow(Forbidden);
  });
});

describe("the opening table of the former bank", () => {
  const HEAD = ["姓名", "教师编号", "摘要", "年度", "已登记学分"];

  test("is posted by another officer, and brought again changes nothing", async () => {
    const file = csvOf(
      HEAD,
      ["陈静", await numberOf(world.directTeacherId), "原学分银行结转", 2016, 72],
      ["陈静", await numberOf(world.directTeacherId), "原学分银行结转", 2017, "64.5"],
      ["陈静", await numberOf(world.directTeacherId), "原学分银行结转", 2021, 8],
    );
    const importId = await aTable(world.cityOfficer, "opening", file);
    expect(await codesOf(world.cityOfficer, importId)).toEqual({ 2: [], 3: [], 4: ["outside-cycle"] });
    accepted(await confirm(world.cityOfficer, importId));
    for (const { id, kind } of await projectsOf("原学分银行结转")) {
      expect(kind).toBe("opening");
      expect((await decideOn(world.cityOfficer, id)).ok).toBe(false);
      accepted(await decideOn(world.secondCityOfficer, id));
    }
    expect(await totalOf(world.directTeacherId)).toBe(1365);
    const before = await counts();
    accepted(await confirm(world.cityOfficer, await aTable(world.cityOfficer, "opening", file)));
    expect(await counts()).toEqual(before);
    expect(await ledgerFaults()).toEqual([]);
  });
});
