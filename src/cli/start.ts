import { existsSync } from "node:fs";
import type { Environment } from "@/server/env";
import { roleProblem } from "@/server/postgres/application-role";
import { Refusal } from "@/server/postgres/refusal";
import { runCommand } from "./answer";
import { killChildren, stopChildren, whenParentEnds } from "./children";
import { isBuilt, serve } from "./site";

// npm start: the pages, in production. Settings come from the environment, or from an .env file beside package.json.

const SETTINGS = ["APP_DATABASE_URL", "AUTH_SECRET", "DATA_KEY", "PUBLIC_ORIGIN", "DATA_DIR"];

runCommand(async () => {
  if (existsSync(".env")) process.loadEnvFile(".env");
  const missing = SETTINGS.filter((name) => !process.env[name]);
  if (missing.length > 0) throw new Refusal(`These settings are missing: ${missing.join(", ")}.`);
  const { APP_DATABASE_URL } = await settings();
  if (!isBuilt()) throw new Refusal("The pages are not built yet; run npm run build first.");
  const problem = await roleProblem(APP_DATABASE_URL);
  if (problem !== undefined) throw new Refusal(problem);
  const port = Number(process.env.PORT || 3000);
  const site = serve("start", process.env.HOST || "localhost", port, { DATABASE_URL: "" });
  let asked = false;
  const ask = () => {
    if (asked) killChildren();
    else void stopChildren(15_000);
    asked = true;
  };
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, ask);
  whenParentEnds(ask);
  const code = await site.ended;
  process.exitCode = asked ? 0 : code;
});

async function settings(): Promise<Environment> {
  const { environment } = await import("@/server/env");
  try {
    return environment();
  } catch (error) {
    throw new Refusal(error instanceof Error ? error.message : String(error));
  }
}
