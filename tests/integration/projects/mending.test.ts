import { beforeAll, describe, expect, test } from "vitest";
import { removeRow, saveRow } from "@/features/projects/edit-rows";
import { moveProject } from "@/features/projects/move-project";
import { ProjectInput } from "@/features/projects/project-input";
import { readImport } from "@/features/projects/read-import";
import { readProject } from "@/features/projects/read-project";
import { recallProject } from "@/features/projects/recall-project";
import { saveProject } from "@/features/projects/save-project";
import { startRoster } from "@/features/projects/start-roster";
import { Conflict } from "@/server/errors";
import { NOW } from "../../factories/claims";
import { ledgerFaults, postingsOf, rosterOf, stepsOf, totalOf } from "../../factories/ledger";
import { owner } from "../../factories/owner";
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
import { anOffice } from "../../factories/trainings";
import { anActor, aTeacher, aWorld, type World } from "../../factories/world";

let world: World;
let third: number;

beforeAll(async () => {
  world = await aWorld();
  third = await aTeacher(world.cityId, world.school, { name: "张伟" });
});

const RETURN = { action: "return", reason: "hours-not-as-notice" } as const;
const versionOf = async (id: string) => (await readProject(world.cityOfficer, id, NOW)).project.version;
const byTeacher = async (id: string) => Object.fromEntries((await rosterOf(id)).map((line) => [line.teacherId, line]));

/** The lines of the roster in the making by the people whom they mean. */
async function linesOf(importId: string): Promise<Record<string, number>> {
  const { rows } = await readImport(world.countyOfficer, importId, {});
  return Object.fromEntries(rows.map(({ line, person }) => [person?.teacherNumber ?? `line ${line}`, line]));
}

describe("a returned roster", () => {
  test("that is mended keeps the credits of who stays on it, withdraws who is off it, opens who is new", async () => {
    const id = await aSubmittedProject(world.countyOfficer, [world.teacherId, world.colleagueId]);
    const before = await byTeacher(id);
    accepted(await decideOn(world.cityOfficer, id, RETURN));
    const importId = accepted(await startRoster(world.countyOfficer, id, NOW));
    const lines = await linesOf(importId);
    const numbers = [await numberOf(world.teacherId), await numberOf(world.colleagueId), await numberOf(third)];
    const line = lines[numbers[1] as string] as number;
    accepted(await removeRow(world.countyOfficer, { importId, line }, NOW));
    accepted(await saveRow(world.countyOfficer, { importId, line: 0, teacherNumber: numbers[2] }, NOW));
    const mended = { importId, line: lines[numbers[0] as string] as number, teacherNumber: numbers[0], hours: "16" };
    accepted(await saveRow(world.countyOfficer, mended, NOW));
    accepted(await confirm(world.countyOfficer, importId));
    const after = await byTeacher(id);
    expect(Object.keys(after)).toHaveLength(3);
    expect(after[world.teacherId]).toMatchObject({ id: before[world.teacherId]?.id, status: "at_city", tenths: 160 });
    expect(after[world.colleagueId]).toMatchObject({ id: before[world.colleagueId]?.id, status: "withdrawn" });
    expect(after[third]).toMatchObject({ status: "at_city", tenths: 240 });
    expect(await stepsOf(before[world.teacherId]?.id ?? "")).toEqual(["register", "return", "resubmit"]);
    expect(await stepsOf(before[world.colleagueId]?.id ?? "")).toEqual(["register", "return", "withdraw"]);
    expect((await readProject(world.cityOfficer, id, NOW)).project).toMatchObject({
      participants: 2,
      creditsTenths: 400,
    });
    accepted(await decideOn(world.cityOfficer, id));
    expect(await postingsOf(id, world.teacherId)).toEqual([160]);
    expect(await postingsOf(id, world.colleagueId)).toEqual([]);
    expect(await ledgerFaults()).toEqual([]);
  });

  test("follows what the host mends in the training itself: hours, title, last day", async () => {
    const id = await aSubmittedProject(world.countyOfficer, [world.teacherId]);
    accepted(await decideOn(world.cityOfficer, id, RETURN));
    const fields = projectFields({ projectId: id, hours: "30", title: `更正后的培训 ${id}`, endsOn: "2019-07-06" });
    const input = ProjectInput.parse({ ...fields, version: await versionOf(id) });
    accepted(await saveProject(world.countyOfficer, input, NOW));
    accepted(await confirm(world.countyOfficer, accepted(await startRoster(world.countyOfficer, id, NOW))));
    expect((await byTeacher(id))[world.teacherId]).toMatchObject({ status: "at_city", tenths: 300 });
    accepted(await decideOn(world.cityOfficer, id));
    expect(await postingsOf(id, world.teacherId)).toEqual([300]);
  });

  test("brings nobody back who was struck out of it", async () => {
    const id = await aCommissioned();
    const out = (await byTeacher(id))[world.colleagueId]?.id ?? "";
    accepted(await decideOn(world.countyOfficer, id, { struck: [out], strikeReason: "did-not-attend" }));
    accepted(await decideOn(world.cityOfficer, id, RETURN));
    const importId = accepted(await startRoster(world.administrator, id, NOW));
    expect((await readImport(world.administrator, importId, {})).counts.rows).toBe(1);
    accepted(await confirm(world.administrator, importId));
    expect((await rosterOf(id)).filter(({ teacherId }) => teacherId === world.colleagueId)).toMatchObject([
      { id: out, status: "refused" },
    ]);
  });

  test("leaves a row that was split off where it is, and credits it once", async () => {
    const officer = await anActor(world.cityId, "county", world.county, { teacherId: world.colleagueId });
    const id = await aCommissioned();
    accepted(await decideOn(officer, id));
    accepted(await decideOn(world.cityOfficer, id, RETURN));
    const importId = accepted(await startRoster(world.administrator, id, NOW));
    accepted(await confirm(world.administrator, importId));
    const own = (await rosterOf(id)).filter(({ teacherId }) => teacherId === world.colleagueId);
    expect(own).toMatchObject([{ status: "at_city", withRoster: false }]);
    expect((await readProject(world.administrator, id, NOW)).project).toMatchObject({
      status: "at_county",
      participants: 1,
    });
  });

  test("can be typed again after a refusal was recalled, though the rows that it was made of are gone", async () => {
    const id = await aSubmittedProject(world.countyOfficer, [world.teacherId, world.colleagueId]);
    const before = await byTeacher(id);
    accepted(await decideOn(world.cityOfficer, id, { action: "refuse", reason: "not-by-an-education-department" }));
    accepted(await recallProject(world.cityOfficer, { projectId: id, version: await versionOf(id), note: null }, NOW));
    accepted(await decideOn(world.cityOfficer, id, RETURN));
    const importId = accepted(await startRoster(world.countyOfficer, id, NOW));
    expect((await readImport(world.countyOfficer, importId, {})).counts).toMatchObject({ rows: 2, wrong: 0 });
    accepted(await confirm(world.countyOfficer, importId));
    expect((await byTeacher(id))[world.teacherId]).toMatchObject({
      id: before[world.teacherId]?.id,
      status: "at_city",
    });
  });
});

