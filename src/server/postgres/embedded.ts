import { type ChildProcess, spawn } from "node:child_process";
import { chownSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import net from "node:net";
import path from "node:path";
import { withConnection } from "./connection";
import { clearPlace, dataFolderOf, type Placement, place } from "./placement";
import { Refusal } from "./refusal";

// A real PostgreSQL from npm. The package's own starter cannot run as root from a folder that only root may enter, and
// knows nothing of a server that outlived the process which started it.

export type EmbeddedServer = {
  port: number;
  /** was the server's data made just now? */
  created: boolean;
  /** the owner's address of a database */
  url(database: string): string;
  isRunning(): boolean;
  /** Ends the server; open transactions are rolled back. */
  stop(): Promise<void>;
  /** Ends it at once and synchronously, for a process that is about to exit; what was committed is stored. */
  kill(): void;
};

export type EmbeddedOptions = {
  folder: string;
  password: string;
  /** the port to listen on, or undefined for any that is free */
  port: number | undefined;
  /** Without regard for a power cut: for data that nobody will miss. */
  throwaway?: boolean;
};

export async function startEmbedded({
  folder,
  password,
  port,
  throwaway = false,
}: EmbeddedOptions): Promise<EmbeddedServer> {
  const placed = place(folder);
  const created = !existsSync(path.join(placed.dataFolder, "PG_VERSION"));
  if (created) await initialise(placed, password, throwaway);
  const running = await runningServer(placed.dataFolder);
  const server = running ?? (await launchPatiently(placed, port ?? (await freePort()), throwaway));
  return {
    port: server.port,
    created,
    url: (database) => `postgresql://postgres:${encodeURIComponent(password)}@127.0.0.1:${server.port}/${database}`,
    isRunning: () => (server.child ? !hasEnded(server.child) : isAlive(server.pid)),
    stop: () => end(server.pid, server.child),
    kill: () => signal(server.pid, "SIGQUIT"),
  };
}

type Running = { pid: number; port: number; child?: ChildProcess };

/** Makes the data in a folder aside and then gives it its name: a half-made one is never taken for a whole one. */
async function initialise(placed: Placement, password: string, throwaway: boolean): Promise<void> {
  const aside = `${placed.dataFolder}.new`;
  for (const left of [aside, placed.dataFolder]) rmSync(left, { recursive: true, force: true });
  const PRIVATE = 0o700;
  mkdirSync(aside, { mode: PRIVATE });
  const passwordFile = `${placed.dataFolder}.password`;
  rmSync(passwordFile, { force: true });
  writeFileSync(passwordFile, `${password}\n`, { mode: 0o600 });
  for (const made of [aside, passwordFile]) chownTo(placed.runAs, made);
  const args = ["-D", aside, "-U", "postgres", "--auth=scram-sha-256", `--pwfile=${passwordFile}`, "--encoding=UTF8"];
  args.push(
    "--locale-provider=builtin",
    "--builtin-locale=C.UTF-8",
    "--no-instructions",
    ...(throwaway ? ["--no-sync"] : []),
  );
  const child = spawn(placed.initdb, args, {
    ...placed.runAs,
    env: environment(),
    cwd: "/",
    stdio: ["ignore", "ignore", "pipe"],
  });
  let complaint = "";
  child.stderr.on("data", (text) => {
    complaint += text;
  });
  const code = await new Promise((resolve, reject) => child.once("error", reject).once("close", resolve));
  rmSync(passwordFile);
  if (code !== 0) {
    rmSync(aside, { recursive: true, force: true });
    throw new Refusal(`PostgreSQL could not make its data: ${complaint.trim()}`);
  }
  renameSync(aside, placed.dataFolder);
}

function chownTo({ uid, gid }: Placement["runAs"], file: string): void {
  if (uid !== undefined && gid !== undefined) chownSync(file, uid, gid);
}

/** Ends the server that a killed process left on the data of `folder`, if there is one, and deletes the data. */
export async function clearEmbedded(folder: string): Promise<void> {
  const left = await runningServer(dataFolderOf(folder));
  if (left) await end(left.pid, undefined);
  clearPlace(folder);
}

/** The server that already has this data, if there is one: left by a process that was killed. */
async function runningServer(dataFolder: string): Promise<Running | undefined> {
  const file = path.join(dataFolder, "postmaster.pid");
  if (!existsSync(file)) return undefined;
  const [pidLine, dataLine, , portLine] = readFileSync(file, "utf8").split("\n");
  const [pid, port] = [Number(pidLine), Number(portLine)];
  if (pid > 0 && dataLine === dataFolder && isPostgres(pid)) {
    for (let tries = 0; tries < 100 && isAlive(pid); tries++) {
      if (port > 0 && (await answers(port))) return { pid, port };
      await pause(100);
    }
    if (isAlive(pid))
      throw new Refusal(`PostgreSQL (process ${pid}) holds ${dataFolder} and does not answer; end it and start again.`);
  }
  // PostgreSQL clears the lock of a server that is gone by itself, unless the number is in use: by another program, or by
  // the dead server's own entry. The rest of the lock stays: by it PostgreSQL waits for the children of a killed server.
  const NOBODY = 2_147_483_646;
  writeFileSync(file, readFileSync(file, "utf8").replace(/^\d*/, String(NOBODY)));
  return undefined;
}

function isPostgres(pid: number): boolean {
  if (!isAlive(pid)) return false;
  const commandLine = `/proc/${pid}/cmdline`;
  return existsSync(commandLine)
    ? readFileSync(commandLine, "utf8").split("\0")[0]?.endsWith("postgres") === true
    : true;
}

/** A server that was killed leaves its memory to its last children for a moment; until they are gone nobody may start. */
async function launchPatiently(placed: Placement, port: number, throwaway: boolean): Promise<Running> {
  for (let tries = 1; ; tries++) {
    try {
      return await launch(placed, port, throwaway);
    } catch (error) {
      if (!(error instanceof Error && /shared memory block/.test(error.message)) || tries === 20) throw error;
      await pause(500);
    }
  }
}

async function launch(placed: Placement, port: number, throwaway: boolean): Promise<Running> {
  const settings = ["listen_addresses=127.0.0.1", "unix_socket_directories=", "timezone=UTC", "log_timezone=UTC"];
  if (throwaway) settings.push("fsync=off", "synchronous_commit=off", "full_page_writes=off", "max_connections=200");
  const args = ["-D", placed.dataFolder, "-p", String(port), ...settings.flatMap((setting) => ["-c", setting])];
  // A group of its own: Ctrl-C in the terminal must reach whoever started it, who then ends it after its clients.
  const child = spawn(placed.postgres, args, {
    ...placed.runAs,
    env: environment(),
    cwd: "/",
    detached: true,
    stdio: ["ignore", "ignore", "pipe"],
  });
  let log = "";
  await new Promise<void>((resolve, reject) => {
    child.once("error", reject);
    child.once("exit", () => reject(startProblem(log, port)));
    child.stderr.on("data", (text) => {
      log = (log + text).slice(-20_000);
      if (log.includes("ready to accept connections")) resolve();
    });
  });
  child.stderr.removeAllListeners("data").resume();
  child.unref();
  return { pid: child.pid as number, port, child };
}

export class PortTaken extends Refusal {}

function startProblem(log: string, port: number): Refusal {
  if (/Address already in use/i.test(log))
    return new PortTaken(`Port ${port} is taken by another program; set PG_PORT to a free one.`);
  const reason = /(?:FATAL|PANIC):\s*(.*)/.exec(log)?.[1] ?? log.trim().split("\n").at(-1);
  return new Refusal(`PostgreSQL did not start: ${reason}.`);
}

/** The environment without what would steer PostgreSQL (PGDATA, PGPORT, …) or change the language that we read it in. */
function environment(): NodeJS.ProcessEnv {
  const env: NodeJS.ProcessEnv = { ...process.env, LC_ALL: "C", TZ: "UTC" };
  for (const name of Object.keys(env)) if (/^PG[A-Z]/.test(name)) delete env[name];
  return env;
}

async function end(pid: number, child: ChildProcess | undefined): Promise<void> {
  signal(pid, "SIGINT");
  for (let tries = 0; tries < 400; tries++) {
    // A child stays in the process table until Node has seen its end, so its own word counts.
    if (child ? hasEnded(child) : !isAlive(pid)) return;
    await pause(25);
  }
  signal(pid, "SIGQUIT");
}

const hasEnded = (child: ChildProcess) => child.exitCode !== null || child.signalCode !== null;

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch {
    // It has ended by itself.
  }
}

