import { randomUUID } from "node:crypto";
import { beforeAll, describe, expect, test } from "vitest";
import { TASKS } from "@/cli/tasks";
import { addTeacher } from "@/features/people/add-teacher";
import {
  bringTeachers,
  confirmTeachers,
  discardTeachers,
  judgeBroughtTeachers,
  orderTeachers,
  removeTeacherRow,
  saveTeacherRow,
} from "@/features/people/bring-teachers";
import { EndInput, endEmployment } from "@/features/people/end-employment";
import { saveRow } from "@/features/projects/edit-rows";
import { readImport, readImportRow } from "@/features/projects/read-import";
import { IMPORT_FIELDS, type ImportFieldName, templateHeadings } from "@/rules/import-layouts";
import type { Actor } from "@/server/actor";
import { NotFound } from "@/server/errors";
import type { OrderedWork } from "@/server/jobs";
import type { Result } from "@/server/result";
import { NOW } from "../../factories/claims";
import { all, one } from "../../factories/owner";
import { accepted, performLast } from "../../factories/projects";
import { codesOf, csvOf, keptFiles } from "../../factories/tables";
import { anIdNumber, balanceOf, employmentsOf, newTeacher, wrongBalances } from "../../factories/teachers";
import { aWorld, type World } from "../../factories/world";

let world: World;
let school: Actor;
beforeAll(async () => {
  world = await aWorld();
  school = world.administrator;
});

type Cells = Partial<Record<ImportFieldName, string>>;
const cells = (overrides: Cells = {}): Cells => ({
  name: "新老师",
  identityKind: "",
  identity: anIdNumber(),
  teacherCertificate: "20194107000000001",
  subject: "语文",
  hiredOn: "2019年9月1日",
  teacherNumber: "",
  ...overrides,
});
const tableOf = (rows: readonly Cells[]) =>
  csvOf(
    templateHeadings("teachers"),
    ...rows.map((row) => IMPORT_FIELDS.teachers.map(({ name }) => row[name as ImportFieldName] ?? "")),
  );
async function brought(rows: readonly Cells[], by = school): Promise<string> {
  const importId = randomUUID();
  accepted(await bringTeachers(by, { importId }, tableOf(rows), NOW));
  await performLast(by, importId, judgeBroughtTeachers, NOW);
  return importId;
}
async function confirmed(importId: string, by = school): Promise<Result<unknown>> {
  const ordered = await orderTeachers(by, { importId, truthful: "on" }, NOW);
  if (!ordered.ok) return ordered;
  return (await performLast(by, importId, confirmTeachers, NOW)) ?? ordered;
}
const mend = async (importId: string, line: number, change: Cells) => {
  const before = await readImportRow(school, importId, line, NOW);
  accepted(await saveTeacherRow(school, { importId, line, ...before, ...change }, NOW));
};
const here = async () =>
  (await one<{ count: number }>("select count(*)::int as count from teachers where school_id = $1", [world.school.id]))
    .count;

