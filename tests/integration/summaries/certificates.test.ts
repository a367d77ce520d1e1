import { type ChildProcess, spawn } from "node:child_process";
import { randomBytes, randomUUID } from "node:crypto";
import { mkdtempSync, readdirSync, readFileSync, utimesSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import sharp from "sharp";
import { afterEach, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { GET } from "@/app/summaries/[id]/certificates.pdf/route";
import { TASKS } from "@/cli/tasks";
import { SchoolClaimInput } from "@/features/credits/claim-input";
import { registerSpecialCredit } from "@/features/credits/register-special-credit";
import { storeEvidence } from "@/features/credits/store-evidence";
import { CloseInput, closeSummary } from "@/features/summaries/close-summary";
import { MoveSummaryInput, moveSummary } from "@/features/summaries/move-summary";
import {
  OrderCertificatesInput,
  orderCertificates,
  readCertificatesJob,
} from "@/features/summaries/order-certificates";
import { readSummary } from "@/features/summaries/read-summary";
import { messagesFor } from "@/messages";
import type { SummarySource } from "@/rules/summary-tables";
import type { Actor } from "@/server/actor";
import { NotFound } from "@/server/errors";
import { type PrintedSummary, typesetCertificates, typesetSummary } from "@/server/pdf/summary-pdf";
import { sweepPrints } from "@/server/print-shelf";
import { evidenceStorage } from "@/server/storage";
import { degreeFields, moocFields, NOW } from "../../factories/claims";
import { aPicture } from "../../factories/moocs";
import { all, one, owner } from "../../factories/owner";
import { HAS_PDFTOTEXT, pagesOf, withoutSpaces } from "../../factories/pdf";
import { accepted } from "../../factories/projects";
import { aTeacher, aWorld, type World } from "../../factories/world";

const LONG = 120_000;
vi.setConfig({ testTimeout: LONG, hookTimeout: LONG });

const asked = vi.hoisted(() => ({ by: null as Actor | null }));
vi.mock("@/server/session", () => ({ currentActor: async () => asked.by }));
vi.mock("@/server/locale", () => ({
  currentMessages: async () => messagesFor("zh-CN"),
  currentLocale: async () => "zh-CN",
}));

let world: World;
let roundId: number;
let tableId: string;
const workers: ChildProcess[] = [];

/** Names in the order of the table: by their pinyin, which the factory makes the same, so by the day. */
const NAMES = ["买买提·艾力", "𠮷田", "王建国", "李秀兰", "刘洋"];

beforeAll(async () => {
  world = await aWorld();
  ({ id: roundId } = await one<{ id: number }>("select id from registration_rounds where city_id = $1", [
    world.cityId,
  ]));
  const pdf = await typesetSummary(A_DOCUMENT);
  const jpeg = await sharp({ create: { width: 640, height: 420, channels: 3, background: "#8cf" } })
    .jpeg()
    .toBuffer();
  const brought: (Buffer | null)[] = [jpeg, await aPicture(), pdf, null, await aPicture()];
  for (const [at, bytes] of brought.entries()) {
    const teacherId = await aTeacher(world.cityId, world.school, { name: NAMES[at] ?? "" });
    const entryId = await aMooc(teacherId, `课程${at + 1}`, `2019-0${at + 1}-01`, bytes);
    if (at === 3) await replaceScan(entryId, Buffer.from("%PDF-1.7 damaged"));
  }
  tableId = await closed("mooc");
});
beforeEach(() => {
  asked.by = world.administrator;
});
afterEach(async () => {
  for (const worker of workers.splice(0)) worker.kill("SIGKILL");
  await (await owner()).query("delete from graphile_worker._private_jobs");
});

async function aMooc(
  teacherId: number,
  courseName: string,
  finishedOn: string,
  bytes: Buffer | null,
  school = world.administrator,
): Promise<string> {
  const fields = moocFields({ courseName, finishedOn });
  const input = SchoolClaimInput.parse({ ...fields, teacherId: String(teacherId) });
  const claimId = input.entryId;
  const scan = bytes ?? (await aPicture());
  accepted(
    await storeEvidence(school, { claimId, kind: "certificate", originalName: `${courseName}.scan`, bytes: scan }, NOW),
  );
  accepted(await registerSpecialCredit(school, input, NOW));
  return claimId;
}

/** A PDF of nine million bytes that no packing makes smaller. */
async function aLargePdf(): Promise<Buffer> {
  const file = path.join(mkdtempSync(path.join(os.tmpdir(), "noise-")), "noise.png");
  const raw = { width: 1_800, height: 1_650, channels: 3 } as const;
  await sharp(randomBytes(raw.width * raw.height * raw.channels), { raw })
    .png({ compressionLevel: 0 })
    .toFile(file);
  const sheets = [{ heading: "扫描件", first: true, file: "noise.png", page: null, says: null }];
  return typesetCertificates(A_DOCUMENT, { sheets, files: { "noise.png": file }, withTable: false });
}

const A_DOCUMENT: PrintedSummary = {
  lang: "zh",
  title: "结业证书",
  facts: [["编号", "1"]],
  columns: [{ header: "姓名", width: 10, kind: "text" }],
  rows: Array.from({ length: 40 }, (_, at) => [`第${at}行`]),
  total: [""],
  signatures: ["校长"],
  hash: ["校验码", "无"],
  page: ["", "/", ""],
};

/** Puts other bytes in the place of a scan, as if it had changed since it was brought. */
async function replaceScan(claimId: string, bytes: Buffer): Promise<void> {
  const key = await evidenceStorage().put(bytes);
  await (await owner()).query(
    "update evidence_files set storage_key = $2, media_type = 'application/pdf' where claim_id = $1",
    [claimId, key],
  );
}

const closed = async (source: SummarySource, school = world.administrator) =>
  accepted(await closeSummary(school, CloseInput.parse({ roundId: String(roundId), source, truthful: "on" }), NOW));

let orders = 0;

/** Each a second after the one before, so that one is the last. */
function order(actor: Actor, id = tableId) {
  orders += 1;
  const input = OrderCertificatesInput.parse({ orderId: randomUUID(), tableId: id, locale: "zh-CN" });
  return orderCertificates(actor, input, new Date(NOW.getTime() + 1_000 * orders));
}

/** Does what was ordered last, as the worker does. */
async function make(actor: Actor, subject = tableId): Promise<void> {
  const { id } = await one<{ id: string }>(
    "select id from work_orders where subject_id = $1 and organisation_id = $2 order by ordered_at desc, state limit 1",
    [subject, actor.organisationId],
  );
  await TASKS["print-certificates"].run(
    { kind: "print-certificates", subjectId: id, actor },
    new AbortController().signal,
  );
}

const fetched = (part?: string, id = tableId) =>
  GET(new Request(`http://localhost/${part ? `?part=${part}` : ""}`), { params: Promise.resolve({ id }) });
const prints = () => path.join(process.env.DATA_DIR as string, "prints");
const openings = () =>
  all<{ account: number; reason: string }>(
    "select account_id as account, reason from audit_events where kind = 'summary-identities-read' and subject = $1 order by id",
    [tableId],
  );

describe("the print job of a MOOC table", () => {
  test("has the table, then each certificate on its own page under the number of its line; what can't be placed is told", async () => {
    accepted(await order(world.administrator));
    await make(world.administrator);
    const { work, parts } = await readCertificatesJob(world.administrator, tableId);
    expect([work?.state, work?.doneRows, work?.totalRows, parts]).toEqual(["done", 5, 5, 1]);
    const answer = await fetched();
    expect([answer.status, answer.headers.get("content-type")]).toEqual([200, "application/pdf"]);
    expect(answer.headers.get("cache-control")).toBe("private, no-store");
    if (!HAS_PDFTOTEXT) return;
    const pages = pagesOf(Buffer.from(await answer.arrayBuffer())).map(withoutSpaces);
    expect(pages.map((page) => page.replace(/校验码：.*第/, "第"))).toEqual([
      expect.stringMatching(/^慕课研修学员信息汇总表.*第1页共7页$/),
      "附件1·买买提·艾力·课程1第2页共7页",
      expect.stringMatching(/^附件2·(𠮷|〔U\+20BB7〕)田·课程2第3页共7页$/u),
      expect.stringMatching(/^附件3·王建国·课程3（1\/2）结业证书.*第4页共7页$/),
      expect.stringMatching(/^附件3·王建国·课程3（2\/2）.*第5页共7页$/),
      expect.stringMatching(/^附件4·李秀兰·课程4文件“课程4\.scan”不能排入打印材料.*第6页共7页$/),
      "附件5·刘洋·课程5第7页共7页",
    ]);
  });

  test("is kept sealed, for a day, and for whoever ordered it", async () => {
    accepted(await order(world.administrator));
    await make(world.administrator);
    const { work } = await readCertificatesJob(world.administrator, tableId);
    const folder = path.join(prints(), String(work?.id));
    expect(readFileSync(path.join(folder, "1")).includes("%PDF")).toBe(false);
    expect(await readCertificatesJob(world.countyOfficer, tableId)).toEqual({ work: null, parts: 0 });
    asked.by = world.countyOfficer;
    expect((await fetched()).status).toBe(404);
    asked.by = world.administrator;
    expect((await fetched("2")).status).toBe(404);
    const yesterday = new Date(Date.now() - 25 * 3_600_000);
    utimesSync(folder, yesterday, yesterday);
    expect((await fetched()).status).toBe(404);
    expect((await readCertificatesJob(world.administrator, tableId)).parts).toBe(0);
    await sweepPrints();
    expect(readdirSync(prints())).not.toContain(String(work?.id));
  });

  test("is on record when it is made and whenever it is opened", async () => {
    const before = (await openings()).length;
    accepted(await order(world.countyOfficer));
    await make(world.countyOfficer);
    asked.by = world.countyOfficer;
    expect((await fetched()).status).toBe(200);
    const ahead = new Request("http://localhost/", { headers: { "sec-purpose": "prefetch" } });
    expect((await GET(ahead, { params: Promise.resolve({ id: tableId }) })).status).toBe(503);
    const mine = { account: world.countyOfficer.accountId, reason: "certificates" };
    expect((await openings()).slice(before)).toEqual([mine, mine]);
  });

  test("can be ordered by whoever may see the table, and is there for MOOCs alone", async () => {
    for (const actor of [world.otherAdministrator, world.otherCountyOfficer])
      await expect(order(actor)).rejects.toBeInstanceOf(NotFound);
    await expect(order(world.administrator, randomUUID())).rejects.toBeInstanceOf(NotFound);
    const fields = { ...degreeFields(), teacherId: String(world.teacherId) };
    const input = SchoolClaimInput.parse(fields);
    accepted(
      await storeEvidence(
        world.administrator,
        { claimId: input.entryId, kind: "diploma", originalName: "a.png", bytes: await aPicture() },
        NOW,
      ),
    );
    accepted(await registerSpecialCredit(world.administrator, input, NOW));
    const degrees = await closed("degree");
    await expect(order(world.administrator, degrees)).rejects.toBeInstanceOf(NotFound);
  });

  test("ordered again while it is being made, is that one", async () => {
    const count = () =>
      one<{ n: number }>("select count(*)::int as n from work_orders where subject_id = $1", [tableId]);
    accepted(await order(world.cityOfficer));
    const { n } = await count();
    accepted(await order(world.cityOfficer));
    expect(await count()).toEqual({ n });
    await make(world.cityOfficer);
    accepted(await order(world.cityOfficer));
    expect(await count()).toEqual({ n: n + 1 });
    await make(world.cityOfficer);
  });

  test("is gone when the table has been taken back and closed anew: its lines may be others", async () => {
    asked.by = world.secondAdministrator;
    accepted(await order(world.secondAdministrator));
    await make(world.secondAdministrator);
    expect((await fetched()).status).toBe(200);
    const { version } = (await readSummary(world.administrator, tableId, NOW)).head;
    const fields = { tableId, version: String(version), action: "take_back" };
    accepted(await moveSummary(world.administrator, MoveSummaryInput.parse(fields), NOW));
    expect(await closed("mooc")).toBe(tableId);
    expect((await fetched()).status).toBe(404);
    expect((await readCertificatesJob(world.administrator, tableId)).parts).toBe(0);
  });

  test("comes in volumes where one document would be too large, each with its own pages, none cut off", async () => {
    const school = world.directAdministrator;
    const noise = await aLargePdf();
    for (let at = 1; at <= 4; at++) {
      const teacherId = await aTeacher(world.cityId, world.directSchool, { name: `教师${at}` });
      const entryId = await aMooc(teacherId, `课程${at}`, `2019-0${at}-01`, null, school);
      await replaceScan(entryId, noise);
    }
    const id = await closed("mooc", school);
    accepted(await order(school, id));
    await make(school, id);
    expect((await readCertificatesJob(school, id)).parts).toBe(2);
    asked.by = school;
    const volumes = [await fetched("1", id), await fetched("2", id)];
    expect(volumes.map(({ status }) => status)).toEqual([200, 200]);
    expect((await fetched("3", id)).status).toBe(404);
    if (!HAS_PDFTOTEXT) return;
    const [first = [], second = []] = await Promise.all(
      volumes.map(async (answer) => pagesOf(Buffer.from(await answer.arrayBuffer())).map(withoutSpaces)),
    );
    expect(first[0]).toContain("第1册共2册");
    expect([...first.slice(1), ...second].map((page) => /附件\d/.exec(page)?.[0])).toEqual(
      [1, 2, 3, 4].map((n) => `附件${n}`),
    );
    expect(second.at(-1)).toContain(`第2册共2册·第${second.length}页共${second.length}页`);
  });

  test("survives its worker: killed in the middle, the next one makes it, once", async () => {
    accepted(await order(world.secondAdministrator));
    const state = async () => (await readCertificatesJob(world.administrator, tableId)).work;
    const first = aWorker();
    await vi.waitUntil(async () => ((await state())?.doneRows ?? 0) >= 2, { timeout: LONG, interval: 20 });
    const gone = new Promise((resolve) => first.once("exit", (_, signal) => resolve(signal)));
    first.kill("SIGKILL");
    expect(await gone).toBe("SIGKILL");
    expect((await state())?.state).toBe("running");
    expect((await fetched()).status).toBe(404);
    aWorker();
    await vi.waitUntil(async () => (await state())?.state === "done", { timeout: LONG, interval: 100 });
    const { work, parts } = await readCertificatesJob(world.administrator, tableId);
    expect([work?.doneRows, work?.totalRows, parts]).toEqual([5, 5, 1]);
    expect(readdirSync(path.join(prints(), String(work?.id)))).toEqual(["1"]);
    expect((await fetched()).status).toBe(200);
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