/** Does this process run? One that has ended and that nobody has asked after yet is in the table, but doesn't. */
export function isAlive(pid: number): boolean {
  const state = processFields(pid)?.[0];
  if (state !== undefined) return state !== "Z" && state !== "X";
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

/** When a process began: its number alone may be another program's by now. "?" where the system doesn't say. */
export function startOf(pid: number): string {
  const START_TIME = 19;
  return processFields(pid)?.[START_TIME] ?? "?";
}

/** What Linux says of a process, from its state on; undefined elsewhere, or when there is no such process. */
function processFields(pid: number): string[] | undefined {
  const file = `/proc/${pid}/stat`;
  return existsSync(file) ? readFileSync(file, "utf8").split(") ").at(-1)?.split(" ") : undefined;
}

/** Does anything listen on this port of this machine? */
export function answers(port: number, host = "127.0.0.1"): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = net.connect({ port, host });
    socket.once("connect", () => {
      socket.destroy();
      resolve(true);
    });
    socket.once("error", () => resolve(false));
  });
}

export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = net.createServer().once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const { port } = server.address() as net.AddressInfo;
      server.close(() => resolve(port));
    });
  });
}

const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** Makes a database unless it is there. */
export async function ensureDatabase(server: EmbeddedServer, name: string): Promise<void> {
  await withConnection(server.url("postgres"), async (client) => {
    const { rowCount } = await client.query("select from pg_database where datname = $1", [name]);
    if (rowCount === 0) await client.query(`create database ${client.escapeIdentifier(name)}`);
  });
}
