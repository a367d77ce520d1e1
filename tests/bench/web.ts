import { type ChildProcess, spawn } from "node:child_process";
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import path from "node:path";
import { buildIfChanged } from "@/cli/site";
import { answers, freePort } from "@/server/postgres/embedded";

/** A running Next.js server in production mode. */
export interface Web {
  origin: string;
  pid: number;
}

const NEXT = path.resolve("node_modules/next/dist/bin/next");
/** Ends a child whose parent was killed. */
const WITH_PARENT = path.resolve("src/cli/with-parent.mjs");
const START_LIMIT = 60_000;

const running = new Set<ChildProcess>();

/** The product is served by its own web process, the bare app by Next's. */
const PRODUCT = path.resolve("src/cli/serve.mjs");

function startNext(
  args: string[],
  project: string,
  settings: Record<string, string>,
): { child: ChildProcess; printed(): string } {
  const env = { ...process.env, NODE_OPTIONS: "", ...settings, NODE_ENV: "production" } as NodeJS.ProcessEnv;
  const child = spawn(process.execPath, ["--import", WITH_PARENT, ...args], {
    cwd: project,
    env,
    detached: true,
    stdio: ["ignore", "pipe", "pipe", "ipc"],
  });
  running.add(child);
  child.once("close", () => running.delete(child));
  let printed = "";
  for (const stream of [child.stdout, child.stderr])
    stream?.on("data", (text) => {
      printed = (printed + text).slice(-4000);
    });
  return { child, printed: () => printed };
}

/** @param project the folder that `next build` built */
export async function startWeb(project: string, settings: (origin: string) => Record<string, string>): Promise<Web> {
  const port = await freePort();
  const origin = `http://localhost:${port}`;
  const bare = path.resolve(project) !== path.resolve(".");
  const args = bare ? [NEXT, "start", "-p", String(port), "-H", "localhost"] : [PRODUCT];
  const { child, printed } = startNext(args, project, { ...settings(origin), HOST: "localhost", PORT: String(port) });
  const end = performance.now() + START_LIMIT;
  while (!(await answers(port, "localhost"))) {
    if (child.exitCode !== null || performance.now() > end)
      throw new Error(`Next.js did not start in ${path.resolve(project)}: ${printed()}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return { origin, pid: child.pid as number };
}

/** Ends every server that was started here. */
export async function stopAll(): Promise<void> {
  const PATIENCE = 5_000;
  const ended = [...running].map((child) => new Promise((resolve) => child.once("close", resolve)));
  signalAll("SIGTERM");
  const forced = setTimeout(killAll, PATIENCE);
  await Promise.all(ended);
  clearTimeout(forced);
}

export function killAll(): void {
  signalAll("SIGKILL");
}

function signalAll(signal: NodeJS.Signals): void {
  for (const { pid } of running) {
    try {
      if (pid !== undefined) process.kill(-pid, signal);
    } catch {
      // It has ended by itself.
    }
  }
}

/** Builds the bare app in the data folder: Next.js wants to write beside what it builds. @returns where it is */
export async function buildBaseline(folder: string): Promise<string> {
  const project = path.join(folder, "baseline");
  mkdirSync(project, { recursive: true });
  for (const part of ["app", "next.config.mjs"]) {
    rmSync(path.join(project, part), { recursive: true, force: true });
    cpSync(path.join(import.meta.dirname, "baseline", part), path.join(project, part), { recursive: true });
  }
  const { child, printed } = startNext([NEXT, "build"], project, {});
  const code = await new Promise((resolve, reject) => child.once("error", reject).once("close", resolve));
  if (code !== 0) throw new Error(`The bare app could not be built:\n${printed()}`);
  return project;
}

/** The product as its own command builds it. */
export const buildProduct = buildIfChanged;

/** Most memory that a process has held, in megabytes, where the system tells. */
export function peakMemory(pid: number): number | undefined {
  const file = `/proc/${pid}/status`;
  if (!existsSync(file)) return undefined;
  const kilobytes = /VmHWM:\s+(\d+) kB/.exec(readFileSync(file, "utf8"))?.[1];
  return kilobytes ? Number(kilobytes) / 1000 : undefined;
}
