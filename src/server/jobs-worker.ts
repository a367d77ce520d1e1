import "server-only";
import { EventEmitter } from "node:events";
import { setTimeout as pause } from "node:timers/promises";
import { Logger, runTaskList } from "graphile-worker";
import { Client, Pool } from "pg";
import { forLog } from "./faults";
import { type Task, taskList } from "./jobs-attempt";
import { log } from "./log";
import { releaseOnce } from "./release-once";

export interface Worker {
  /** resolves when the worker has stopped */
  ended: Promise<void>;
  /** Takes no new work and lets what is under way end; after a while that is told to end. */
  stop(): void;
}

const AT_ONCE = 2;
/** How long work may go on after stop(). */
const PATIENCE = 15_000;
/** How often a worker looks for what a dead one has left, and for new work whose call it missed. */
const LOOK_EVERY = 1_000;
const BEFORE_NEXT_SHIFT = 1_000;
const FOR_GOOD = 2 ** 31 - 1;
const TO_CONNECT = 5_000;
/** A database that says nothing for so long is as good as gone. */
const SILENCE = 20_000;
/** Sets the locks of shifts apart from whatever else is locked by number. */
const SHIFT = 4109;

/** Does what is ordered, from the database of `url`, which is the application's, until it is stopped. */
export function startWorker(tasks: Record<string, Task>, url: string): Worker {
  const stopped = new AbortController();
  return { ended: workUntil(stopped.signal, tasks, url), stop: () => stopped.abort() };
}

/** A shift ends with the first sign that the database is gone; the next begins when it is back. */
async function workUntil(stopped: AbortSignal, tasks: Record<string, Task>, url: string): Promise<void> {
  // The library takes an empty list for a fault.
  if (Object.keys(tasks).length === 0) await pause(FOR_GOOD, undefined, { signal: stopped }).catch(() => {});
  while (!stopped.aborted) {
    try {
      await shift(stopped, tasks, url);
    } catch (error) {
      log.warn({ fault: forLog(error) }, "the worker has lost the database and looks for it again");
      await pause(BEFORE_NEXT_SHIFT, undefined, { signal: stopped }).catch(() => {});
    }
  }
}

/**
 * The queue notes which shift has taken a job, and by itself would believe in a dead worker for four hours. So each shift
 * holds a lock of its name on a connection that lives as long as it does: where that lock is free, its shift is dead, and the
 * living take its jobs. A shift that loses the connection is dead to the others, and therefore tells its own work to end.
 */
async function shift(stopped: AbortSignal, tasks: Record<string, Task>, url: string): Promise<void> {
  const broken = new AbortController();
  const over = AbortSignal.any([stopped, broken.signal]);
  const breakOff = (reason: unknown) => broken.abort(reason);
  const begin = async (name: string) => {
    await life.query("select pg_advisory_lock(hashtextextended($1, $2))", [name, SHIFT]);
    void takeFromTheDead(life, over).catch(breakOff);
  };
  const life = new Client({
    connectionString: url,
    keepAlive: true,
    connectionTimeoutMillis: TO_CONNECT,
    query_timeout: SILENCE,
  });
  life.on("error", breakOff);
  life.on("end", () => breakOff(new Error("Connection terminated")));
  const connections = releaseOnce(
    new Pool({ connectionString: url, max: AT_ONCE + 2, connectionTimeoutMillis: TO_CONNECT }),
  );
  // What was under way on a connection that dies rejects by itself.
  connections.on("error", () => {});
  connections.on("connect", (client) => client.on("error", () => {}));
  try {
    await life.connect();
    const runner = runTaskList(
      {
        pgPool: connections,
        concurrency: AT_ONCE,
        pollInterval: LOOK_EVERY,
        noHandleSignals: true,
        gracefulShutdownAbortTimeout: PATIENCE,
        logger,
        // The library remembers a first failure to learn its tasks' numbers, and would fail for ever.
        events: new EventEmitter().on("worker:getJob:error", ({ error }) => breakOff(error)),
        preset: {
          plugins: [beginning(begin, breakOff)],
          // In a batch, be it of one, a completion that fails ends the shift; alone it would end the process.
          worker: { completeJobBatchDelay: 0, failJobBatchDelay: 0 },
        },
      },
      taskList(tasks, broken.signal),
      connections,
    );
    const end = () => void Promise.resolve(runner.gracefulShutdown()).catch(() => {});
    if (over.aborted) end();
    else over.addEventListener("abort", end, { once: true });
    await runner.promise;
    broken.signal.throwIfAborted();
  } finally {
    // Not awaited: a connection whose other end is silent takes its time.
    void connections.end().catch(() => {});
    void life.end().catch(() => {});
  }
}

/** Waits for `begin` before the first job is asked for. */
function beginning(begin: (name: string) => Promise<void>, breakOff: (reason: unknown) => void): GraphileConfig.Plugin {
  let begun: Promise<void> | undefined;
  return {
    name: "Beginning",
    version: "1.0.0",
    worker: {
      hooks: {
        async startWorker(_context, { worker }) {
          // Thrown from here a fault would be forgotten. A shift that is broken off asks for no job.
          begun ??= begin(worker.workerPool.id).catch(breakOff);
          await begun;
        },
      },
    },
  };
}

const DEAD = `
  select locked_by from (
    select locked_by from graphile_worker._private_jobs union select locked_by from graphile_worker._private_job_queues
  ) taken
  where locked_by is not null and not exists (select from pg_locks
    where locktype = 'advisory' and objsubid = 1 and database = (select oid from pg_database where datname = current_database())
      and (classid::bigint << 32 | objid::bigint) = hashtextextended(locked_by, $1))`;

async function takeFromTheDead(life: Client, over: AbortSignal): Promise<void> {
  while (!over.aborted) {
    const { rows } = await life.query<{ locked_by: string }>(DEAD, [SHIFT]);
    const dead = rows.map((row) => row.locked_by);
    if (dead.length > 0) {
      log.warn({ dead }, "a worker has ended in the middle of its work; its work is taken up again");
      await life.query("select graphile_worker.force_unlock_workers($1)", [dead]);
    }
    await pause(LOOK_EVERY, undefined, { signal: over }).catch(() => {});
  }
}

/** What the library has to say is for whoever looks closely; what matters is logged where it happens. */
const logger = new Logger(() => (level, message) => {
  if (["error", "warning"].includes(level)) log.warn(message);
  else log.debug(message);
});
