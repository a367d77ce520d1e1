// Brings a fresh clone so far that TypeScript can run. Only node: modules here: node_modules may not be there yet.
import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";

const ROOT = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "../..");
const OLDEST_NODE = [20, 19];

/** Checks Node, installs the packages and generates Prisma's row types, each only when needed. */
export async function prepare() {
  requireNode();
  process.chdir(ROOT);
  // Nobody's machine phones home, and Prisma needs no engine to be downloaded: it generates without one.
  Object.assign(process.env, {
    NEXT_TELEMETRY_DISABLED: "1",
    CHECKPOINT_DISABLE: "1",
    PRISMA_HIDE_UPDATE_MESSAGE: "1",
    PRISMA_SCHEMA_ENGINE_BINARY: "/bin/true",
  });
  if (!isInstalled()) await install();
  const wanted = schemaDigest();
  if (readIfThere(GENERATED_DIGEST) !== wanted) await generate(wanted);
}

function requireNode() {
  const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
  const [oldestMajor = 0, oldestMinor = 0] = OLDEST_NODE;
  if (major > oldestMajor || (major === oldestMajor && minor >= oldestMinor)) return;
  refuse(`Node ${process.versions.node} is too old: ${OLDEST_NODE.join(".")} or newer is needed.`);
}

/** @typedef {{ packages: Record<string, { version?: string, optional?: boolean }> }} LockFile */

/** Does node_modules hold what the lock file names? npm notes at the end of an installation what it put there. */
function isInstalled() {
  const noted = readIfThere("node_modules/.package-lock.json");
  if (noted === undefined) return false;
  /** @type {LockFile} */
  const wanted = JSON.parse(readFileSync("package-lock.json", "utf8"));
  /** @type {LockFile} */
  const found = JSON.parse(noted);
  return Object.entries(wanted.packages).every(
    // What is optional may be for other machines, and is then rightly not here.
    ([name, { version, optional }]) => name === "" || optional || found.packages[name]?.version === version,
  );
}

async function install() {
  console.log("Installing the packages (once, about a minute) …");
  const npm = process.env.npm_execpath ? [process.execPath, process.env.npm_execpath] : ["npm"];
  const options = ["ci", "--include=dev", "--no-audit", "--no-fund", "--loglevel=error"];
  await run([...npm, ...options], "npm ci failed; its reason stands above.");
}

const GENERATED_DIGEST = "src/generated/schema-digest";

function schemaDigest() {
  const hash = createHash("sha256");
  for (const name of readdirSync("prisma/schema").sort())
    hash.update(name).update(readFileSync(`prisma/schema/${name}`));
  return hash.update(readFileSync("node_modules/prisma/package.json")).digest("hex");
}

/** @param {string} wanted */
async function generate(wanted) {
  const command = [process.execPath, "node_modules/prisma/build/index.js", "generate", "--no-hints"];
  await run(command, "prisma generate failed; npx prisma validate says why.", "ignore");
  mkdirSync(path.dirname(GENERATED_DIGEST), { recursive: true });
  writeFileSync(GENERATED_DIGEST, wanted);
}

/**
 * @param {string[]} command
 * @param {string} failure one sentence
 * @param {"inherit" | "ignore"} output
 */
async function run([program = "", ...args], failure, output = "inherit") {
  const child = spawn(program, args, { stdio: ["ignore", output, output] });
  const forward = (/** @type {NodeJS.Signals} */ signal) => child.kill(signal);
  for (const signal of SIGNALS) process.on(signal, forward);
  const code = await new Promise((resolve) => {
    child.once("error", () => resolve(1));
    child.once("exit", (exitCode, signal) => resolve(signal ?? exitCode));
  });
  for (const signal of SIGNALS) process.off(signal, forward);
  if (SIGNALS.includes(code)) process.exit(1);
  if (code !== 0) refuse(failure);
}

/** @type {NodeJS.Signals[]} */
const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"];

/** @param {string} file */
function readIfThere(file) {
  return existsSync(file) ? readFileSync(file, "utf8") : undefined;
}

/** @param {string} reason */
function refuse(reason) {
  console.error(reason);
  process.exit(1);
}
