import "server-only";
import { randomUUID } from "node:crypto";
import type { JobHelpers, TaskList } from "graphile-worker";
import { forLog, isTransient } from "./faults";
import { type OrderedWork, TRIES } from "./jobs";
import { log } from "./log";

export interface Task {
  /**
   * Does the work. It may be asked for work that is done already, where a worker died before it could say so: so it looks,
   * in the transaction that changes something, whether that is still to do. It ends soon after `signal`.
   */
  run(work: OrderedWork, signal: AbortSignal): Promise<void>;
  /** Called when the work is given up for good; people who report it will name `logId`. */
  failed?(work: OrderedWork, logId: string): Promise<void>;
}

/** The tasks as the library calls them. @param broken the shift is over, its jobs may be with another already */
export function taskList(tasks: Record<string, Task>, broken: AbortSignal): TaskList {
  return Object.fromEntries(
    Object.entries(tasks).map(([kind, task]) => [
      kind,
      (payload: unknown, helpers: JobHelpers) => attempt(task, payload as OrderedWork, helpers, broken),
    ]),
  );
}

/** One try. What is thrown from here is tried again, and stands in the queue's table: it says nothing of its cause. */
async function attempt(task: Task, work: OrderedWork, helpers: JobHelpers, broken: AbortSignal): Promise<void> {
  const signal = AbortSignal.any([helpers.abortSignal, broken]);
  if (signal.aborted) throw new Error("not begun, the worker ends");
  const tries = helpers.job.attempts;
  if (tries > TRIES) return giveUp(task, work, new Error(`the worker ended in each of ${TRIES} tries`));
  try {
    await task.run(work, signal);
  } catch (error) {
    if (!signal.aborted && !(isTransient(error) && tries < TRIES)) return giveUp(task, work, error);
    log.warn(
      { ...about(work), tries, fault: forLog(error) },
      "background work was interrupted and will be tried again",
    );
    throw new Error("interrupted, to be tried again");
  }
}

async function giveUp(task: Task, work: OrderedWork, error: unknown): Promise<void> {
  const logId = randomUUID();
  log.error({ logId, ...about(work), fault: forLog(error) }, "background work was given up");
  try {
    await task.failed?.(work, logId);
  } catch (another) {
    log.error(
      { logId, ...about(work), fault: forLog(another) },
      "nobody could be told that background work was given up",
    );
    throw new Error("failed, and to be told");
  }
}

const about = ({ kind, subjectId, actor }: OrderedWork) => ({ kind, subjectId, ...actor });
