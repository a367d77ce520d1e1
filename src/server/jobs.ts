import "server-only";
import type { Actor } from "./actor";
import { type Tx, transaction } from "./db";
import { SessionEnded } from "./errors";
import { sql } from "./sql";

// Work that takes longer than a person should wait: ordered here inside the transaction that calls for it, done by the
// worker (src/cli/worker.ts). A new kind has its name here and its task in src/cli/tasks.ts.

export type JobKind =
  | "read-import"
  | "confirm-import"
  | "decide-project"
  | "print-certificates"
  | "print-transcripts"
  | "preview-policy"
  | "recompute-cycle"
  | "check-ledger";

/** In whose name the work is done. Ids only: what stands in the queue is no place for people's names. */
export type JobActor = Pick<Actor, "cityId" | "accountId" | "role" | "organisationId">;

export interface OrderedWork {
  kind: JobKind;
  /** What the work is about: an import, a decision. */
  subjectId: string;
  actor: JobActor;
}

/** How often the worker tries. */
export const TRIES = 5;
/** One time more, to say that all were in vain: a try that ends with its worker can't say so itself. */
const ATTEMPTS = TRIES + 1;
/** Work on one subject is done one after the other; subjects share this many lines, so that no line is left behind for each. */
const LINES = 64;

/**
 * Orders work: it is done after the caller's transaction is stored, and never if that is rolled back. The same work for the
 * same subject waits in the queue once. Ordered again while it waits, it keeps its place, and one that waits to be tried
 * again is tried at once; ordered again while it is being done, it is done once more afterwards.
 */
export async function enqueue(tx: Tx, { kind, subjectId, actor }: OrderedWork): Promise<void> {
  const { cityId, accountId, role, organisationId } = actor;
  const work: OrderedWork = { kind, subjectId, actor: { cityId, accountId, role, organisationId } };
  const subject = `${cityId}/${subjectId}`;
  await tx.run(sql`select graphile_worker.add_job(${kind}, ${JSON.stringify(work)}::json, job_key => ${`${kind}/${subject}`},
    job_key_mode => 'preserve_run_at', queue_name => 'line ' || (hashtextextended(${subject}, 0) & ${LINES - 1}),
    max_attempts => ${ATTEMPTS})`);
}

/**
 * The actor in whose name ordered work is done. Whoever has lost the account or the role since then does nothing any more.
 * @throws SessionEnded
 */
export async function actorOf({ actor }: OrderedWork): Promise<Actor> {
  const claimed: Actor = { ...actor, sessionVersion: null, organisationName: "", name: "", teacherId: null };
  const own = await transaction(claimed, (tx) =>
    tx.first<Pick<Actor, "name" | "organisationName" | "teacherId">>(sql`
      select a.display_name as name, o.name as "organisationName", a.teacher_id as "teacherId"
      from accounts a join organisations o on o.city_id = a.city_id and o.id = ${actor.organisationId}
      where a.city_id = ${actor.cityId} and a.id = ${actor.accountId}`),
  );
  if (!own) throw new SessionEnded();
  return { ...claimed, ...own };
}
