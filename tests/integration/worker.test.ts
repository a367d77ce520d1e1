import { type ChildProcess, spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { mkdtempSync } from "node:fs";
import path from "node:path";
import pg from "pg";
import { afterEach, beforeAll, describe, expect, test } from "vitest";
import type { Actor } from "@/server/actor";
import { transaction } from "@/server/db";
import { SessionEnded } from "@/server/errors";
import { actorOf, enqueue, type OrderedWork, TRIES } from "@/server/jobs";
import type { Task } from "@/server/jobs-attempt";
import { startWorker, type Worker } from "@/server/jobs-worker";
import { log } from "@/server/log";
import { withConnection } from "@/server/postgres/connection";
import { clearEmbedded, startEmbedded } from "@/server/postgres/embedded";
import { deployMigrations } from "@/server/postgres/migrations";
import { releaseOnce } from "@/server/release-once";
import { all, one, owner } from "../factories/owner";
import { aWorld, type World } from "../factories/world";

const applicationUrl = process.env.APP_DATABASE_URL as string;
const processes: ChildProcess[] = [];
const workers: Worker[] = [];
let world: World;
let orderer: Actor;

beforeAll(async () => {
  world = await aWorld();
  orderer = world.administrator;
  await (await owner()).query(`
    create table probe (id integer generated always as identity, subject text, step text, process integer);
    create table gate (subject text primary key);
    grant select, insert on probe, gate to credit_bank_app`);
});

afterEach(async () => {
  for (const child of processes.splice(0)) child.kill("SIGKILL");
  await dismissed();
  await (await owner()).query("delete from graphile_worker._private_jobs");
});

async function dismissed(): Promise<void> {
  for (const worker of workers) worker.stop();
  await Promise.all(workers.splice(0).map((worker) => worker.ended));
}

async function until<T>(what: string, look: () => Promise<T | undefined | false>, patience = 20_000): Promise<T> {
  const end = Date.now() + patience;
  for (;;) {
    const seen = await look();
    if (seen !== undefined && seen !== false) return seen;
    if (Date.now() > end) throw new Error(`in vain: waiting until ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
}

/** Orders «read-import» in one transaction of its own. @returns its subject */
async function order(actor = orderer): Promise<string> {
  const work: OrderedWork = { kind: "read-import", subjectId: randomUUID(), actor };
  await transaction(actor, (tx) => enqueue(tx, work));
  return work.subjectId;
}

/** The same for some subjects that need not wait for each other: few share a line, but some do. */
async function orderApart(count: number): Promise<string[]> {
  for (;;) {
    const subjects: string[] = [];
    while (subjects.length < count) subjects.push(await order());
    const { lines } = await one<{ lines: number }>(
      "select count(distinct job_queue_id)::int as lines from graphile_worker._private_jobs",
    );
    if (lines === count) return subjects;
    await (await owner()).query("delete from graphile_worker._private_jobs");
  }
}

const open = async (subject: string) => (await owner()).query("insert into gate values ($1)", [subject]);
const steps = (subject: string) =>
  all<{ step: string; process: number }>("select step, process from probe where subject = $1 order by id", [subject]);
const beganIn = (subject: string) =>
  until(`${subject} began`, async () => (await steps(subject)).find((row) => row.step === "began")?.process);
const doneIn = (subject: string) =>
  until(`${subject} is done`, async () => (await steps(subject)).find((row) => row.step === "done")?.process);
const jobs = () => all<{ key: string; attempts: number }>("select key, attempts from graphile_worker._private_jobs");
const emptied = () => until("the queue is empty", async () => (await jobs()).length === 0);

/** A worker's process of its own, doing the work of tests/setup/probe-worker.ts. */
function aProcess(): ChildProcess {
  const child = spawn(
    process.execPath,
    ["--conditions=react-server", "--import", "tsx", "tests/setup/probe-worker.ts"],
    { stdio: ["ignore", "pipe", "inherit"], env: { ...process.env, LOG_LEVEL: "error" } },
  );
  processes.push(child);
  return child;
}

const exited = (child: ChildProcess) =>
  new Promise<number | NodeJS.Signals | null>((resolve) =>
    child.once("exit", (code, signal) => resolve(signal ?? code)),
  );

/** A worker in this process, with one task for «read-import». */
function aWorker(task: Task, url = applicationUrl): void {
  workers.push(startWorker({ "read-import": task }, url));
}

/** A worker whose task does what the entry of its try says, and the last for all tries after it. */
function aWorkerThat(...tries: (() => Promise<void>)[]): { tries: number; failures: string[] } {
  const seen = { tries: 0, failures: [] as string[] };
  aWorker({
    run: async () => {
      seen.tries += 1;
      await tries[Math.min(seen.tries, tries.length) - 1]?.();
    },
    failed: async (_work, logId) => {
      seen.failures.push(logId);
    },
  });
  return seen;
}

const fault = (code: string) => async () => {
  throw Object.assign(new Error("a fault"), { code });
};

describe("work is ordered", () => {
  test("with the transaction that calls for it, or not at all", async () => {
    const work: OrderedWork = { kind: "read-import", subjectId: "rolled-back", actor: orderer };
    const failing = transaction(orderer, async (tx) => {
      await enqueue(tx, work);
      throw new Error("no");
    });
    await expect(failing).rejects.toThrow("no");
    expect(await jobs()).toEqual([]);
  });

  test("once for a subject, however often it is called for", async () => {
    const work: OrderedWork = { kind: "read-import", subjectId: "twice", actor: orderer };
    await transaction(orderer, (tx) => enqueue(tx, work));
    await transaction(orderer, (tx) => enqueue(tx, work));
    expect(await jobs()).toHaveLength(1);
  });

  test("without a name or a secret of whoever orders it", async () => {
    const subjectId = await order();
    const { payload } = await one<{ payload: unknown }>("select payload from graphile_worker._private_jobs");
    const { cityId, accountId, role, organisationId } = orderer;
    expect(payload).toEqual({ kind: "read-import", subjectId, actor: { cityId, accountId, role, organisationId } });
  });

  test("and done in the name of whoever ordered it, as the database knows them now", async () => {
    const { cityId, accountId } = world.secondAdministrator;
    await (await owner()).query("update accounts set teacher_id = $1, session_version = 9 where id = $2", [
      world.teacherId,
      accountId,
    ]);
    const work: OrderedWork = { kind: "read-import", subjectId: "1", actor: world.secondAdministrator };
    expect(await actorOf(work)).toEqual({
      ...world.secondAdministrator,
      sessionVersion: null,
      teacherId: world.teacherId,
    });
    await (await owner()).query("delete from account_roles where city_id = $1 and account_id = $2", [
      cityId,
      accountId,
    ]);
    await expect(actorOf(work)).rejects.toBeInstanceOf(SessionEnded);
  });
});

describe("work on one subject", () => {
  test("that is ordered again while it is being done is done once more, afterwards", async () => {
    const [subject, ...others] = await orderApart(3);
    const work: OrderedWork = { kind: "read-import", subjectId: subject as string, actor: orderer };
    const done: string[] = [];
    let [under, most] = [0, 0];
    aWorker({
      run: async ({ subjectId }) => {
        if (subjectId === subject) {
          under += 1;
          most = Math.max(most, under);
          if (done.length === 0) await transaction(orderer, (tx) => enqueue(tx, work));
          // By then the worker has looked for more: the others came after it.
          await until("the others are done", async () => others.every((other) => done.includes(other)));
          under -= 1;
        }
        done.push(subjectId);
      },
    });
    await emptied();
    expect(done.filter((each) => each === subject)).toHaveLength(2);
    expect(most).toBe(1);
  });
});

describe("a worker that is killed", () => {
  test("loses nothing: the next one takes its work up within seconds, and does it once", async () => {
    const subject = await order();
    const first = aProcess();
    expect(await beganIn(subject)).toBe(first.pid);
    const gone = exited(first);
    first.kill("SIGKILL");
    expect(await gone).toBe("SIGKILL");
    await open(subject);
    const second = aProcess();
    const began = Date.now();
    expect(await doneIn(subject)).toBe(second.pid);
    expect(Date.now() - began).toBeLessThan(10_000);
    await emptied();
    expect((await steps(subject)).map((row) => row.step)).toEqual(["began", "began", "done"]);
  });

  test("leaves its work to one that lives, whose own is not disturbed", async () => {
    const subjects = await orderApart(4);
    const [victim, other] = [aProcess(), aProcess()];
    const began: number[] = [];
    for (const subject of subjects) began.push(await beganIn(subject));
    expect(new Set(began)).toEqual(new Set([victim.pid, other.pid]));
    victim.kill("SIGKILL");
    for (const subject of subjects) await open(subject);
    for (const subject of subjects) await doneIn(subject);
    await emptied();
    for (const [i, subject] of subjects.entries()) {
      const processes = (await steps(subject)).map((row) => row.process);
      if (began[i] === victim.pid) expect(processes).toEqual([victim.pid, other.pid, other.pid]);
      else expect(processes).toEqual([other.pid, other.pid]);
    }
  });

  test("as often as it tries is followed by one that says so", async () => {
    await order();
    await (await owner()).query("update graphile_worker._private_jobs set attempts = $1", [TRIES]);
    const seen = aWorkerThat(async () => {});
    await emptied();
    expect(seen).toMatchObject({ tries: 0, failures: [expect.any(String)] });
  });

  test("politely lets its work end, and takes no new", async () => {
    const subject = await order();
    const worker = aProcess();
    await beganIn(subject);
    const gone = exited(worker);
    worker.kill("SIGTERM");
    await new Promise((resolve) => worker.stdout?.once("data", resolve));
    const later = await order();
    await open(subject);
    expect(await gone).toBe(0);
    expect((await steps(subject)).map((row) => row.step)).toEqual(["began", "done"]);
    expect(await jobs()).toEqual([expect.objectContaining({ key: expect.stringContaining(later), attempts: 0 })]);
  });
});

describe("work that fails", () => {
  test("for a reason that passes is tried again", async () => {
    await order();
    const seen = aWorkerThat(fault("40001"), async () => {});
    await emptied();
    expect(seen).toEqual({ tries: 2, failures: [] });
  });

  test("for a reason that stays is given up at once, under an id that is in the log", async () => {
    const lines: unknown[] = [];
    const error = log.error;
    log.error = ((...line: unknown[]) => lines.push(line)) as typeof log.error;
    await order();
    const seen = aWorkerThat(async () => {
      throw Object.assign(new Error('duplicate: "王建国"'), { detail: "Key (name)=(王建国) already exists." });
    });
    await emptied().finally(() => {
      log.error = error;
    });
    expect(seen.tries).toBe(1);
    expect(lines).toEqual([[expect.objectContaining({ logId: seen.failures[0] }), expect.any(String)]]);
    expect(JSON.stringify(lines)).not.toContain("王建国");
  });

  test("for a passing reason too often is given up as well", async () => {
    await order();
    await (await owner()).query("update graphile_worker._private_jobs set attempts = $1", [TRIES - 1]);
    const seen = aWorkerThat(fault("08006"));
    await emptied();
    expect(seen).toMatchObject({ tries: 1, failures: [expect.any(String)] });
  });
});

describe("a worker outlives", () => {
  test("its connections", async () => {
    const [cut, next] = [await order(), randomUUID()];
    let told = false;
    aWorker({
      run: async ({ subjectId }, signal) => {
        const again = (await steps(subjectId)).length > 0;
        await (await owner()).query("insert into probe (subject, step) values ($1, 'began')", [subjectId]);
        if (subjectId !== cut || again) return;
        await (await owner()).query(
          "select pg_terminate_backend(pid) from pg_stat_activity where usename = 'credit_bank_app' and datname = current_database()",
        );
        // Without its lock it may not go on: the work may be with another already.
        await until("it is told to end", async () => signal.aborted, 5_000);
        told = true;
        throw new Error("told to end");
      },
    });
    await emptied();
    expect(told).toBe(true);
    expect(await steps(cut)).toHaveLength(2);
    await transaction(orderer, (tx) => enqueue(tx, { kind: "read-import", subjectId: next, actor: orderer }));
    await emptied();
    expect(await steps(next)).toHaveLength(1);
  });

  test("the database itself, killed and started again", async () => {
    // Not a throwaway server: that one forgets the last moment before it is killed.
    const placed = { folder: mkdtempSync(path.join(process.env.DATA_DIR as string, "postgres-")), password: "own" };
    const server = await startEmbedded({ ...placed, port: undefined });
    const url = server.url("postgres");
    await deployMigrations(url);
    const ordered = () =>
      withConnection(url, (client) =>
        client.query(
          `select graphile_worker.add_job('read-import', '{"kind": "read-import", "subjectId": "1", "actor": {}}')`,
        ),
      );
    const done: OrderedWork[] = [];
    aWorker({ run: async (work) => void done.push(work) }, url);
    await ordered();
    await until("the first is done", async () => done.length === 1);
    server.kill();
    await until("it has ended", async () => !server.isRunning());
    await startEmbedded({ ...placed, port: server.port });
    await ordered();
    await until("the next is done", async () => done.length >= 2);
    await dismissed();
    await clearEmbedded(placed.folder);
  });
});

test("a connection that is let go twice is given back once, and lent again", async () => {
  const pool = releaseOnce(new pg.Pool({ connectionString: process.env.APP_DATABASE_URL, max: 1 }));
  for (let time = 0; time < 3; time += 1) {
    const client = await pool.connect();
    expect((await client.query("select 1 as one")).rows).toEqual([{ one: 1 }]);
    client.release();
    expect(() => client.release()).not.toThrow();
  }
  expect([pool.totalCount, pool.idleCount]).toEqual([1, 1]);
  await pool.end();
});
