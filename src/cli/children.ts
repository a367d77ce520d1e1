import { type ChildProcess, spawn } from "node:child_process";
import path from "node:path";

const children = new Set<ChildProcess>();
const WITH_PARENT = path.resolve("src/cli/with-parent.mjs");

type Options = { env?: Record<string, string>; quiet?: boolean };

export type Child = {
  /** exit code, or 1 when a signal ended it */
  ended: Promise<number>;
  /** what it printed, when it is quiet */
  output(): string;
};

/**
 * Starts a Node program that ends when we do. It has a process group of its own: Ctrl-C in the terminal reaches us alone,
 * and we end each part in its turn.
 */
export function startNode(args: string[], { env = {}, quiet = false }: Options = {}): Child {
  const output = quiet ? "pipe" : "inherit";
  const child = spawn(process.execPath, ["--import", WITH_PARENT, ...args], {
    env: { ...process.env, ...env, CHILD_OF: String(process.pid) },
    detached: true,
    stdio: ["ignore", output, output, "ipc"],
  });
  children.add(child);
  let printed = "";
  for (const stream of [child.stdout, child.stderr])
    stream?.on("data", (text) => {
      printed += text;
    });
  const ended = new Promise<number>((resolve) => {
    child.once("error", () => resolve(1));
    child.once("close", (code) => resolve(code ?? 1));
  }).finally(() => children.delete(child));
  return { ended, output: () => printed };
}

/**
 * npm, asked to end, ends its shell and not us, and a test runner that is killed ends nothing: we notice that our parent has
 * changed. Only under those two (END_WITH_PARENT is set for the second): elsewhere one may well outlive one's parent.
 */
export function whenParentEnds(then: () => void): void {
  if (!process.env.npm_lifecycle_event && !process.env.END_WITH_PARENT) return;
  const parent = process.ppid;
  const look = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(look);
    then();
  }, 250);
  look.unref();
}

/** Ends every child, with its own children: asked first, forced after `patience` milliseconds. */
export async function stopChildren(patience: number): Promise<void> {
  const running = [...children];
  const ended = Promise.all(running.map((child) => new Promise((resolve) => child.once("close", resolve))));
  signalAll(running, "SIGTERM");
  const forced = setTimeout(() => signalAll(running, "SIGKILL"), patience);
  await ended;
  clearTimeout(forced);
}

export function killChildren(): void {
  signalAll([...children], "SIGKILL");
}

function signalAll(group: ChildProcess[], signal: NodeJS.Signals): void {
  for (const child of group) {
    try {
      if (child.pid !== undefined) process.kill(-child.pid, signal);
    } catch {
      // It has ended by itself.
    }
  }
}
