import { type ChildProcess, spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { readdirSync, readFileSync, utimesSync } from "node:fs";
import path from "node:path";
import { afterEach, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { GET } from "@/app/school/teachers/transcripts/print.pdf/route";
import { TASKS } from "@/cli/tasks";
import { OrderTranscriptsInput, orderTranscripts, readTranscriptsJob } from "@/features/certificates/order-transcripts";
import { readTranscript } from "@/features/certificates/read-transcript";
import { messagesFor } from "@/messages";
import { formatTenths } from "@/rules/credits";
import type { Actor } from "@/server/actor";
import { Forbidden, NotFound } from "@/server/errors";
import { keepPrint, sweepPrints } from "@/server/print-shelf";
import { NOW } from "../../factories/claims";
import { all, one, owner } from "../../factories/owner";
import { HAS_PDFTOTEXT, pagesOf, withoutSpaces } from "../../factories/pdf";
import { accepted } from "../../factories/projects";
import { settled } from "../../factories/settled";
import { aTeacher, aWorld, type World } from "../../factories/world";

const LONG = 180_000;
vi.setConfig({ testTimeout: LONG, hookTimeout: LONG });

const asked = vi.hoisted(() => ({ by: null as Actor | null }));
vi.mock("@/server/session", () => ({ currentActor: async () => asked.by }));
vi.mock("@/server/locale", () => ({
  currentMessages: async () => messagesFor("zh-CN"),
  currentLocale: async () => "zh-CN",
}));
vi.mock("@/server/clock", async (original) => ({
  ...(await original<typeof import("@/server/clock")>()),
  businessNow: () => NOW,
}));

let world: World;
const workers: ChildProcess[] = [];

beforeAll(async () => {
  world = await aWorld();
  // Beside 王建国 and 李秀兰.
  for (const name of ["𠮷田", "买买提·艾力"]) await aTeacher(world.cityId, world.school, { name });
  await aTeacher(world.cityId, world.school, { name: "已离岗", leftOn: "2018-06-30" });
  const entries = Array.from({ length: 40 }, (_, at) => ({
    ...({ source: "opening", endedOn: "2018-03-01", tenths: 15 } as const),
    title: `名师大讲堂第${at + 1}讲`,
  }));
  await settled(world, world.teacherId, world.school, entries);
  await settled(world, world.colleagueId, world.school, [{ source: "opening", endedOn: "2017-03-01", tenths: 245 }]);
});
beforeEach(() => {
  asked.by = world.administrator;
});
afterEach(async () => {
  for (const worker of workers.splice(0)) worker.kill("SIGKILL");
  await (await owner()).query("delete from graphile_worker._private_jobs");
});

let orders = 0;

/** Each a second after the one before, so that one is the last. */
function order(actor: Actor, cycleId = world.cycleId, orderId: string = randomUUID()) {
  orders += 1;
  const input = OrderTranscriptsInput.parse({ orderId, cycleId: String(cycleId), locale: "zh-CN" });
  return orderTranscripts(actor, input, new Date(NOW.getTime() + 1_000 * orders));
}

const job = (actor: Actor, cycleId: number | null = world.cycleId) => readTranscriptsJob(actor, cycleId, NOW);

/** Does what was ordered last, as the worker does. */
async function make(actor: Actor): Promise<string> {
  const id = (await job(actor)).work?.id ?? "";
  await TASKS["print-transcripts"].run(
    { kind: "print-transcripts", subjectId: id, actor },
    new AbortController().signal,
  );
  return id;
}

const fetched = (part = "1", headers = {}, cycleId: number | string = world.cycleId) =>
  GET(new Request(`http://localhost/print.pdf?cycle=${cycleId}&part=${part}`, { headers }));
const folderOf = (orderId: string) => path.join(process.env.DATA_DIR as string, "prints", orderId);
const textsOf = async (answer: Response) => pagesOf(Buffer.from(await answer.arrayBuffer()), "raw").map(withoutSpaces);
/** The person with whom each page of a volume is headed, or null where it goes on. */
const headsOf = (pages: readonly string[]) =>
  pages.map((page) => /^中小学教师继续教育学分证明姓名：(.*?)(?=证件|教师编号)/u.exec(page)?.[1] ?? null);

/** A school with so many teachers more, by one statement each. */
async function manyTeachers(count: number): Promise<void> {
  const admin = await owner();
  await admin.query(
    `insert into teachers (city_id, name, pinyin, pinyin_initials, teacher_number, identity_kind, identity_cipher, identity_hash,
       identity_tail, school_id, county_id)
     select t.city_id, '教师' || n, 'jiaoshi' || lpad(n::text, 4, '0'), 'js', 'D' || t.city_id || '-' || n, 'resident_id',
       t.identity_cipher, sha256(('d' || n)::bytea), '1234', t.school_id, t.county_id
     from teachers t, generate_series(1, $2::int) n where t.id = $1`,
    [world.directTeacherId, count],
  );
  await admin.query(
    `insert into employments (city_id, teacher_id, school_id, county_id, starts_on)
     select city_id, id, school_id, county_id, '2010-09-01' from teachers where city_id = $1 and pinyin like 'jiaoshi%'`,
    [world.cityId],
  );
}

describe("the transcripts of a school", () => {
  test("are of the teachers on post, each on new pages with numbers of its own, and say what each single one says", async () => {
    accepted(await order(world.administrator));
    expect((await job(world.administrator)).work).toMatchObject({ state: "queued", doneRows: 0, totalRows: 4 });
    await make(world.administrator);
    const { work, parts, onPost } = await job(world.administrator);
    expect([work?.state, work?.doneRows, work?.totalRows, parts, onPost]).toEqual(["done", 4, 4, 1, 4]);
    const answer = await fetched();
    expect([answer.status, answer.headers.get("content-type")]).toEqual([200, "application/pdf"]);
    expect(answer.headers.get("cache-control")).toBe("private, no-store");
    if (!HAS_PDFTOTEXT) return;
    const pages = await textsOf(answer);
    expect(headsOf(pages)).toEqual([
      ...["王建国", null],
      "李秀兰",
      expect.stringMatching(/^(𠮷|〔U\+20BB7〕)田$/u),
      "买买提·艾力",
    ]);
    expect(pages.map((page) => /第\d+页共\d+页/.exec(page)?.[0])).toEqual([
      ...["第1页共2页", "第2页共2页"],
      ...["第1页共1页", "第1页共1页", "第1页共1页"],
    ]);
    for (const [at, teacherId] of [
      [0, world.teacherId],
      [2, world.colleagueId],
    ] as const) {
      const { balance } = await readTranscript(world.administrator, teacherId, null, NOW);
      const of = `${formatTenths(balance.totalTenths)}/${formatTenths(balance.requiredTotalTenths)}`;
      expect(balance.totalTenths).toBeGreaterThan(0);
      expect(pages[at]).toContain(`计入学分/应完成${of}`);
    }
    expect(pages.filter((page) => page.includes("学校（公章）"))).toHaveLength(4);
    expect(pages.join("")).not.toMatch(/\d{17}[\dX]|已离岗/);
  });

  test("come in volumes of a hundred, in order of pinyin, with progress in numbers", async () => {
    await manyTeachers(219);
    const school = world.directAdministrator;
    accepted(await order(school));
    await make(school);
    const { work, parts } = await job(school);
    expect([work?.doneRows, work?.totalRows, parts]).toEqual([220, 220, 3]);
    asked.by = school;
    expect((await fetched("4")).status).toBe(404);
    if (!HAS_PDFTOTEXT) return;
    const volumes = await Promise.all(["1", "2", "3"].map(async (part) => headsOf(await textsOf(await fetched(part)))));
    expect(volumes.map(({ length }) => length)).toEqual([100, 100, 20]);
    expect(volumes.flat()).toEqual([...Array.from({ length: 219 }, (_, at) => `教师${at + 1}`), "陈静"]);
  });

  test("survive their worker: killed in the middle, the next one makes the same", async () => {
    const school = world.directAdministrator;
    asked.by = school;
    accepted(await order(school));
    const state = async () => (await job(school)).work;
    const first = aWorker();
    await vi.waitUntil(async () => ((await state())?.doneRows ?? 0) >= 100, { timeout: LONG, interval: 10 });
    const gone = new Promise((resolve) => first.once("exit", (_, signal) => resolve(signal)));
    first.kill("SIGKILL");
    expect(await gone).toBe("SIGKILL");
    const { id = "" } = (await state()) ?? {};
    expect((await state())?.state).toBe("running");
    expect((await fetched()).status).toBe(404);
    // What a try that had more teachers would have left behind.
    await keepPrint(id, 4, Buffer.from("left behind"));
    aWorker();
    await vi.waitUntil(async () => (await state())?.state === "done", { timeout: LONG, interval: 100 });
    const { work, parts } = await job(school);
    expect([work?.doneRows, work?.totalRows, parts]).toEqual([220, 220, 3]);
    expect(readdirSync(folderOf(id)).sort()).toEqual(["1", "2", "3"]);
    if (!HAS_PDFTOTEXT) return;
    const heads = await Promise.all(["1", "2", "3"].map(async (part) => headsOf(await textsOf(await fetched(part)))));
    expect(heads.flat()).toEqual([...Array.from({ length: 219 }, (_, at) => `教师${at + 1}`), "陈静"]);
  });

  test("are kept sealed, for a day, and opened by their school alone, each time on record", async () => {
    const opened = () =>
      all<{ account: number; subject: string; reason: string }>(
        `select account_id as account, subject, reason from audit_events
         where kind = 'transcripts-printed' and city_id = $1 order by id`,
        [world.cityId],
      );
    accepted(await order(world.administrator));
    const id = await make(world.administrator);
    expect(readFileSync(path.join(folderOf(id), "1")).includes("%PDF")).toBe(false);
    const before = (await opened()).length;
    for (const actor of [world.otherAdministrator, world.countyOfficer, world.cityOfficer, world.teacher, null]) {
      asked.by = actor;
      expect((await fetched()).status).toBe(404);
    }
    expect((await job(world.otherAdministrator)).work).toBeNull();
    asked.by = world.secondAdministrator;
    expect((await fetched("1", { "sec-purpose": "prefetch" })).status).toBe(503);
    expect(await opened()).toHaveLength(before);
    expect((await fetched()).status).toBe(200);
    expect((await opened()).slice(before)).toEqual([
      {
        account: world.secondAdministrator.accountId,
        subject: `${world.school.id}/${world.cycleId}`,
        reason: "volume 1",
      },
    ]);
    for (const part of ["2", "x/../1", "0"]) expect((await fetched(part)).status).toBe(part === "2" ? 404 : 200);
    for (const cycle of ["999999", "x"]) expect((await fetched("1", {}, cycle)).status).toBe(404);
    const yesterday = new Date(Date.now() - 25 * 3_600_000);
    utimesSync(folderOf(id), yesterday, yesterday);
    expect((await fetched()).status).toBe(404);
    expect((await job(world.administrator)).parts).toBe(0);
    await sweepPrints();
    expect(() => readdirSync(folderOf(id))).toThrow();
  });

  test("ordered twice at once, or again while they are being made, are one order; so is a form that is sent twice", async () => {
    const count = async () =>
      (
        await one<{ n: number }>(
          "select count(*)::int as n from work_orders where city_id = $1 and organisation_id = $2 and kind = 'print-transcripts'",
          [world.cityId, world.school.id],
        )
      ).n;
    const before = await count();
    const actors = [world.administrator, world.secondAdministrator, world.administrator];
    for (const result of await Promise.all(actors.map((actor) => order(actor)))) accepted(result);
    expect(await count()).toBe(before + 1);
    await make(world.administrator);
    const formId = randomUUID();
    accepted(await order(world.administrator, world.cycleId, formId));
    await make(world.administrator);
    accepted(await order(world.administrator, world.cycleId, formId));
    expect(await count()).toBe(before + 2);
  });

  test("are ordered by a school with somebody on post, for a cycle that is there", async () => {
    await expect(order(world.administrator, 999_999)).rejects.toThrow(NotFound);
    for (const actor of [world.teacher, world.countyOfficer, world.cityOfficer])
      await expect(order(actor)).rejects.toThrow(Forbidden);
    const deserted = await aWorld();
    await (await owner()).query(
      "update employments set ends_on = '2019-12-19', ended = 'left' where city_id = $1 and school_id = $2",
      [deserted.cityId, deserted.school.id],
    );
    await expect(order(deserted.administrator, deserted.cycleId)).rejects.toThrow(NotFound);
    expect((await readTranscriptsJob(deserted.administrator, null, NOW)).onPost).toBe(0);
  });
});

/** The real worker, in a process of its own, beside the test's database. */
function aWorker(): ChildProcess {
  const worker = spawn(process.execPath, ["--conditions=react-server", "--import", "tsx", "src/cli/worker.ts"], {
    stdio: ["ignore", "ignore", "inherit"],
    env: { ...process.env, BUSINESS_DATE: "2019-12-20", LOG_LEVEL: "error", END_WITH_PARENT: "1" },
  });
  workers.push(worker);
  return worker;
}
