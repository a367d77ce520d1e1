import { randomUUID } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { TASKS } from "@/cli/tasks";
import { bringTable } from "@/features/projects/bring-table";
import { orderConfirmation } from "@/features/projects/confirm-import";
import { discardImport, saveRow } from "@/features/projects/edit-rows";
import { judgeBroughtTable } from "@/features/projects/judge-brought-table";
import { readImport } from "@/features/projects/read-import";
import { readProject } from "@/features/projects/read-project";
import type { Actor } from "@/server/actor";
import type { BroughtFile } from "@/server/imports/bring-files";
import type { OrderedWork } from "@/server/jobs";
import { writeWorkbook } from "@/server/spreadsheet/write-workbook";
import { NOW } from "../../factories/claims";
import { rosterOf } from "../../factories/ledger";
import { all, one, owner } from "../../factories/owner";
import { withIdNumber } from "../../factories/platform";
import { accepted, aProject, confirm, performLast, projectFields } from "../../factories/projects";
import { aTable, aWaitingTable, codesOf, csvOf, fixture, keptFiles } from "../../factories/tables";
import { aTeacher, aWorld, type World } from "../../factories/world";

/** The people of the tables that LibreOffice wrote: their ID numbers, as those tables have them or should. */
const PEOPLE = {
  赵一帆: "410725197003120010",
  钱二妹: "410725198111051221",
  𠮷田秀: "410725199506302034",
  买买提·艾力: "410725197809210349",
  孙三妹: "410725198812304017",
  𬱖文: "41072519850101109X",
} as const;
let world: World;
let host: Actor;
const ids: Record<string, number> = {};

beforeAll(async () => {
  world = await aWorld();
  host = world.countyOfficer;
  for (const [name, number] of Object.entries(PEOPLE)) {
    ids[name] = await aTeacher(world.cityId, world.school, { name });
    await withIdNumber(ids[name], number);
  }
});

beforeEach(() => {
  expect(keptFiles()).toEqual([]);
});

const aLecture = () => aProject(host, projectFields({ kind: "lecture", hours: "8", lecturerHours: "20" }));
const jobsOf = (subjectId: string) =>
  all<{ payload: OrderedWork }>(
    `select j.payload from graphile_worker._private_jobs j join work_orders w on j.payload->>'subjectId' = w.id::text
     where w.subject_id = $1 order by j.created_at`,
    [subjectId],
  );
/** Does what is in the queue for a subject, as the worker does. */
async function work(subjectId: string): Promise<void> {
  for (const { payload } of await jobsOf(subjectId))
    await TASKS[payload.kind].run(payload, new AbortController().signal);
}

async function workbookOf(rows: readonly (string | number)[][]): Promise<BroughtFile> {
  const column = (header: string) => ({ header, width: 20, kind: "text" as const });
  const stream = writeWorkbook("名单", ["姓名", "身份证号", "角色", "学时"].map(column), rows);
  return { name: "名单.xlsx", bytes: new Uint8Array(await new Response(stream).arrayBuffer()) };
}

