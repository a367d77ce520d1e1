import "server-only";
import { setTimeout as pause } from "node:timers/promises";
import { Client } from "pg";
import { forLog } from "./faults";
import { log } from "./log";

/** Work that nobody orders and that comes round: what it does twice, it must not do twice over. */
export interface Routine {
  name: string;
  everyMs: number;
  /** @param signal the worker is about to end */
  run(signal: AbortSignal): Promise<void>;
}

const TO_CONNECT = 5_000;
/** A database that says nothing for so long is as good as gone. */
const SILENCE = 20_000;
/** After a failure it is tried again soon, however seldom it comes round. */
const AFTER_FAILURE = 30_000;
/** Sets the locks of routines apart from whatever else is locked by number. */
const ROUTINE = 4111;

/**
 * Lets each routine come round until `signal`, in the database of `url`, which is the application's. Of several workers one
 * at a time is at a routine.
 * @returns resolves when those that were under way have ended
 */
export async function startRoutines(routines: readonly Routine[], url: string, signal: AbortSignal): Promise<void> {
  await Promise.all(routines.map((routine) => comeRound(routine, url, signal)));
}

async function comeRound(routine: Routine, url: string, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    let next = routine.everyMs;
    try {
      await alone(routine, url, signal);
    } catch (error) {
      next = Math.min(next, AFTER_FAILURE);
      log.warn({ routine: routine.name, fault: forLog(error) }, "a routine has failed; it is tried again");
    }
    // Waiting alone keeps no process alive.
    await pause(next, undefined, { signal, ref: false }).catch(() => {});
  }
}

/** Runs it unless another worker is at it. The lock goes with its connection, however this process ends. */
async function alone({ name, run }: Routine, url: string, signal: AbortSignal): Promise<void> {
  const lock = new Client({
    connectionString: url,
    keepAlive: true,
    connectionTimeoutMillis: TO_CONNECT,
    query_timeout: SILENCE,
  });
  // What waits on it rejects by itself.
  lock.on("error", () => {});
  try {
    await lock.connect();
    const { rows } = await lock.query<{ free: boolean }>(
      "select pg_try_advisory_lock(hashtextextended($1, $2)) as free",
      [name, ROUTINE],
    );
    if (rows[0]?.free) await run(signal);
  } finally {
    // Not awaited: a connection whose other end is silent takes its time.
    void lock.end().catch(() => {});
  }
}
