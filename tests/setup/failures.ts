import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";

// What a browser test that failed somewhere else left behind, to be read where only the output is kept.

export const RESULTS = "test-results";
/** In the folder of the tests' own demo: what its web process and its worker log. */
export const DEMO_LOG = "demo.log";

const SNAPSHOT_LINES = 80;
const LOG_LINES = 40;
/** pino's number for a warning. */
const WARNING = 40;

/** Where the tests' own demo keeps its city. */
export const demoFolder = () => path.resolve(process.env.E2E_DATA_DIR || ".data/e2e");

/** The page that each failed test saw last, and the end of the demo's log. */
export function explainFailures(): string {
  return [...snapshots(), `The demo's log, warnings and errors first:\n${logged()}`].join("\n\n");
}

function snapshots(): string[] {
  if (!existsSync(RESULTS)) return [];
  return readdirSync(RESULTS, { recursive: true, encoding: "utf8" })
    .filter((file) => path.basename(file) === "error-context.md")
    .map((file) => readFileSync(path.join(RESULTS, file), "utf8"))
    .map((text) => {
      const name = /^- Name: (.*)$/m.exec(text)?.[1] ?? "a test";
      const page = /^# Page snapshot\n+```yaml\n(.*?)\n```$/ms.exec(text)?.[1] ?? "(there was none)";
      return `The page of «${name}» when it failed:\n${mainPart(page)}`;
    });
}

/** Without the menus above it, and the marks that only a program needs. */
function mainPart(page: string): string {
  const lines = page.replaceAll(/ \[(ref|cursor)=\w+\]/g, "").split("\n");
  const main = Math.max(
    0,
    lines.findIndex((line) => /^ *- main\b/.test(line)),
  );
  return lines.slice(main, main + SNAPSHOT_LINES).join("\n");
}

function logged(): string {
  const file = path.join(demoFolder(), DEMO_LOG);
  const lines = existsSync(file) ? readFileSync(file, "utf8").trim().split("\n") : [];
  const grave = lines.filter(isGrave).slice(-LOG_LINES);
  const others = lines.filter((line) => !isGrave(line)).reverse();
  return [...grave, ...others.slice(0, LOG_LINES - grave.length).reverse()].join("\n");
}

const isGrave = (line: string) => Number(/^\{"level":(\d+)/.exec(line)?.[1] ?? 0) >= WARNING;
