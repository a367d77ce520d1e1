import { Logger, runMigrations } from "graphile-worker";
import pg from "pg";
import { withConnection } from "./connection";

// The tables of the queue belong to graphile-worker, in a schema of their own, and come by its own migrations. What stands
// here is what the application may do with them: put work in, take it out, nothing else.

const QUEUE_LOCK = 4108;

const ADMIT = `
  grant usage on schema graphile_worker to credit_bank_app;
  revoke execute on all functions in schema graphile_worker from public;
  grant execute on function graphile_worker.add_job, graphile_worker.add_jobs, graphile_worker.force_unlock_workers to credit_bank_app;
  grant select, insert, update, delete on graphile_worker._private_jobs to credit_bank_app;
  grant select, insert, update on graphile_worker._private_job_queues to credit_bank_app;
  grant select, insert on graphile_worker._private_tasks to credit_bank_app;
  do $$
  declare
    name text;
  begin
    foreach name in array array['_private_jobs', '_private_job_queues', '_private_tasks'] loop
      -- Only where it is missing: making one would wait for the workers, and they for it.
      if not exists (select from pg_policies where schemaname = 'graphile_worker' and tablename = name and policyname = 'work') then
        execute format('create policy work on graphile_worker.%I to credit_bank_app using (true) with check (true)', name);
      end if;
    end loop;
  end;
  $$`;

/** Sees to the queue's tables in the database of `url`, which must be its owner's, and lets the application use them. */
export async function deployQueue(url: string): Promise<void> {
  await withConnection(url, async (client) => {
    // Goes with the connection. Two deployments at once would trip over each other's grants.
    await client.query("select pg_advisory_lock($1)", [QUEUE_LOCK]);
    const pgPool = new pg.Pool({ connectionString: url, max: 1 });
    // The library wants both listened to. A connection that dies reports it to the statement that waits.
    pgPool.on("error", () => {});
    pgPool.on("connect", (made) => made.on("error", () => {}));
    try {
      await runMigrations({ pgPool, logger: new Logger(() => () => {}) });
    } finally {
      await pgPool.end();
    }
    await client.query(ADMIT);
  });
}
