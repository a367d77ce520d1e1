import { defineConfig } from "@playwright/test";
import { systemChromium } from "./tests/setup/browser";
import { DEMO_LOG, demoFolder, RESULTS } from "./tests/setup/failures";

const port = Number(process.env.E2E_PORT || 3930);
const origin = `http://localhost:${port}`;
const SWITCHES = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

export default defineConfig({
  testDir: "tests/e2e",
  outputDir: RESULTS,
  // A journey goes through many hands, and waits for the worker twice.
  timeout: 60_000,
  // On a machine that does something else beside, a page takes its time.
  expect: { timeout: 10_000 },
  workers: 2,
  retries: 0,
  forbidOnly: Boolean(process.env.CI),
  reporter: "list",
  use: {
    baseURL: origin,
    locale: "zh-CN",
    timezoneId: "Asia/Shanghai",
    screenshot: "only-on-failure",
    trace: "retain-on-failure",
    launchOptions: { executablePath: systemChromium(), args: SWITCHES },
  },
  projects: [
    {
      name: "desk",
      testIgnore: ["no-script.spec.ts", "rounds.spec.ts", "cycles.spec.ts"],
      use: { viewport: { width: 1440, height: 900 } },
    },
    // What is the same on both is asked once; the journeys set the width of each person's screen themselves.
    {
      name: "phone",
      testMatch: [
        "access.spec.ts",
        "access-projects.spec.ts",
        "access-summaries.spec.ts",
        "access-statistics.spec.ts",
        "no-script.spec.ts",
      ],
      use: { viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true },
    },
    // Moves last days for the whole city, under the others' feet.
    {
      name: "afterwards",
      testMatch: "rounds.spec.ts",
      dependencies: ["desk", "phone"],
      use: { viewport: { width: 1440, height: 900 } },
    },
    // Changes the policy, and makes a cycle that has no rounds yet.
    {
      name: "at-last",
      testMatch: "cycles.spec.ts",
      dependencies: ["afterwards"],
      use: { viewport: { width: 1440, height: 900 } },
    },
  ],
  // The demo itself, on a port and in a folder of its own, its city made anew for each run.
  webServer: {
    command: `mkdir -p "$DATA_DIR" && exec node src/cli/run.mjs src/cli/demo.ts --fresh >"$DATA_DIR/${DEMO_LOG}"`,
    url: origin,
    timeout: 300_000,
    gracefulShutdown: { signal: "SIGTERM", timeout: 15_000 },
    env: {
      END_WITH_PARENT: "1",
      PORT: String(port),
      DATA_DIR: demoFolder(),
      PUBLIC_ORIGIN: origin,
      HOST: "localhost",
      PG_PORT: "",
      DATABASE_URL: "",
      // From the morning on, whenever it is run: a run over midnight in Shanghai would be over by tomorrow.
      BUSINESS_DATE: "2019-12-20T10:00:00+08:00",
    },
  },
});
