import { randomUUID } from "node:crypto";
import { writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { afterEach, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { POST } from "@/app/api/imports/route";
import { GET as table } from "@/app/imports/[id]/table.xlsx/route";
import { GET as template } from "@/app/imports/template.xlsx/route";
import { judgeBroughtTable } from "@/features/projects/judge-brought-table";
import { messagesFor } from "@/messages";
import { type ImportKind, templateHeadings } from "@/rules/import-layouts";
import type { Actor } from "@/server/actor";
import { readTable } from "@/server/spreadsheet/read-table";
import { all, one } from "../../factories/owner";
import { aProject, performLast } from "../../factories/projects";
import { csvOf, keptFiles } from "../../factories/tables";
import { aTeacher, aWorld, type World } from "../../factories/world";

/** Who asks, and from where. */
const asked = vi.hoisted(() => ({ by: null as Actor | null, fromOurPage: true }));
vi.mock("@/server/session", () => ({ currentActor: async () => asked.by, sameOrigin: async () => asked.fromOurPage }));
vi.mock("@/server/locale", () => ({ currentMessages: async () => messagesFor("zh-CN") }));
vi.mock("@/server/clock", () => ({
  businessNow: () => new Date("2019-12-20T10:00:00+08:00"),
  businessToday: () => "2019-12-20",
}));

const ORIGIN = "http://localhost";
const MB = 1024 * 1024;
let world: World;
beforeAll(async () => {
  world = await aWorld();
});
beforeEach(() => {
  asked.by = world.countyOfficer;
  asked.fromOurPage = true;
});
afterEach(() => {
  expect(keptFiles().filter((file) => file.includes("incoming"))).toEqual([]);
});

type Fields = Record<string, string | File>;

/** As a browser sends a plain form; files come last, as they do on the page. */
async function send(fields: Fields): Promise<Response> {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.append(name, value);
  return POST(new Request(`${ORIGIN}/api/imports`, { method: "POST", body: form }));
}

const theTable = csvOf(["姓名", "教师编号", "学时"], ["王建国", "T-none", "8"], ["=1+1", "", "8"]);
const file = (bytes: Uint8Array<ArrayBuffer> = new Uint8Array(theTable.bytes), name = '名单 "一".csv') =>
  new File([bytes], name);
const rosterOf = async (fields: Fields = {}) => ({
  importId: randomUUID(),
  kind: "roster",
  projectId: await aProject(world.countyOfficer),
  file: file(),
  ...fields,
});
const stored = (id: string) => one<{ count: number }>("select count(*)::int as count from imports where id = $1", [id]);

test("a table that a plain form sends is kept and goes on to its page; the same form again is the same table", async () => {
  const fields = await rosterOf();
  for (const _ of [1, 2]) {
    const answer = await send(fields);
    expect([answer.status, answer.headers.get("location")]).toEqual([303, `/county/imports/${fields.importId}`]);
  }
  const { file_name } = await one<{ file_name: string }>("select file_name from imports where id = $1", [
    fields.importId,
  ]);
  expect(file_name).toBe('名单 "一".csv');
  expect(keptFiles().filter((kept) => kept.includes("imports"))).toHaveLength(1);
  await performLast(world.countyOfficer, fields.importId, judgeBroughtTable);
});

test("what isn't taken goes back to the page of its form with the reason, and to no other", async () => {
  const elsewhere = { projectId: await aProject(world.otherCountyOfficer) };
  const fields = await rosterOf();
  const { projectId } = fields;
  const roster = `/county/projects/${projectId}/roster`;
  const cases: [Fields, string][] = [
    [{ file: "" }, `${roster}?problem=file-missing`],
    [{ file: file(new Uint8Array(), "") }, `${roster}?problem=file-missing`],
    [{ file: file(new Uint8Array(21 * MB)) }, `${roster}?problem=sheet-too-large`],
    [{ file: "", back: "/county/imports/9f" }, "/county/imports/9f?problem=file-missing"],
    [{ file: "", back: "//evil.example/county" }, `${roster}?problem=file-missing`],
    [{ file: "", back: "/county/../city" }, `${roster}?problem=file-missing`],
    [{ file: "", back: "/countyx" }, `${roster}?problem=file-missing`],
    [{ file: "", back: "/city/imports" }, `${roster}?problem=file-missing`],
    [{ file: "", kind: "provincial", projectId: "" }, "/county/imports?problem=file-missing"],
    [{ kind: "support_teaching" }, `${roster}?problem=not-a-choice`],
  ];
  for (const [change, location] of cases) {
    const answer = await send({ ...fields, ...change });
    expect([answer.status, answer.headers.get("location")]).toEqual([303, location]);
  }
  expect((await send({ ...fields, ...elsewhere })).status).toBe(404);
  expect(await stored(fields.importId)).toEqual({ count: 0 });
  expect(keptFiles()).toEqual([]);
});

test("who isn't signed in, comes from elsewhere, may not, or sends no form gets nothing", async () => {
  const fields = await rosterOf();
  expect((await send({ ...fields, importId: "1' or true--" })).status).toBe(400);
  expect((await send({ ...fields, kind: "passport" })).status).toBe(400);
  expect((await send({ ...fields, kind: "provincial" })).status).toBe(403);
  expect((await send({ ...fields, kind: "mooc" })).status).toBe(403);
  const post = (body: BodyInit, type: string) =>
    POST(new Request(`${ORIGIN}/api/imports`, { method: "POST", body, headers: { "Content-Type": type } }));
  expect((await post("{}", "application/json")).status).toBe(400);
  expect((await post("--x\r\nnonsense", "multipart/form-data; boundary=x")).status).toBe(400);
  expect((await post("--x\r\n\r\nno name\r\n--x--", "multipart/form-data; boundary=x")).status).toBe(400);
  asked.fromOurPage = false;
  expect((await send(fields)).status).toBe(403);
  asked.fromOurPage = true;
  asked.by = world.teacher;
  expect((await send(fields)).status).toBe(403);
  asked.by = null;
  expect((await send(fields)).headers.get("location")).toBe("/sign-in?ended=1");
  expect(keptFiles()).toEqual([]);
});

/** A body whose pieces are made while they are read. */
function streamed(pieces: () => Iterable<Uint8Array>, { breaks = false, length = "" } = {}): Promise<Response> {
  const made = pieces()[Symbol.iterator]();
  const body = new ReadableStream<Uint8Array>({
    pull(controller) {
      const next = made.next();
      if (!next.done) controller.enqueue(next.value);
      else if (breaks) controller.error(new Error("aborted"));
      else controller.close();
    },
  });
  const headers = new Headers({ "Content-Type": "multipart/form-data; boundary=----b" });
  if (length) headers.set("Content-Length", length);
  return POST(new Request(`${ORIGIN}/api/imports`, { method: "POST", body, headers, duplex: "half" } as RequestInit));
}
const bytes = (text: string) => new TextEncoder().encode(text);
const part = (name: string, more = "") => `------b\r\nContent-Disposition: form-data; name="${name}"${more}\r\n\r\n`;
const head = (fields: Record<string, string>) =>
  Object.entries(fields)
    .map(([name, value]) => `${part(name)}${value}\r\n`)
    .join("");

test("a .zip larger than may be is refused in words, a sender that goes away leaves nothing, and neither fills the memory", async () => {
  asked.by = world.administrator;
  const fields = { importId: randomUUID(), kind: "mooc" };
  const piece = new Uint8Array(MB);
  function* zipOf(megabytes: number) {
    yield bytes(`${head(fields)}${part("file", '; filename="慕课.csv"')}a\r\n${part("scans", '; filename="s.zip"')}`);
    for (let sent = 0; sent < megabytes; sent++) yield piece;
    yield bytes("\r\n------b--\r\n");
  }
  const before = process.memoryUsage().arrayBuffers;
  const refused = await streamed(() => zipOf(301));
  expect([refused.status, refused.headers.get("location")]).toEqual([303, "/school/imports?problem=zip-too-large"]);
  expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(100 * MB);
  const lengthy = await streamed(() => zipOf(0), { length: String(1024 * MB) });
  expect([lengthy.status, await lengthy.text()]).toEqual([413, expect.stringMatching(/超过300MB.*。$/)]);
  function* forEver() {
    yield* zipOf(0).next().value ? [bytes(`${head(fields)}${part("scans", '; filename="s.zip"')}`)] : [];
    for (;;) yield piece;
  }
  expect((await streamed(forEver)).status).toBe(413);
  function* halfway() {
    yield bytes(`${head(fields)}${part("scans", '; filename="s.zip"')}`);
    for (let sent = 0; sent < 5; sent++) yield piece;
  }
  expect((await streamed(halfway, { breaks: true })).status).toBe(400);
  expect((await streamed(halfway)).status).toBe(400);
  expect(await stored(fields.importId)).toEqual({ count: 0 });
  expect(keptFiles()).toEqual([]);
}, 60_000);

test("a file comes out as it was sent, wherever the pieces of the body end", async () => {
  const fields = await rosterOf();
  const content = `姓名,学时\r\n------\r\n王建国,8\r\n`;
  const whole = bytes(
    `preamble\r\n${head({ importId: fields.importId, kind: "roster", projectId: fields.projectId })}${part("file", '; filename="a.csv"')}${content}\r\n------b--\r\nepilogue`,
  );
  function* oneByOne() {
    for (const byte of whole) yield Uint8Array.of(byte);
  }
  expect((await streamed(oneByOne)).headers.get("location")).toBe(`/county/imports/${fields.importId}`);
  await performLast(world.countyOfficer, fields.importId, judgeBroughtTable);
  const rows = await all<{ line: number }>("select line from import_rows where import_id = $1 order by line", [
    fields.importId,
  ]);
  expect(rows.map(({ line }) => line)).toEqual([2, 3]);
});

async function sheetOf(answer: Response, rows = 60_000) {
  expect(answer.status).toBe(200);
  expect(answer.headers.get("cache-control")).toBe("private, no-store");
  const saved = path.join(os.tmpdir(), `${randomUUID()}.xlsx`);
  await writeFile(saved, new Uint8Array(await answer.arrayBuffer()));
  const read = await readTable(saved, { limits: { rows } });
  if (!read.ok) throw new Error(read.code);
  return read.table;
}
const tableOf = (id: string) =>
  table(new Request(`${ORIGIN}/imports/${id}/table.xlsx`), { params: Promise.resolve({ id }) });

test("a table comes back with what is wrong in words, no formula in it, and that it was taken out is on record", async () => {
  const fields = await rosterOf();
  await send(fields);
  await performLast(world.countyOfficer, fields.importId, judgeBroughtTable);
  const { header, rows } = await sheetOf(await tableOf(fields.importId));
  expect(header).toEqual(["姓名", "教师编号", "学时", "问题"]);
  expect(rows.map(({ cells }) => cells.slice(0, 3))).toEqual([
    ["王建国", "T-none", "8"],
    ["=1+1", "", "8"],
  ]);
  for (const { cells } of rows) expect(cells[3]).toMatch(/。$/);
  const { count } = await one<{ count: number }>(
    "select count(*)::int as count from audit_events where kind = 'table-exported' and account_id = $1 and subject = $2",
    [world.countyOfficer.accountId, `import ${fields.importId}`],
  );
  expect(count).toBe(1);
  for (const by of [world.otherCountyOfficer, world.cityOfficer, world.teacher, null]) {
    asked.by = by;
    expect((await tableOf(fields.importId)).status).toBe(404);
  }
  expect((await tableOf("../../etc/passwd")).status).toBe(404);
});

const templateOf = (kind: string, more = "") =>
  template(new Request(`${ORIGIN}/imports/template.xlsx?kind=${kind}${more}`));

test("a template has the headings that are read, and only the host's own people who are on post, without ID numbers", async () => {
  for (const kind of ["roster", "support_teaching", "provincial", "opening", "mooc"] satisfies ImportKind[]) {
    const answer = await templateOf(kind);
    expect(answer.headers.get("content-disposition")).toMatch(/^attachment; filename\*=UTF-8''[\w%.-]+\.xlsx$/);
    expect(await sheetOf(answer)).toMatchObject({ header: templateHeadings(kind), rows: [] });
  }
  await aTeacher(world.cityId, world.school, { name: "走了的", leftOn: "2019-01-01" });
  const names = async (by: Actor) => {
    asked.by = by;
    const { header, rows } = await sheetOf(await templateOf("roster", "&filled=1"));
    expect(header).toEqual(templateHeadings("roster"));
    return rows.map(({ cells }) => {
      expect(cells[1]).toBe("");
      return cells[0];
    });
  };
  expect(await names(world.administrator)).toEqual(["王建国", "李秀兰"]);
  expect(await names(world.countyOfficer)).toEqual(["王建国", "李秀兰"]);
  expect(await names(world.cityOfficer)).toEqual(["王建国", "李秀兰", "买买提·艾力", "陈静"]);
  asked.by = world.teacher;
  expect((await templateOf("roster", "&filled=1")).status).toBe(404);
  asked.by = null;
  expect((await templateOf("roster")).status).toBe(404);
});

test("more people than a form holds come as a plain table, all of them", async () => {
  await all(
    `insert into teachers (city_id, name, pinyin, pinyin_initials, teacher_number, identity_kind, identity_cipher, identity_hash,
       identity_tail, school_id, county_id)
     select $1::int, '教师' || n, 'x', 'x', 'M' || n, 'resident_id', 'x', sha256(($1::int || 'm' || n)::bytea), '1234', $2::int, $3::int
     from generate_series(1, 5200) n`,
    [world.cityId, world.otherSchool.id, world.otherCounty.id],
  );
  await all(
    `insert into employments (city_id, teacher_id, school_id, county_id, starts_on)
     select city_id, id, school_id, county_id, '2015-01-01' from teachers where city_id = $1 and teacher_number like 'M%'`,
    [world.cityId],
  );
  asked.by = world.otherCountyOfficer;
  const { rows } = await sheetOf(await templateOf("roster", "&filled=1"));
  expect(rows).toHaveLength(5201);
}, 60_000);