describe("a table that LibreOffice wrote", () => {
  test("is judged row by row, under the lines of that program", async () => {
    const importId = await aTable(host, "roster", fixture("roster.xlsx"), await aLecture());
    const view = await readImport(host, importId, {});
    expect(view.head).toMatchObject({ status: "judged", fileName: "roster.xlsx", storageKey: null });
    expect(view.work).toMatchObject({ kind: "read-import", state: "done", totalRows: 6, doneRows: 6 });
    expect(view.counts).toMatchObject({ rows: 6, right: 3, wrong: 3 });
    expect(await codesOf(host, importId)).toEqual({
      3: [],
      4: [],
      5: [],
      7: ["cell-formula"],
      8: ["cell-digits-lost", "cell-merged"],
      9: ["cell-merged"],
    });
  });

  test("is mended in the page and registered by the worker", async () => {
    const id = await aLecture();
    const importId = await aWaitingTable(host, "roster", fixture("roster.xlsx"), id);
    await work(importId);
    accepted(await saveRow(host, { importId, line: 7, hours: "8" }, NOW));
    accepted(await saveRow(host, { importId, line: 8, identity: PEOPLE.孙三妹, school: "" }, NOW));
    accepted(await saveRow(host, { importId, line: 9, school: world.school.name }, NOW));
    expect((await readImport(host, importId, {})).counts).toMatchObject({ right: 6, wrong: 0, creditsTenths: 398 });
    accepted(await orderConfirmation(host, { importId, truthful: "on" }, NOW));
    await work(importId);
    expect((await readProject(host, id, NOW)).project).toMatchObject({ status: "at_city", participants: 6 });
    const roster = Object.fromEntries((await rosterOf(id)).map((line) => [line.teacherId, [line.role, line.tenths]]));
    expect(roster[ids.𠮷田秀 as number]).toEqual(["attended", 3]);
    expect(roster[ids.孙三妹 as number]).toEqual(["taught", 80]);
  });

  test.each([
    ["roster.xls", "sheet-old-xls"],
    ["two-sheets.xlsx", "sheet-several"],
  ])("%s is not read, and the page says why and how to go on", async (name, code) => {
    const importId = await aTable(host, "roster", fixture(name), await aLecture());
    const view = await readImport(host, importId, {});
    expect(view.head).toMatchObject({ status: "unreadable", problem: { code, field: "file" } });
    expect(view.work?.state).toBe("done");
  });

  test("in GB 18030 reads as the one in UTF-8", async () => {
    const read = async (name: string) => {
      const importId = await aTable(host, "roster", fixture(name), await aLecture());
      return (await readImport(host, importId, {})).rows.map(({ line, person, violations }) => [
        line,
        person?.name,
        violations.map(({ code }) => code),
      ]);
    };
    const rows = await read("roster-utf8.csv");
    expect(rows).toEqual(await read("roster-gb18030.csv"));
    expect(rows.map(([, name]) => name)).toContain("𬱖文");
  });
});

describe("a table of our own template", () => {
  test("is read back as it was written, the longest names and leading zeros too", async () => {
    const file = await workbookOf([
      ["赵一帆", PEOPLE.赵一帆, "参训", "7.5"],
      ["买买提·艾力", PEOPLE.买买提·艾力, "授课", ""],
      ["=1+1", "000000000000000000", "参训", "8"],
    ]);
    const importId = await aTable(host, "roster", file, await aLecture());
    const { rows } = await readImport(host, importId, {});
    expect(rows.map(({ fields }) => fields.name)).toEqual(["赵一帆", "买买提·艾力", "=1+1"]);
    expect(rows.map(({ creditsTenths, violations }) => [creditsTenths, violations.length > 0])).toEqual([
      [75, false],
      [200, false],
      [0, true],
    ]);
  });

  test("without the columns that are needed is not read", async () => {
    const importId = await aTable(host, "provincial", csvOf(["姓名", "学时"], ["赵一帆", 8])).catch(() => "forbidden");
    expect(importId).toBe("forbidden");
    const brought = await aTable(world.cityOfficer, "provincial", csvOf(["姓名", "学时"], ["赵一帆", 8]));
    expect((await readImport(world.cityOfficer, brought, {})).head.problem).toMatchObject({
      code: "sheet-columns-missing",
      params: { columns: "项目名称、年度" },
    });
  });

  test("of a city whose other side renames its columns is found by what the city keeps", async () => {
    await (await owner()).query("insert into import_layouts (city_id, kind, layout) values ($1, 'provincial', $2)", [
      world.cityId,
      { title: ["培训班次"], year: ["实施年份"] },
    ]);
    const file = csvOf(["姓名", "学时", "培训班次", "实施年份"], ["赵一帆", 8, "省培班", 2019]);
    const importId = await aTable(world.cityOfficer, "provincial", file);
    expect((await readImport(world.cityOfficer, importId, {})).counts).toMatchObject({ rows: 1, right: 1 });
  });

  test("sent twice by the same form is one table, and keeps one file", async () => {
    const input = { importId: randomUUID(), kind: "roster" as const, projectId: await aLecture() };
    for (let sent = 0; sent < 2; sent += 1) accepted(await bringTable(host, input, fixture("roster.xlsx"), NOW));
    expect(keptFiles()).toHaveLength(1);
    expect(await jobsOf(input.importId)).toHaveLength(1);
    await performLast(host, input.importId, judgeBroughtTable);
  });
});

