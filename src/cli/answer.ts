import { Refusal } from "@/server/postgres/refusal";

/** Runs a command to its end: exit code 0, or 1 with the reason on standard error. */
export async function runCommand(work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    console.error(reasonOf(error));
    process.exitCode = 1;
  }
  // Prisma's engine leaves a timer of ten seconds behind, for which nobody should have to wait.
  process.exit();
}

/** What to show of an error: one sentence where the cause is known, everything where it is not. */
export function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (error instanceof AggregateError && error.errors.length > 0) return reasonOf(error.errors[0]);
  const code = "code" in error ? String(error.code) : "";
  if (code === "ECONNREFUSED" || code === "ENOTFOUND" || code === "ETIMEDOUT" || code === "ECONNRESET")
    return `The database does not answer (${error.message}).`;
  if (code === "28P01" || code === "28000") return `The database refuses to sign us in: ${error.message}.`;
  if (code === "3D000") return `The database is not there: ${error.message}.`;
  return error instanceof Refusal ? error.message : (error.stack ?? error.message);
}

/** The database as its owner, from the environment. */
export function ownerUrl(): string {
  const url = process.env.DATABASE_URL;
  if (!url)
    throw new Refusal(
      "DATABASE_URL is not set: it names the database as its owner (postgresql://owner:password@host/database).",
    );
  return url;
}
