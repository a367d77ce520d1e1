import { beforeAll, describe, expect, test } from "vitest";
import { readBalance } from "@/features/credits/read-balance";
import { askCorrection, CorrectionInput } from "@/features/projects/ask-correction";
import { ProjectInput } from "@/features/projects/project-input";
import { readImport } from "@/features/projects/read-import";
import { readProject } from "@/features/projects/read-project";
import { saveProject } from "@/features/projects/save-project";
import type { Actor } from "@/server/actor";
import { NOW } from "../../factories/claims";
import { ledgerFaults, rosterOf, totalOf } from "../../factories/ledger";
import { accepted, aProject, aRoster, confirm, decideOn, numberOf, projectFields } from "../../factories/projects";
import { aTable, codesOf, csvOf } from "../../factories/tables";
import { anOffice } from "../../factories/trainings";
import { anActor, aTeacher, aWorld, type World } from "../../factories/world";

// N3.4, R6: times of support teaching are told on attachment 3 and counted by half years.

let world: World;
let personnel: Actor;

beforeAll(async () => {
  world = await aWorld();
  personnel = await anActor(world.cityId, "host", await anOffice(world.cityId, "personnel"));
});

const fields = (title: string) => projectFields({ kind: "support_teaching", title, hours: "", endsOn: "2019-12-15" });
const telling = async (teacherId: number, from: string, to: string) => ({
  teacherNumber: await numberOf(teacherId),
  place: "封丘县",
  receivingSchool: "封丘县第一中学",
  from,
  to,
});

/** Posted with these rows; answers the project's id. */
async function told(title: string, ...rows: Record<string, string>[]): Promise<string> {
  const id = await aProject(personnel, fields(title));
  accepted(await confirm(personnel, await aRoster(personnel, id, rows)));
  accepted(await decideOn(world.cityOfficer, id));
  return id;
}

describe("support teaching", () => {
  test("for a year is 72 credits, and the year's online duty is deemed met", async () => {
    const id = await told("2019 年支教", await telling(world.strangerId, "2019-01-02", "2019-12-15"));
    expect(await rosterOf(id)).toMatchObject([{ status: "posted", tenths: 720 }]);
    const { balance } = await readBalance(world.cityOfficer, world.strangerId, "newest", NOW);
    expect(balance.years.find(({ year }) => year === 2019)).toMatchObject({
      totalTenths: 720,
      deemedOnlineTenths: 160,
    });
    expect(balance).toMatchObject({ onlineTenths: 0, onlineMetTenths: 160 });
    expect(await ledgerFaults()).toEqual([]);
  });

  test("for a school year is 36 in each of its calendar years, one credit for each", async () => {
    const id = await told("2018 学年支教", await telling(world.teacherId, "2018.9.1", "2019年7月10日"));
    expect((await rosterOf(id)).map(({ tenths }) => tenths)).toEqual([360, 360]);
    expect((await readProject(world.cityOfficer, id, NOW)).project).toMatchObject({
      participants: 1,
      creditsTenths: 720,
    });
    const { balance } = await readBalance(world.cityOfficer, world.teacherId, "newest", NOW);
    expect(balance.years.filter(({ totalTenths }) => totalTenths > 0)).toMatchObject([
      { year: 2018, totalTenths: 360, deemedOnlineTenths: 80 },
      { year: 2019, totalTenths: 360, deemedOnlineTenths: 80 },
    ]);
  });

  test("is told once for each half year: in another table, and on another line of the same", async () => {
    await told("首次", await telling(world.colleagueId, "2018-02-01", "2018-07-15"));
    const again = await aProject(personnel, fields("再次"));
    const rows = [
      await telling(world.colleagueId, "2018-03-01", "2018-06-30"),
      await telling(world.directTeacherId, "2019-03-01", "2019-07-01"),
      await telling(world.directTeacherId, "2019-02-01", "2019-12-01"),
    ];
    const importId = await aRoster(personnel, again, rows);
    expect(await codesOf(personnel, importId)).toEqual({ 2: ["support-half-told"], 3: [], 4: ["support-half-told"] });
    expect((await confirm(personnel, importId)).ok).toBe(false);
    expect(await rosterOf(again)).toEqual([]);
    expect(await totalOf(world.colleagueId)).toBe(360);
  });

  test("is brought as a table, and what is wrong with a row stands at it", async () => {
    const fresh = await aTeacher(world.cityId, world.school, { name: "周支教" });
    const id = await aProject(personnel, fields("附件三"));
    const header = ["姓名", "教师编号", "工作单位", "支教地点", "受援学校", "支教开始时间", "支教结束时间"];
    const number = await numberOf(fresh);
    const file = csvOf(
      header,
      ["周支教", number, world.school.name, "原阳县", "原阳县第一中学", "2017-09-01", "2018-01-20"],
      ["周支教", number, "", "", "", "2018-09-01", "2018-07-01"],
      ["周支教", number, "", "原阳县", "原阳县第一中学", "2018-09-01", "2018-10-01"],
      ["周支教", number, "", "原阳县", "原阳县第一中学", "明年", "2020-07-01"],
      ["周支教", number, "", "原阳县", "原阳县第一中学", "2019-09-01", "2020-07-01"],
    );
    const importId = await aTable(personnel, "support_teaching", file, id);
    expect(await codesOf(personnel, importId)).toEqual({
      2: [],
      3: ["required", "required", "support-from-after-to"],
      4: ["support-too-short"],
      5: ["not-a-date"],
      6: ["ended-in-future"],
    });
    const { rows } = await readImport(personnel, importId, { show: "right" });
    expect(rows).toMatchObject([{ line: 2, creditsTenths: 360 }]);
  });

  test("is measured by half years: its hours are not corrected", async () => {
    const other = await aTeacher(world.cityId, world.school, { name: "吴支教" });
    const id = await told("更正", await telling(other, "2017-09-01", "2018-01-20"));
    const { project } = await readProject(personnel, id, NOW);
    const input = CorrectionInput.parse({ projectId: id, version: project.version, hours: "20", note: "错了" });
    expect(await askCorrection(personnel, input, NOW)).toMatchObject({ ok: false });
  });

  test("is told by the personnel office and the bureau, and by no other office", async () => {
    const research = await anActor(world.cityId, "host", await anOffice(world.cityId, "research"));
    for (const actor of [research, world.countyOfficer, world.administrator])
      expect(await saveProject(actor, ProjectInput.parse(fields("越权")), NOW)).toMatchObject({
        ok: false,
        violations: [{ code: "kind-not-hosted-here" }],
      });
    accepted(await saveProject(world.cityOfficer, ProjectInput.parse(fields("新疆支教")), NOW));
  });
});