describe("what a table holds of people", () => {
  const clear = (text: string) => Object.values(PEOPLE).filter((number) => text.includes(number));

  test("is sealed on the disk, and is gone from it when it was read", async () => {
    const importId = await aWaitingTable(host, "roster", fixture("roster-utf8.csv"), await aLecture());
    const [file, ...others] = keptFiles();
    expect(others).toEqual([]);
    expect(clear(readFileSync(file as string, "latin1"))).toEqual([]);
    await work(importId);
    expect(existsSync(file as string)).toBe(false);
  });

  test("stands in no table of the database in clear, from the upload to the posting", async () => {
    const importId = await aWaitingTable(host, "roster", fixture("roster-utf8.csv"), await aLecture());
    expect(clear(await dump())).toEqual([]);
    await work(importId);
    expect(clear(await dump())).toEqual([]);
    await confirm(host, importId);
    expect(clear(await dump())).toEqual([]);
  });

  test("is dropped with a table that is put away before anybody reads it, or replaced by another", async () => {
    const id = await aLecture();
    const first = await aWaitingTable(host, "roster", fixture("roster.xlsx"), id);
    expect(await discardImport(host, { importId: first }, NOW)).toMatchObject({ ok: false });
    const second = await aWaitingTable(host, "roster", fixture("roster-utf8.csv"), id);
    expect(keptFiles()).toHaveLength(2);
    await work(first);
    expect((await readImport(host, first, {})).head.status).toBe("discarded");
    expect(keptFiles()).toHaveLength(1);
    await work(second);
    expect((await readImport(host, second, {})).head.status).toBe("judged");
    expect((await readImport(host, second, {})).counts.rows).toBeGreaterThan(0);
    // One that was read is replaced, too: its rows hold ID numbers.
    const third = await aWaitingTable(host, "roster", fixture("roster-utf8.csv"), id);
    expect(await all("select 1 from import_rows where import_id = any($1)", [[first, second]])).toEqual([]);
    await work(third);
    accepted(await discardImport(host, { importId: third }, NOW));
    expect(await all("select 1 from import_rows where import_id = $1", [third])).toEqual([]);
  });

  test("is dropped, too, where the reading was given up", async () => {
    const id = await aLecture();
    const given = async () => {
      const importId = await aWaitingTable(host, "roster", fixture("roster.xlsx"), id);
      const [job] = await jobsOf(importId);
      await TASKS["read-import"].failed?.(job?.payload as OrderedWork, "F-1");
      expect((await readImport(host, importId, {})).work).toMatchObject({ state: "failed", faultId: "F-1" });
      return importId;
    };
    await given();
    // Replaced by the next, which is put away.
    accepted(await discardImport(host, { importId: await given() }, NOW));
  });
});

/** Every row of every table, as text. */
async function dump(): Promise<string> {
  const tables = await all<{ name: string }>(
    "select format('%I.%I', schemaname, tablename) as name from pg_tables where schemaname in ('public', 'graphile_worker')",
  );
  const texts: string[] = [];
  // Bytes as the signs that they are, so that what is kept as bytes and not sealed is seen, too.
  await (await owner()).query("set bytea_output = 'escape'");
  for (const { name } of tables) {
    const { text } = await one<{ text: string | null }>(`select string_agg(t::text, e'\\n') as text from ${name} t`);
    texts.push(text ?? "");
  }
  await (await owner()).query("reset bytea_output");
  return texts.join("\n");
}
