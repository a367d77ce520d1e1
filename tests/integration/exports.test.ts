import { mkdtemp, rm, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { LISTS } from "@/app/_exports/lists";
import { GET } from "@/app/exports/[list]/route";
import { messagesFor } from "@/messages";
import type { Actor } from "@/server/actor";
import { readTable } from "@/server/spreadsheet/read-table";
import { all, owner } from "../factories/owner";
import { aMoocAt } from "../factories/routes";
import { aTeacher, aWorld, type World } from "../factories/world";

const asked = vi.hoisted(() => ({ by: null as Actor | null }));
vi.mock("@/server/session", () => ({ currentActor: async () => asked.by }));
vi.mock("@/server/locale", () => ({ currentMessages: async () => messagesFor("zh-CN") }));
vi.mock("@/server/clock", () => ({
  businessNow: () => new Date("2019-12-20T10:00:00+08:00"),
  businessToday: () => "2019-12-20",
}));

let world: World;
beforeAll(async () => {
  world = await aWorld();
  await aMoocAt(world, "at_county");
});
beforeEach(() => {
  asked.by = world.countyOfficer;
});

const get = (list: string, search = "", headers: Record<string, string> = {}) =>
  GET(new Request(`http://localhost/exports/${list}?${search}`, { headers }), { params: Promise.resolve({ list }) });

/** The cells of an export, without its headings. */
async function rowsOf(answer: Response): Promise<string[][]> {
  const folder = await mkdtemp(path.join(os.tmpdir(), "exports-"));
  const file = path.join(folder, "list.xlsx");
  await writeFile(file, Buffer.from(await answer.arrayBuffer()));
  const read = await readTable(file);
  await rm(folder, { recursive: true });
  if (!read.ok) throw new Error(`no table: ${read.code}`);
  return read.table.rows.map(({ cells }) => [...cells]);
}

const namesOf = async (answer: Response) => (await rowsOf(answer)).map(([name]) => name).sort();

describe("an export", () => {
  test("has exactly the rows of its list as it is filtered, of the actor's place and no other", async () => {
    expect(await namesOf(await get("teachers.xlsx"))).toEqual(["李秀兰", "王建国"]);
    expect(await namesOf(await get("teachers.xlsx", "q=%E6%9D%8E%E7%A7%80%E5%85%B0"))).toEqual(["李秀兰"]);
    expect(await namesOf(await get("queue.xlsx"))).toEqual(["王建国"]);
    expect(await namesOf(await get("queue.xlsx", "source=degree"))).toEqual([]);
    asked.by = world.otherCountyOfficer;
    expect(await namesOf(await get("teachers.xlsx"))).toEqual(["买买提·艾力"]);
    expect(await namesOf(await get("entries.xlsx"))).toEqual([]);
    asked.by = world.cityOfficer;
    expect(await namesOf(await get("entries.xlsx"))).toEqual(["王建国"]);
    expect(await namesOf(await get("teachers.xlsx"))).toHaveLength(4);
  });

  test.each(Object.keys(LISTS))("%s is answered to whoever may see the list, and to nobody else", async (list) => {
    const project = "project=00000000-0000-4000-8000-000000000000";
    asked.by = world.cityOfficer;
    expect((await get(list, project)).status).toBe(200);
    for (const by of [world.teacher, { ...world.cityOfficer, role: "platform" as const }, null]) {
      asked.by = by;
      expect((await get(list, project)).status).toBe(404);
    }
  });

  test("is on record with its filters, but not with the name that was searched for", async () => {
    await get("teachers.xlsx", "q=%E7%8E%8B&behind=1");
    const [last] = await all(
      "select kind, subject, reason from audit_events where account_id = $1 order by id desc limit 1",
      [world.countyOfficer.accountId],
    );
    expect(last).toEqual({ kind: "list-exported", subject: "teachers.xlsx", reason: "behind=1" });
  });

  test("has the places of one stage where the page is narrowed to it", async () => {
    asked.by = world.cityOfficer;
    const STAGE = 1;
    const stagesOf = async (search: string) =>
      (await rowsOf(await get("planning.xlsx", search))).flatMap((cells) => cells[STAGE] || []);
    expect(await stagesOf("")).toContain("高中");
    expect(await stagesOf("stage=senior")).toEqual(["高中"]);
    expect(await stagesOf("stage=special")).toEqual([]);
  });

  test("isn't opened by a browser that only fetches ahead, nor by a name that isn't a list's", async () => {
    const count = async () => (await all("select id from audit_events where kind = 'list-exported'")).length;
    const before = await count();
    expect((await get("teachers.xlsx", "", { "Sec-Purpose": "prefetch" })).status).toBe(503);
    expect((await get("constructor")).status).toBe(404);
    expect((await get("teachers.csv")).status).toBe(404);
    expect(await count()).toBe(before);
  });

  test("runs nothing that somebody's name or course says", async () => {
    const hostile = await aWorld();
    const names = ["=HYPERLINK(1)", "+1", "-1", "@SUM(1)", "＝1", "\t=1"];
    for (const name of names) await aTeacher(hostile.cityId, hostile.school, { name });
    asked.by = hostile.administrator;
    const bytes = Buffer.from(await (await get("teachers.xlsx")).arrayBuffer()).toString("latin1");
    expect(bytes).not.toContain("<f>");
    const shown = await namesOf(await get("teachers.xlsx"));
    for (const name of names) expect(shown.some((cell) => cell?.includes(name.trim()))).toBe(true);
  });

  test("goes on behind its first thousand rows, each once", async () => {
    const large = await aWorld();
    await (await owner()).query(
      `insert into teachers (city_id, name, pinyin, pinyin_initials, teacher_number, identity_kind, identity_cipher, identity_hash,
         identity_tail, school_id, county_id)
       select $1::int, '教师' || n, 'jiaoshi', 'js', 'L' || $1::int || '-' || n, 'resident_id', sha256(n::text::bytea),
         sha256(($1::int || '/' || n)::bytea), '1234', $2, $3 from generate_series(1, 2500) n`,
      [large.cityId, large.school.id, large.county.id],
    );
    asked.by = large.administrator;
    const names = await namesOf(await get("teachers.xlsx"));
    expect(names).toHaveLength(2_502);
    expect(new Set(names).size).toBe(2_502);
  });
});
