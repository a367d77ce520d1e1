import { readFileSync } from "node:fs";
import path from "node:path";
import { stopChildren } from "../../src/cli/children";
import { serve } from "../../src/cli/site";
import { answers, freePort, startEmbedded } from "../../src/server/postgres/embedded";

// What the deadline says is asked of web processes of their own: the same build and database, another time.

/** The folder of the demo that is under test, as playwright.config.ts names it. */
const FOLDER = path.resolve(process.env.E2E_DATA_DIR || ".data/e2e");
const secret = (name: string) => readFileSync(path.join(FOLDER, name), "utf8").trim();

/**
 * Serves the same city at another time. Ended by `stopSites`.
 * @param instant with its offset, e.g. 2020-01-15T23:59:30+08:00
 * @returns its origin
 */
export async function siteAt(instant: string): Promise<string> {
  // It runs already, so this only tells where.
  const database = await startEmbedded({
    folder: path.join(FOLDER, "postgres"),
    password: secret("owner-password"),
    port: undefined,
  });
  const application = new URL(database.url("bank"));
  application.username = "credit_bank_app";
  application.password = encodeURIComponent(secret("application-password"));
  const port = await freePort();
  const origin = `http://localhost:${port}`;
  const site = serve("start", "localhost", port, {
    APP_DATABASE_URL: application.href,
    DATABASE_URL: "",
    AUTH_SECRET: secret("auth-secret"),
    DATA_KEY: secret("data-key"),
    SIGNING_KEY: secret("signing-key"),
    DATA_DIR: FOLDER,
    PUBLIC_ORIGIN: origin,
    BUSINESS_DATE: instant,
    DEMO: "1",
  });
  let ended = false;
  void site.ended.then(() => {
    ended = true;
  });
  while (!(await answers(port, "localhost"))) {
    if (ended) throw new Error("the second web process ended by itself");
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return origin;
}

export const stopSites = () => stopChildren(5_000);
