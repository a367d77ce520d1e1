import { withConnection } from "@/server/postgres/connection";
import { Refusal } from "@/server/postgres/refusal";
import { runCommand } from "./answer";
import { whenParentEnds } from "./children";
import { productionSettings } from "./settings";

// npm run worker: the work that pages order and that takes longer than a person should wait, and what comes round by itself.
// One is enough; several share.

runCommand(async () => {
  const { APP_DATABASE_URL } = await productionSettings();
  if (!(await hasQueue(APP_DATABASE_URL)))
    throw new Refusal("The database has no queue for the worker; run npm run migrate first.");
  // Only now, when an .env file is read: loading them opens the log.
  const [{ startWorker }, { TASKS }, { startRoutines }, { ROUTINES }] = await Promise.all([
    import("@/server/jobs-worker"),
    import("./tasks"),
    import("@/server/routines"),
    import("./routines"),
  ]);
  const worker = startWorker(TASKS, APP_DATABASE_URL);
  const resting = new AbortController();
  const routines = startRoutines(ROUTINES, APP_DATABASE_URL, resting.signal);
  let asked = false;
  const ask = () => {
    if (asked) process.exit();
    asked = true;
    worker.stop();
    resting.abort();
    // Work that does not even end when it is told to is cut off: the next worker takes it up.
    const LONGEST = 20_000;
    setTimeout(() => process.exit(), LONGEST).unref();
  };
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, ask);
  whenParentEnds(ask);
  await Promise.all([worker.ended, routines]);
});

async function hasQueue(url: string): Promise<boolean> {
  const { rows } = await withConnection(url, (client) =>
    client.query("select from pg_namespace where nspname = 'graphile_worker'"),
  );
  return rows.length > 0;
}
