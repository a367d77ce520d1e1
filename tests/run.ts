import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { reasonOf } from "@/cli/answer";
import { killChildren, startNode, stopChildren, whenParentEnds } from "@/cli/children";
import { buildIfChanged } from "@/cli/site";
import { ensureDatabase, freePort } from "@/server/postgres/embedded";
import { deployMigrations, drift, schemaChange } from "@/server/postgres/migrations";
import { Refusal } from "@/server/postgres/refusal";
import { withThrowawayServer } from "@/server/postgres/throwaway";
import { ensureBrowser } from "./setup/browser";
import { explainFailures } from "./setup/failures";

// npm test: every check in turn, the quick ones first; the first failure ends it. npm test -- STEP [arguments] runs one.

const BIN = "node_modules";
const reports = mkdtempSync(path.join(os.tmpdir(), "credit-bank-reports-"));
const tests = { passed: 0, failed: 0 };

/** What a step has to say of itself in one line, if anything. */
type Step = (args: string[]) => Promise<string | undefined>;

const STEPS: Record<string, Step> = {
  chromium: async () => {
    ensureBrowser();
    return undefined;
  },
  generate: () => tool([`${BIN}/next/dist/bin/next`, "typegen"]),
  types: () => tool([`${BIN}/typescript/bin/tsc`, "--noEmit"]),
  lint: () => tool([`${BIN}/@biomejs/biome/bin/biome`, "check", "--error-on-warnings"]),
  boundaries: () =>
    tool([
      "--require",
      "./tests/setup/tsx-for-swc.cjs",
      `${BIN}/dependency-cruiser/bin/dependency-cruise.mjs`,
      "src",
      "tests",
      "prisma",
    ]),
  "dead-code": () => tool([`${BIN}/knip/bin/knip.js`]),
  schema: migrationsMakeTheSchema,
  unit: (args) => vitest("unit", args),
  integration: (args) => vitest("integration", args),
  build: async () => {
    await buildIfChanged();
    return undefined;
  },
  browser: playwright,
};

for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, giveUp);
whenParentEnds(giveUp);
process.on("exit", () => {
  killChildren();
  rmSync(reports, { recursive: true, force: true });
});

const [only, ...args] = process.argv.slice(2);
if (only !== undefined && !(only in STEPS)) {
  console.error(`There is no step «${only}»; the steps are ${Object.keys(STEPS).join(", ")}.`);
  process.exit(1);
}
const began = Date.now();
const done = [];
let failure: string | undefined;
for (const [name, step] of Object.entries(STEPS)) {
  if (only !== undefined && only !== name) continue;
  const start = Date.now();
  try {
    const note = await step(args);
    done.push(`✓ ${name.padEnd(12)} ${seconds(start).padStart(8)}${note ? `  ${note}` : ""}`);
    console.log(done.at(-1));
  } catch (error) {
    failure = name;
    console.error(`${reasonOf(error)}\n\n✗ ${name} failed after ${seconds(start)}.`);
    break;
  }
}
// A step that failed without a test of its own is a failure all the same: nobody must read «0 failed».
if (failure !== undefined && tests.failed === 0) tests.failed = 1;
console.log(`\n${done.join("\n")}${failure === undefined ? "" : `\n✗ ${failure}`}\n\nAll in ${seconds(began)}.`);
console.log(`${tests.passed} passed, ${tests.failed} failed`);
process.exit(failure === undefined ? 0 : 1);

async function giveUp(): Promise<void> {
  await stopChildren(20_000);
  process.exit(1);
}

function seconds(since: number): string {
  return `${((Date.now() - since) / 1000).toFixed(1)} s`;
}

/** Runs a tool; what it printed is shown only when it fails. */
async function tool(command: string[]): Promise<undefined> {
  const child = startNode(command, { quiet: true });
  if ((await child.ended) !== 0) throw new Refusal(child.output().trim());
}

async function migrationsMakeTheSchema(): Promise<undefined> {
  await withThrowawayServer(async (server) => {
    const change = await schemaChange(server.url("postgres"));
    if (change !== undefined) throw new Refusal(`The schema says what no migration does:\n\n${change}`);
    await ensureDatabase(server, "bank");
    await deployMigrations(server.url("bank"));
    const { tables, catalog } = await drift(server.url("bank"));
    const found = [tables ?? "", ...catalog.missing, ...catalog.extra].filter((line) => line !== "");
    if (found.length > 0) throw new Refusal(`Applied twice, the migrations make two things:\n${found.join("\n")}`);
  });
}

async function vitest(project: string, more: string[]): Promise<string> {
  const report = path.join(reports, `${project}.json`);
  const options = [`--project=${project}`, "--reporter=default", "--reporter=json", `--outputFile.json=${report}`];
  const child = startNode([`${BIN}/vitest/vitest.mjs`, "run", ...options, ...more], { env: { NODE_ENV: "test" } });
  const code = await child.ended;
  const counts = readReport<{ numPassedTests: number; numFailedTests: number; numPendingTests: number }>(report);
  return count(code, counts?.numPassedTests, counts?.numFailedTests, counts?.numPendingTests);
}

async function playwright(more: string[]): Promise<string> {
  const report = path.join(reports, "browser.json");
  const child = startNode([`${BIN}/@playwright/test/cli.js`, "test", "--reporter=list,json", ...more], {
    env: { PLAYWRIGHT_JSON_OUTPUT_NAME: report, E2E_PORT: String(await freePort()) },
  });
  const code = await child.ended;
  if (code !== 0) console.error(`\n${explainFailures()}\n`);
  const stats = readReport<{ stats: { expected: number; unexpected: number; skipped: number } }>(report)?.stats;
  return count(code, stats?.expected, stats?.unexpected, stats?.skipped);
}

function readReport<T>(file: string): T | undefined {
  return existsSync(file) ? (JSON.parse(readFileSync(file, "utf8")) as T) : undefined;
}

function count(code: number, passed = 0, failed = 0, skipped = 0): string {
  tests.passed += passed;
  tests.failed += failed;
  if (code !== 0) throw new Refusal(`${passed} tests passed, ${failed} failed.`);
  return `${passed} tests passed${skipped > 0 ? `, ${skipped} skipped` : ""}`;
}
