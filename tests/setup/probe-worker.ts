import pg from "pg";
import { startWorker } from "@/server/jobs-worker";

// A worker whose work is to tell of itself in the table «probe», for tests that kill it. It is done when its gate is open.

const url = process.env.APP_DATABASE_URL as string;
const own = new pg.Pool({ connectionString: url });
own.on("error", () => {});

const worker = startWorker(
  {
    "read-import": {
      run: async ({ subjectId }) => {
        const tell = (step: string) =>
          own.query("insert into probe (subject, step, process) values ($1, $2, $3)", [subjectId, step, process.pid]);
        await tell("began");
        while ((await own.query("select from gate where subject = $1", [subjectId])).rowCount === 0)
          await new Promise((resolve) => setTimeout(resolve, 20));
        await tell("done");
      },
    },
  },
  url,
);
process.on("SIGTERM", () => {
  worker.stop();
  process.stdout.write("stopping\n");
});
await worker.ended;
process.exit();
