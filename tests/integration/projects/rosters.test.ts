import { randomUUID } from "node:crypto";
import { beforeAll, describe, expect, test } from "vitest";
import { readBalance } from "@/features/credits/read-balance";
import { discardImport, removeRow, saveRow } from "@/features/projects/edit-rows";
import { listProjects } from "@/features/projects/list-projects";
import { ProjectInput } from "@/features/projects/project-input";
import { type ImportRowView, readImport, readImportRow } from "@/features/projects/read-import";
import { readProject } from "@/features/projects/read-project";
import { saveProject } from "@/features/projects/save-project";
import { startRoster } from "@/features/projects/start-roster";
import { NotFound } from "@/server/errors";
import { NOW } from "../../factories/claims";
import { postingsOf, rosterOf } from "../../factories/ledger";
import { all, one, owner } from "../../factories/owner";
import { withIdNumber } from "../../factories/platform";
import {
  accepted,
  aProject,
  aRoster,
  aSubmittedProject,
  commissionedFields,
  confirm,
  decideOn,
  numberOf,
  projectFields,
} from "../../factories/projects";
import { aTraining } from "../../factories/trainings";
import { anActor, aTeacher, aWorld, type World } from "../../factories/world";

let world: World;
let namesake: number;

beforeAll(async () => {
  world = await aWorld();
  namesake = await aTeacher(world.cityId, world.school, { name: "李秀兰" });
  await aTeacher(world.cityId, world.school, { name: "赵新", hiredOn: "2019-09-01" });
  await aTeacher(world.cityId, world.school, { name: "钱无证", certificateNumber: null });
});

/** What becomes of rows that are typed into the roster of a new training of the county's. */
async function verdicts(...rows: Record<string, string>[]): Promise<ImportRowView[]> {
  const importId = await aRoster(world.countyOfficer, await aProject(world.countyOfficer), rows);
  return (await readImport(world.countyOfficer, importId, {})).rows;
}
const codesOf = (rows: readonly ImportRowView[]) => rows.map((row) => row.violations.map(({ code }) => code));
const byNumber = async (teacherId: number, more: Record<string, string> = {}) => ({
  teacherNumber: await numberOf(teacherId),
  ...more,
});

describe("a row of a roster", () => {
  test("means somebody by the ID number, by the teacher number, or by name and school", async () => {
    await withIdNumber(world.teacherId, `41072519800101123${checkSign("41072519800101123")}`);
    const identity = `41072519800101123${checkSign("41072519800101123")}`;
    const rows = await verdicts(
      { identity },
      await byNumber(world.colleagueId),
      { name: " 张 伟 ".replaceAll(" ", "") },
      { name: "赵新", school: world.school.name },
    );
    expect(rows.map(({ person }) => person?.name)).toEqual(["王建国", "李秀兰", undefined, "赵新"]);
    expect(codesOf(rows)).toEqual([[], [], ["person-unknown"], ["not-on-duty-then"]]);
    expect(rows[0]?.fields.identity).toBe(`4107${"*".repeat(10)}${identity.slice(-4)}`);
  });

  test.each([
    ["nobody's number", () => ({ teacherNumber: "T99999999" }), "person-unknown", "teacherNumber"],
    ["nobody named", () => ({ name: "" }), "person-missing", "name"],
    ["an ID number with a slip", () => ({ identity: "410725198001011235" }), "identity-checksum", "identity"],
    ["two of that name there", () => ({ name: "李秀兰", school: world.school.name }), "person-ambiguous", "name"],
    ["somebody of another county", () => ({ name: "买买提·艾力" }), "person-unknown", "name"],
    ["a role that is none", () => ({ name: "王建国", role: "旁观" }), "not-a-choice", "role"],
    ["a role that is a word of the machine's", () => ({ name: "王建国", role: "constructor" }), "not-a-choice", "role"],
    ["hours that are no number", () => ({ name: "王建国", hours: "一天" }), "not-a-number", "hours"],
    ["more hours than the training has", () => ({ name: "王建国", hours: "24.1" }), "hours-above-project", "hours"],
    ["no hours", () => ({ name: "王建国", hours: "0" }), "hours-not-positive", "hours"],
    [
      "a lecturer where no hours are set for them",
      () => ({ name: "王建国", role: "授课" }),
      "lecturer-hours-not-set",
      "role",
    ],
    ["somebody without a teacher certificate", () => ({ name: "钱无证" }), "no-teacher-certificate", "name"],
    ["somebody hired after it ended", () => ({ name: "赵新" }), "not-on-duty-then", "name"],
  ])("with %s is told so at its field", async (_, row, code, field) => {
    const [judged] = await verdicts(row());
    expect(judged?.violations).toMatchObject([{ code, field }]);
  });

  test("with a number of one person and the name of another is an error, not a match", async () => {
    const [judged] = await verdicts(await byNumber(world.teacherId, { name: "李秀兰" }));
    expect(judged?.violations).toMatchObject([{ code: "name-does-not-match", field: "teacherNumber" }]);
    expect(judged?.person).toBeNull();
  });

  test("of somebody who has this training already names it; one on the same days is only flagged", async () => {
    const fields = projectFields();
    const first = await aSubmittedProject(world.countyOfficer, [world.teacherId], fields);
    const { title } = (await readProject(world.countyOfficer, first, NOW)).project;
    await (await owner()).query("update projects set training_key = 'other' where id = $1", [first]);
    const again = await aProject(world.countyOfficer, { ...fields, projectId: randomUUID() });
    await (await owner()).query(
      "update credit_entries set training_key = (select training_key from projects where id = $1) where project_id = $2",
      [again, first],
    );
    const importId = await aRoster(world.countyOfficer, again, [await byNumber(world.teacherId)]);
    expect((await readImport(world.countyOfficer, importId, {})).rows[0]?.violations).toMatchObject([
      { rule: "R16", code: "has-this-training", params: { title } },
    ]);
    const [beside] = await verdicts(await byNumber(world.teacherId));
    expect(beside).toMatchObject({ violations: [], flags: [{ code: "overlapping-training", params: { title } }] });
  });

  test("that names somebody twice in one role is told at the later line; mending it clears the twin", async () => {
    const importId = await aRoster(world.countyOfficer, await aProject(world.countyOfficer), [
      await byNumber(world.teacherId),
      await byNumber(world.teacherId),
    ]);
    const read = async () => codesOf((await readImport(world.countyOfficer, importId, {})).rows);
    expect(await read()).toEqual([[], ["listed-twice"]]);
    accepted(await saveRow(world.countyOfficer, { importId, line: 2, ...(await byNumber(world.colleagueId)) }, NOW));
    expect(await read()).toEqual([[], []]);
    accepted(await saveRow(world.countyOfficer, { importId, line: 3, ...(await byNumber(world.colleagueId)) }, NOW));
    expect(await read()).toEqual([[], ["listed-twice"]]);
    accepted(await removeRow(world.countyOfficer, { importId, line: 2 }, NOW));
    expect(await read()).toEqual([[]]);
  });

  test("is shown to its own place with the ID number, on record", async () => {
    const identity = `41072519800101123${checkSign("41072519800101123")}`;
    const importId = await aRoster(world.countyOfficer, await aProject(world.countyOfficer), [{ identity }]);
    expect(await readImportRow(world.countyOfficer, importId, 2, NOW)).toMatchObject({ identity });
    await one("select 1 from audit_events where kind = 'identity-shown' and subject = $1", [`import ${importId}/2`]);
    await expect(readImportRow(world.otherCountyOfficer, importId, 2, NOW)).rejects.toThrow(NotFound);
  });
});

