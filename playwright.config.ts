import path from "node:path";
import { defineConfig } from "@playwright/test";
import { systemChromium } from "./tests/setup/browser";

const port = Number(process.env.E2E_PORT || 3930);
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
  outputDir: "test-results",
  // A journey goes through many hands, and waits for the worker twice.
  timeout: 60_000,
  workers: 2,
  retries: 0,
  forbidOnly: Boolean(process.env.CI),
  reporter: "list",
  use: {
    baseURL: `http://localhost:${port}`,
    locale: "zh-CN",
    timezoneId: "Asia/Shanghai",
    screenshot: "only-on-failure",
    trace: "retain-on-failure",
    launchOptions: { executablePath: systemChromium(), args: SWITCHES },
  },
  projects: [
    { name: "desk", testIgnore: "no-script.spec.ts", use: { viewport: { width: 1440, height: 900 } } },
    // What is the same on both is asked once; the journeys set the width of each person's screen themselves.
    {
      name: "phone",
      testMatch: ["access.spec.ts", "access-projects.spec.ts", "no-script.spec.ts"],
      use: { viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true },
    },
  ],
  // The demo itself, on a port and in a folder of its own, its city made anew for each run.
  webServer: {
    command: "exec node src/cli/run.mjs src/cli/demo.ts --fresh",
    wait: { stdout: /The credit bank is open/ },
    timeout: 300_000,
    gracefulShutdown: { signal: "SIGTERM", timeout: 15_000 },
    env: {
      END_WITH_PARENT: "1",
      PORT: String(port),
      DATA_DIR: path.resolve(process.env.E2E_DATA_DIR || ".data/e2e"),
      PUBLIC_ORIGIN: `http://localhost:${port}`,
      HOST: "localhost",
      PG_PORT: "",
      DATABASE_URL: "",
    },
  },
});
