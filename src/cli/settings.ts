import { existsSync } from "node:fs";
import type { Environment } from "@/server/env";
import { roleProblem } from "@/server/postgres/application-role";
import { Refusal } from "@/server/postgres/refusal";

const NEEDED = ["APP_DATABASE_URL", "AUTH_SECRET", "DATA_KEY", "SIGNING_KEY", "PUBLIC_ORIGIN", "DATA_DIR"];

/**
 * The settings of a process that runs in production, from the environment or from an .env file beside package.json.
 * @throws Refusal when one is missing or wrong, or the database would take us for somebody else than the application
 */
export async function productionSettings(): Promise<Environment> {
  if (existsSync(".env")) process.loadEnvFile(".env");
  const missing = NEEDED.filter((name) => !process.env[name]);
  if (missing.length > 0) throw new Refusal(`These settings are missing: ${missing.join(", ")}.`);
  const settings = await read();
  const problem = await roleProblem(settings.APP_DATABASE_URL);
  if (problem !== undefined) throw new Refusal(problem);
  return settings;
}

async function read(): Promise<Environment> {
  const { environment } = await import("@/server/env");
  try {
    return environment();
  } catch (error) {
    throw new Refusal(error instanceof Error ? error.message : String(error));
  }
}