function checkSign(body: string): string {
  const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
  const sum = WEIGHTS.reduce((total, weight, place) => total + weight * Number(body[place]), 0);
  return "10X98765432"[sum % 11] as string;
}

describe("a roster is confirmed", () => {
  test("whole or not at all: with one wrong row nobody is registered", async () => {
    const id = await aProject(world.countyOfficer);
    const importId = await aRoster(world.countyOfficer, id, [await byNumber(world.teacherId), { name: "无此人" }]);
    expect(await confirm(world.countyOfficer, importId)).toMatchObject({
      ok: false,
      violations: [{ code: "roster-has-errors", params: { count: 1 } }],
    });
    expect(await rosterOf(id)).toEqual([]);
    expect((await readProject(world.countyOfficer, id, NOW)).project.status).toBe("draft");
  });

  test("by what is true then: a certificate that is gone since stops it, and the row says so", async () => {
    const leaving = await aTeacher(world.cityId, world.school, { name: "孙变" });
    const id = await aProject(world.countyOfficer);
    const importId = await aRoster(world.countyOfficer, id, [await byNumber(leaving), await byNumber(world.teacherId)]);
    await (await owner()).query("update teachers set certificate_number = null where id = $1", [leaving]);
    expect((await confirm(world.countyOfficer, importId)).ok).toBe(false);
    expect(await rosterOf(id)).toEqual([]);
    expect(codesOf((await readImport(world.countyOfficer, importId, {})).rows)).toEqual([
      ["no-teacher-certificate"],
      [],
    ]);
  });

  test("once: asked again, it registers nobody a second time", async () => {
    const id = await aProject(world.countyOfficer);
    const importId = await aRoster(world.countyOfficer, id, [await byNumber(world.teacherId)]);
    accepted(await confirm(world.countyOfficer, importId));
    accepted(await confirm(world.countyOfficer, importId));
    expect(await rosterOf(id)).toHaveLength(1);
    expect(await discardImport(world.countyOfficer, { importId }, NOW)).toMatchObject({ ok: false });
  });

  test("not empty", async () => {
    const id = await aProject(world.countyOfficer);
    const importId = accepted(await startRoster(world.countyOfficer, id, NOW));
    expect(await confirm(world.countyOfficer, importId)).toMatchObject({ violations: [{ code: "roster-empty" }] });
  });
});

