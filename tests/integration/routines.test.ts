import { mkdtempSync } from "node:fs";
import path from "node:path";
import { afterEach, describe, expect, test } from "vitest";
import { log } from "@/server/log";
import { clearEmbedded, startEmbedded } from "@/server/postgres/embedded";
import { type Routine, startRoutines } from "@/server/routines";
import { owner } from "../factories/owner";

const applicationUrl = process.env.APP_DATABASE_URL as string;
let worker: { end: AbortController; ended: Promise<void> }[] = [];
log.level = "silent";

afterEach(dismissed);

async function dismissed(): Promise<void> {
  for (const { end } of worker) end.abort();
  await Promise.all(worker.map(({ ended }) => ended));
  worker = [];
}

function aWorker(run: Routine["run"], url = applicationUrl, everyMs = 20): Promise<void> {
  const end = new AbortController();
  const ended = startRoutines([{ name: "probe", everyMs, run }], url, end.signal);
  worker.push({ end, ended });
  return ended;
}

async function until(what: string, look: () => boolean | Promise<boolean>): Promise<void> {
  const end = Date.now() + 20_000;
  while (!(await look())) {
    if (Date.now() > end) throw new Error(`in vain: waiting until ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

describe("a routine", () => {
  test("comes round again and again, of several workers with one at a time", async () => {
    let [rounds, at, most] = [0, 0, 0];
    const run = async () => {
      at += 1;
      most = Math.max(most, at);
      await new Promise((resolve) => setTimeout(resolve, 15));
      at -= 1;
      rounds += 1;
    };
    aWorker(run);
    aWorker(run);
    aWorker(run);
    await until("it has come round six times", () => rounds >= 6);
    expect(most).toBe(1);
  });

  test("that fails is tried again", async () => {
    let tries = 0;
    aWorker(async () => {
      tries += 1;
      if (tries < 3) throw new Error("not yet");
    });
    await until("it was tried again", () => tries >= 4);
  });

  test("outlives its connections", async () => {
    let rounds = 0;
    aWorker(async () => {
      rounds += 1;
      if (rounds > 1) return;
      await (await owner()).query(
        "select pg_terminate_backend(pid) from pg_stat_activity where usename = 'credit_bank_app' and datname = current_database()",
      );
    });
    await until("it came round again", () => rounds >= 3);
  });

  test("outlives the database itself, killed and started again", async () => {
    const placed = { folder: mkdtempSync(path.join(process.env.DATA_DIR as string, "postgres-")), password: "own" };
    const server = await startEmbedded({ ...placed, port: undefined });
    let rounds = 0;
    aWorker(async () => {
      rounds += 1;
    }, server.url("postgres"));
    await until("the first", () => rounds > 0);
    server.kill();
    await until("it has ended", () => !server.isRunning());
    const before = rounds;
    await startEmbedded({ ...placed, port: server.port });
    await until("the next", () => rounds > before);
    await dismissed();
    await clearEmbedded(placed.folder);
  });

  test("that is under way is told when the worker ends, and waited for; none begins after it", async () => {
    let [told, done, rounds] = [false, false, 0];
    const ended = aWorker(async (signal) => {
      rounds += 1;
      await new Promise((resolve) => signal.addEventListener("abort", resolve, { once: true }));
      told = true;
      await new Promise((resolve) => setTimeout(resolve, 20));
      done = true;
    });
    await until("it has begun", () => rounds > 0);
    worker[0]?.end.abort();
    await ended;
    expect({ told, done, rounds }).toEqual({ told: true, done: true, rounds: 1 });
  });

  test("that waits for its next round ends at once", async () => {
    let rounds = 0;
    const ended = aWorker(
      async () => {
        rounds += 1;
      },
      applicationUrl,
      3_600_000,
    );
    await until("it has come round", () => rounds > 0);
    worker[0]?.end.abort();
    const began = Date.now();
    await ended;
    expect(Date.now() - began).toBeLessThan(1_000);
  });
});
