import { withoutActor } from "@/server/db";
import { log } from "@/server/log";
import { sql } from "@/server/sql";

/** For whoever watches the service: 200 when it and its database answer, else 503. */
export async function GET(): Promise<Response> {
  try {
    await withoutActor((tx) => tx.first(sql`select 1`));
    return Response.json({ ok: true });
  } catch (error) {
    log.error({ err: error }, "the database does not answer");
    return Response.json({ ok: false }, { status: 503 });
  }
}