async function aCommissioned(): Promise<string> {
  const id = await aProject(world.administrator, commissionedFields());
  const rows = [];
  for (const teacherId of [world.teacherId, world.colleagueId]) rows.push({ teacherNumber: await numberOf(teacherId) });
  accepted(await confirm(world.administrator, await aRoster(world.administrator, id, rows)));
  return id;
}

describe("whoever taught and attended a county's lecture", () => {
  test("has both on record, and the larger one counts", async () => {
    const fields = projectFields({ kind: "lecture", hours: "8", lecturerHours: "20" });
    const id = await aProject(world.countyOfficer, fields);
    const teacherNumber = await numberOf(third);
    const rows: Record<string, string>[] = [{ teacherNumber }, { teacherNumber, role: "授课" }];
    accepted(await confirm(world.countyOfficer, await aRoster(world.countyOfficer, id, rows)));
    const before = await totalOf(third);
    accepted(await decideOn(world.cityOfficer, id));
    expect((await rosterOf(id)).map(({ role, tenths, status }) => [role, tenths, status])).toEqual([
      ["attended", 80, "posted"],
      ["taught", 200, "posted"],
    ]);
    expect(await totalOf(third)).toBe(before + 200);
    expect(await ledgerFaults()).toEqual([]);
  });
});

describe("a department's project (R12)", () => {
  test("has no roster before the city has filed it, and is not filed by whoever registered it", async () => {
    const office = await anOffice(world.cityId, "research");
    const host = await anActor(world.cityId, "host", office);
    const id = await aProject(host, projectFields({ kind: "department" }));
    const unfiled = { ok: false, violations: [{ rule: "R12", clause: "N3.1", code: "filing-missing" }] };
    expect(await startRoster(host, id, NOW)).toMatchObject(unfiled);
    expect((await readProject(host, id, NOW)).against).toMatchObject([
      { code: "roster-empty" },
      { code: "filing-missing" },
    ]);
    const file = { projectId: id, version: 1, action: "file" as const, note: null };
    accepted(await moveProject(host, file, NOW));
    await expect(moveProject(host, file, NOW)).rejects.toThrow(Conflict);
    expect((await startRoster(host, id, NOW)).ok).toBe(false);
    // The same person with a desk at the bureau.
    const both = { ...world.cityOfficer, accountId: host.accountId };
    await givenCityRole(host.accountId);
    expect(await decideOn(both, id, { action: "accept_filing" })).toMatchObject({
      ok: false,
      violations: [{ code: "decides-own-registration" }],
    });
    accepted(await decideOn(world.cityOfficer, id, { action: "accept_filing" }));
    const teacherNumber = await numberOf(world.strangerId);
    accepted(await confirm(host, await aRoster(host, id, [{ teacherNumber }])));
    accepted(await decideOn(world.cityOfficer, id));
    expect(await postingsOf(id, world.strangerId)).toEqual([240]);
  });

  test("that the city sends back is filed anew before there is a roster", async () => {
    const host = await anActor(world.cityId, "host", await anOffice(world.cityId, "technology"));
    const id = await aProject(host, projectFields({ kind: "department" }));
    accepted(await moveProject(host, { projectId: id, version: 1, action: "file", note: null }, NOW));
    expect(await decideOn(world.cityOfficer, id, { action: "send_back", reason: "filing-incomplete" })).toMatchObject({
      ok: false,
      violations: [{ code: "note-missing" }],
    });
    const back = { action: "send_back", reason: "filing-incomplete", note: "缺培训方案" } as const;
    accepted(await decideOn(world.cityOfficer, id, back));
    expect((await startRoster(host, id, NOW)).ok).toBe(false);
    expect((await readProject(host, id, NOW)).actions).toEqual(["file", "withdraw"]);
  });
});

async function givenCityRole(accountId: number): Promise<void> {
  await (await owner()).query(
    "insert into account_roles (city_id, account_id, role, organisation_id) values ($1, $2, 'city', $3)",
    [world.cityId, accountId, world.bureau.id],
  );
}
