import { type ChildProcess, spawn } from "node:child_process";
import pg from "pg";
import { afterEach, beforeAll, expect, test, vi } from "vitest";
import { orderConfirmation } from "@/features/projects/confirm-import";
import { decideOrdered } from "@/features/projects/decide-project";
import { moveProject } from "@/features/projects/move-project";
import { readImport } from "@/features/projects/read-import";
import { readProject } from "@/features/projects/read-project";
import type { Actor } from "@/server/actor";
import { NOW } from "../../factories/claims";
import { ledgerFaults } from "../../factories/ledger";
import { one, owner } from "../../factories/owner";
import { accepted, aProject, confirm, decideOn, performLast } from "../../factories/projects";
import { aTable, csvOf } from "../../factories/tables";
import { aWorld, type World } from "../../factories/world";

const MANY = 10_000;
const LONG = 60_000;
const workers: ChildProcess[] = [];
let world: World;
let host: Actor;
let id: string;
let importId: string;

beforeAll(async () => {
  world = await aWorld();
  host = world.countyOfficer;
  await (await owner()).query(
    `with made as (
       insert into teachers (city_id, name, pinyin, pinyin_initials, teacher_number, identity_kind, identity_cipher, identity_hash,
         identity_tail, certificate_number, school_id, county_id)
       select $1, '教师' || n, 'jiaoshi', 'js', 'M' || n, 'resident_id', '\\x00', sha256(('m' || n)::bytea), '0000', '201041070' || lpad(n::text, 8, '0'), $2, $3
       from generate_series(1, $4::int) n returning city_id, id, school_id, county_id)
     insert into employments (city_id, teacher_id, school_id, county_id, starts_on)
     select city_id, id, school_id, county_id, '2010-09-01' from made`,
    [world.cityId, world.school.id, world.county.id, MANY],
  );
  id = await aProject(host);
  const rows = Array.from({ length: MANY }, (_, index) => [`教师${index + 1}`, `M${index + 1}`]);
  importId = await aTable(host, "roster", csvOf(["姓名", "教师编号"], ...rows), id);
  expect((await readImport(host, importId, {})).counts).toMatchObject({ rows: MANY, right: MANY });
}, 3 * LONG);

afterEach(() => {
  for (const worker of workers.splice(0)) worker.kill("SIGKILL");
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

/** A worker that is killed when it wants to write into this table, late in its work; answers when all of it is gone but its work. */
async function killedBefore(table: "entry_events" | "ledger_postings", meanwhile: () => Promise<void>): Promise<void> {
  const gate = new pg.Client({ connectionString: process.env.DATABASE_URL });
  await gate.connect();
  await gate.query(`begin; lock table ${table} in share mode`);
  try {
    const worker = aWorker();
    const gone = new Promise((resolve) => worker.once("exit", (_, signal) => resolve(signal)));
    const waits = () =>
      one<{ n: number }>("select count(*)::int as n from pg_locks where relation = $1::regclass and not granted", [
        table,
      ]);
    await vi.waitUntil(async () => (await waits()).n === 1, { timeout: LONG, interval: 50 });
    worker.kill("SIGKILL");
    expect(await gone).toBe("SIGKILL");
    await meanwhile();
  } finally {
    await gate.query("rollback");
    await gate.end();
  }
}

const stateOf = async (subjectId: string) =>
  (
    await one<{ state: string }>(
      "select state from work_orders where subject_id = $1 order by ordered_at desc, (kind = 'read-import') limit 1",
      [subjectId],
    )
  ).state;

const stored = () =>
  one<{ entries: number; first: number; later: number; postings: number }>(
    `select (select count(*) from credit_entries where project_id = $1)::int as entries,
       (select count(*) from entry_events v join credit_entries e on e.id = v.entry_id where e.project_id = $1 and v.seq = 1)::int as first,
       (select count(*) from entry_events v join credit_entries e on e.id = v.entry_id where e.project_id = $1 and v.seq > 1)::int as later,
       (select count(*) from ledger_postings p join credit_entries e on e.id = p.entry_id where e.project_id = $1)::int as postings`,
    [id],
  );

test(
  "a worker killed in the middle of registering 10,000 people leaves nothing; the next one registers all of them, once",
  async () => {
    accepted(await orderConfirmation(host, { importId, truthful: "on" }, NOW));
    await killedBefore("entry_events", async () => {
      expect(await stored()).toEqual({ entries: 0, first: 0, later: 0, postings: 0 });
      expect((await readProject(host, id, NOW)).project.status).toBe("draft");
      const { head, work } = await readImport(host, importId, {});
      expect([head.status, work?.state]).toEqual(["judged", "running"]);
    });
    aWorker();
    await vi.waitUntil(async () => (await stateOf(importId)) === "done", { timeout: LONG, interval: 100 });
    expect(await stored()).toEqual({ entries: MANY, first: MANY, later: 0, postings: 0 });
    expect((await readProject(host, id, NOW)).project).toMatchObject({ status: "at_city", participants: MANY });
    expect((await readImport(host, importId, {})).work).toMatchObject({ doneRows: MANY, totalRows: MANY });
  },
  3 * LONG,
);

test(
  "a decision on 10,000 people is ordered, and survives its worker: each is posted once, balances and chains are right",
  async () => {
    expect(accepted(await decideOn(world.cityOfficer, id))).toEqual({ status: "at_city", ordered: true });
    expect(await decideOn(world.secondCityOfficer, id)).toMatchObject({ violations: [{ code: "work-under-way" }] });
    await killedBefore("ledger_postings", async () => {
      expect(await stored()).toEqual({ entries: MANY, first: MANY, later: 0, postings: 0 });
      expect((await readProject(world.cityOfficer, id, NOW)).work).toMatchObject({ state: "running" });
    });
    aWorker();
    await vi.waitUntil(async () => (await stateOf(id)) === "done", { timeout: LONG, interval: 100 });
    expect(await stored()).toEqual({ entries: MANY, first: MANY, later: MANY, postings: MANY });
    expect(
      await one("select count(*)::int as n from balances where city_id = $1 and total_tenths = 240", [world.cityId]),
    ).toEqual({ n: MANY });
    expect((await readProject(world.cityOfficer, id, NOW)).project.status).toBe("posted");
    expect(await ledgerFaults()).toEqual([]);
    // What the roster was made of is not kept once it is decided.
    expect(await one("select count(*)::int as n from import_rows where import_id = $1", [importId])).toEqual({ n: 0 });
  },
  3 * LONG,
);

test(
  "a decision that was ordered is refused, with nothing changed, where the host has withdrawn the roster meanwhile",
  async () => {
    const other = await aProject(host);
    const rows = Array.from({ length: 1_001 }, (_, index) => ["", `M${index + 1}`]);
    const table = await aTable(host, "roster", csvOf(["姓名", "教师编号"], ...rows), other);
    accepted(await confirm(host, table));
    expect(accepted(await decideOn(world.cityOfficer, other)).ordered).toBe(true);
    const { version } = (await readProject(host, other, NOW)).project;
    accepted(await moveProject(host, { projectId: other, version, action: "withdraw", note: null }, NOW));
    expect(await performLast(world.cityOfficer, other, decideOrdered)).toMatchObject({ ok: false });
    const { project, work } = await readProject(world.cityOfficer, other, NOW);
    expect(project.status).toBe("withdrawn");
    expect(work).toMatchObject({ state: "refused", violations: [{ code: "not-in-this-state" }] });
  },
  3 * LONG,
);