describe("papers (R11)", () => {
  test("hold at least as many people as the roster has", async () => {
    const id = await aProject(world.administrator, commissionedFields({ documentedCount: "1" }));
    const rows = [await byNumber(world.teacherId), await byNumber(world.colleagueId)];
    const importId = await aRoster(world.administrator, id, rows);
    expect(await confirm(world.administrator, importId)).toMatchObject({
      violations: [{ rule: "R11", clause: "N3.2", code: "roster-above-papers", params: { roster: 2, papers: 1 } }],
    });
    accepted(await removeRow(world.administrator, { importId, line: 3 }, NOW));
    accepted(await confirm(world.administrator, importId));
  });

  test("with the invoice of another training are flagged to whoever decides", async () => {
    const ids: string[] = [];
    for (const [host, teacherId] of [
      [world.administrator, world.teacherId],
      [world.otherAdministrator, world.strangerId],
    ] as const) {
      const id = await aProject(host, commissionedFields({ documentedCount: "1", invoiceNumber: "No. 4107-88" }));
      accepted(await confirm(host, await aRoster(host, id, [await byNumber(teacherId)])));
      ids.push(id);
    }
    accepted(await decideOn(world.otherCountyOfficer, ids[1] as string));
    const view = await readProject(world.cityOfficer, ids[1] as string, NOW);
    expect(view.sharedInvoice).toMatchObject([{ id: ids[0], hostName: world.school.name }]);
    expect(view.checks).toContainEqual(expect.objectContaining({ code: "invoice-unshared", ok: false }));
  });
});

describe("what a school runs by itself (R14)", () => {
  test("is kept on record, decided by nobody, and counts 0", async () => {
    const id = await aProject(world.administrator, projectFields({ kind: "self_run", title: "校本研修" }));
    const importId = await aRoster(world.administrator, id, [await byNumber(namesake)]);
    accepted(await confirm(world.administrator, importId));
    expect((await readProject(world.administrator, id, NOW)).project.status).toBe("recorded");
    expect(await rosterOf(id)).toMatchObject([{ status: "recorded", tenths: 240 }]);
    expect(await postingsOf(id, namesake)).toEqual([]);
    const { balance, settled } = await readBalance(world.administrator, namesake, "newest", NOW);
    expect(balance.totalTenths).toBe(0);
    expect(settled).toMatchObject([{ source: "self_run", title: "校本研修" }]);
    // What it was made of is not kept.
    expect(await all("select 1 from import_rows where import_id = $1", [importId])).toEqual([]);
  });
});

describe("another host's training", () => {
  test("and its roster are not there: neither to read, nor to mend, nor to confirm", async () => {
    const id = await aProject(world.countyOfficer);
    const importId = await aRoster(world.countyOfficer, id, [await byNumber(world.teacherId)]);
    for (const other of [world.otherCountyOfficer, world.administrator]) {
      for (const attempt of [
        () => readProject(other, id, NOW),
        () => startRoster(other, id, NOW),
        () => readImport(other, importId, {}),
        () => saveRow(other, { importId, line: 0, name: "王建国" }, NOW),
        () => removeRow(other, { importId, line: 2 }, NOW),
        () => discardImport(other, { importId }, NOW),
        () => confirm(other, importId),
      ])
        await expect(attempt()).rejects.toThrow(NotFound);
      expect((await listProjects(other, {})).projects.map((line) => line.id)).not.toContain(id);
    }
    expect((await readImport(world.countyOfficer, importId, {})).counts.rows).toBe(1);
  });

  test("of a kind that the place doesn't host is not begun", async () => {
    for (const [actor, kind] of [
      [world.administrator, "county"],
      [world.countyOfficer, "commissioned"],
      [world.countyOfficer, "department"],
      [world.cityOfficer, "self_run"],
      [await anActor(world.cityId, "host", world.bureau), "lecture"],
    ] as const)
      expect(await saveProject(actor, ProjectInput.parse(projectFields({ kind })), NOW)).toMatchObject({
        ok: false,
        violations: [{ code: "kind-not-hosted-here", field: "kind" }],
      });
  });

  test("becomes none of another kind by its form: it was judged and has its key as what it is", async () => {
    const fields = projectFields();
    const id = await aProject(world.countyOfficer, fields);
    const changed = ProjectInput.parse({ ...fields, projectId: id, version: "1", kind: "lecture" });
    expect(await saveProject(world.countyOfficer, changed, NOW)).toMatchObject({
      ok: false,
      violations: [{ code: "not-a-choice", field: "kind" }],
    });
  });

  test("that is posted can be found by all, but read only by host and reviewers", async () => {
    const id = await aTraining(world, world.county, { kind: "county" });
    expect((await readProject(world.countyOfficer, id, NOW)).project.id).toBe(id);
    await expect(readProject(world.otherCountyOfficer, id, NOW)).rejects.toThrow(NotFound);
    await expect(startRoster(world.otherCountyOfficer, id, NOW)).rejects.toThrow(NotFound);
  });
});