describe("a school's table of new teachers", () => {
  test("is judged row by row as the form judges, mended in the page, and taken on as a whole or not at all", async () => {
    const twice = anIdNumber();
    const gone = anIdNumber();
    const left = accepted(await addTeacher(school, newTeacher({ identity: gone, hiredOn: "2012-09-01" }), NOW));
    const leaving = { teacherId: left.teacherId, how: "left", leavingDay: "2018-08-31" };
    accepted(await endEmployment(school, EndInput.parse(leaving), NOW));
    const elsewhere = anIdNumber();
    accepted(await addTeacher(world.otherAdministrator, newTeacher({ identity: elsewhere }), NOW));
    const bad = anIdNumber();
    const wrongSign = bad.slice(0, 17) + (bad.endsWith("0") ? "1" : "0");
    const importId = await brought([
      cells({ name: "吴𠮷祥" }),
      cells({ identity: twice }),
      cells({ identity: twice }),
      cells({ identity: gone }),
      cells({ identity: elsewhere }),
      cells({ identity: wrongSign }),
      cells({ identity: "4.10725E+17", teacherCertificate: "1234", hiredOn: "九月" }),
      cells({ identityKind: "军官证", hiredOn: "2020-01-01" }),
      cells({ identity: "41072519850312", hiredOn: "2020-13-01" }),
      cells({ teacherCertificate: "", teacherNumber: "YY-0001" }),
      cells({ identityKind: "护照", identity: "e7654321", teacherNumber: "YY-0001" }),
    ]);
    expect(await codesOf(school, importId)).toEqual({
      2: [],
      3: [],
      4: ["hired-twice"],
      5: [],
      6: ["teacher-works-elsewhere"],
      7: ["identity-checksum"],
      8: ["cell-digits-lost", "not-a-date", "teacher-certificate-format"],
      9: ["not-a-choice"],
      10: ["not-a-date", "identity-format"],
      11: [],
      12: ["teacher-number-taken"],
    });
    const { counts, rows } = await readImport(school, importId, {});
    expect(counts).toMatchObject({ rows: 11, right: 4, wrong: 7, flagged: 2 });
    expect(rows.map(({ flags }) => flags.map(({ code }) => code).join())).toEqual([
      ...["", "", "", "taken-on-again", "", "", "", "", "", "without-teacher-certificate", ""],
    ]);
    const before = await here();
    expect(await confirmed(importId)).toMatchObject({
      ok: false,
      violations: [{ code: "roster-has-errors", params: { count: 7 } }],
    });
    expect(await here()).toBe(before);

    accepted(await removeTeacherRow(school, { importId, line: 4 }, NOW));
    accepted(await removeTeacherRow(school, { importId, line: 6 }, NOW));
    await mend(importId, 7, { identity: bad });
    await mend(importId, 8, { identity: anIdNumber(), teacherCertificate: "", hiredOn: "2016-02-29" });
    await mend(importId, 9, { identityKind: "居民身份证", hiredOn: "2019-12-20" });
    accepted(await removeTeacherRow(school, { importId, line: 10 }, NOW));
    await mend(importId, 12, { teacherNumber: "YY-0002" });
    expect(Object.values(await codesOf(school, importId)).flat()).toEqual([]);
    accepted(await confirmed(importId));
    expect(await here()).toBe(before + 7);
    expect(await employmentsOf(left.teacherId)).toHaveLength(2);
    const leap = await one<{ id: number }>("select teacher_id as id from employments where starts_on = '2016-02-29'");
    expect(await balanceOf(leap.id)).toMatchObject({ duty: [2016, 2017, 2018, 2019, 2020] });
    expect(await wrongBalances(world.cityId)).toEqual([]);
    const accounts = await all(
      `select 1 from accounts a join teachers t on t.id = a.teacher_id and t.teacher_number = a.login_name
       where t.school_id = $1 and a.login_kind = 'teacher' and a.must_change_password`,
      [world.school.id],
    );
    // Each of the seven, and who came back.
    expect(accounts).toHaveLength(8);
    const after = await readImport(school, importId, {});
    for (const { fields } of after.rows) expect(Object.values(fields).join("")).toBe("");
    // Confirmed again, nothing happens; put away it can't be any more.
    accepted(await confirmed(importId));
    expect(await here()).toBe(before + 7);
    expect(await discardTeachers(school, { importId }, NOW)).toMatchObject({ ok: false });
  });

  test("a person who is taken on elsewhere between dry run and confirmation stops it as a whole", async () => {
    const identity = anIdNumber();
    const importId = await brought([cells(), cells({ identity })]);
    accepted(await addTeacher(world.otherAdministrator, newTeacher({ identity }), NOW));
    const before = await here();
    expect(await confirmed(importId)).toMatchObject({ ok: false });
    expect(await here()).toBe(before);
    expect(await codesOf(school, importId)).toEqual({ 2: [], 3: ["teacher-works-elsewhere"] });
  });

  test("two tables with one person, confirmed at once by two schools, take the person on once", async () => {
    const identity = anIdNumber();
    const [ours, theirs] = await Promise.all([
      brought([cells({ identity })]),
      brought([cells({ identity })], world.otherAdministrator),
    ]);
    const results = await Promise.all([confirmed(ours), confirmed(theirs, world.otherAdministrator)]);
    expect(results.filter(({ ok }) => ok)).toHaveLength(1);
  });

  test("three hundred teachers take seconds, each with another number", async () => {
    const rows = Array.from({ length: 300 }, (_, place) => cells({ name: `教师${place}` }));
    const importId = await brought(rows);
    const began = Date.now();
    accepted(await confirmed(importId));
    expect(Date.now() - began).toBeLessThan(15_000);
    expect(await wrongBalances(world.cityId)).toEqual([]);
  });

  test("is the school's alone, and no other feature's; put away it leaves neither file nor number behind", async () => {
    const number = anIdNumber();
    const importId = await brought([cells({ identity: number })]);
    await expect(saveTeacherRow(world.otherAdministrator, { importId, line: 2, ...cells() }, NOW)).rejects.toThrow(
      NotFound,
    );
    await expect(saveRow(school, { importId, line: 2, ...cells() }, NOW)).rejects.toThrow(NotFound);
    accepted(await discardTeachers(school, { importId }, NOW));
    expect(await all("select 1 from import_rows where import_id = $1", [importId])).toEqual([]);
    expect(keptFiles().filter((file) => file.includes("imports"))).toEqual([]);
  });

  test("the worker does it by the kind of table", async () => {
    const importId = randomUUID();
    accepted(await bringTeachers(school, { importId }, tableOf([cells()]), NOW));
    const order = await one<{ id: string }>("select id from work_orders where subject_id = $1", [importId]);
    const { cityId, accountId, role, organisationId } = school;
    const ordered: OrderedWork = {
      kind: "read-import",
      subjectId: order.id,
      actor: { cityId, accountId, role, organisationId },
    };
    await TASKS["read-import"].run(ordered, new AbortController().signal);
    expect((await readImport(school, importId, {})).counts).toMatchObject({ rows: 1, right: 1 });
  });
});
