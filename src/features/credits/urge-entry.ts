import { z } from "zod";
import { stepOfStatus } from "@/rules/approval";
import { calendarDateInShanghai, daysBetween } from "@/rules/calendar";
import type { EntryStatus } from "@/rules/credit-entry";
import { invariant } from "@/rules/invariant";
import { judgeUrge, mayUrge } from "@/rules/urging";
import type { Actor } from "@/server/actor";
import { authorize } from "@/server/authorize";
import { type Tx, transaction } from "@/server/db";
import { NotFound } from "@/server/errors";
import { id } from "@/server/form-fields";
import { tellOfficers } from "@/server/inbox";
import { done, type Result, refused } from "@/server/result";
import { sql } from "@/server/sql";

export const UrgeInput = z.object({ entryId: id });
export type UrgeInput = z.output<typeof UrgeInput>;

interface Waiting {
  title: string;
  status: EntryStatus;
  projectId: string | null;
  holderId: number | null;
  waitingSince: Date | null;
  lastUrgedAt: Date | null;
}

/** What waits and the last time that somebody asked for it, held, so that of two who ask at once the second is told. */
async function holdWaiting(tx: Tx, actor: Actor, entryId: string): Promise<Waiting> {
  await tx.rows(sql`select pg_advisory_xact_lock(hashtextextended(${`urge/${actor.cityId}/${entryId}`}, 1))`);
  const waiting = await tx.first<Waiting>(sql`
    select e.title, e.status, e.project_id as "projectId", e.holder_id as "holderId", e.waiting_since as "waitingSince",
      (select max(u.at) from entry_urges u where u.city_id = e.city_id and u.entry_id = e.id) as "lastUrgedAt"
    from credit_entries e where e.city_id = ${actor.cityId} and e.id = ${entryId}`);
  if (!waiting) throw new NotFound();
  return waiting;
}

/**
 * Asks the office with which an entry has waited long (催办): goes on record, and its officers are told.
 * @throws NotFound when it isn't the actor's to urge
 */
export async function urgeEntry(actor: Actor, { entryId }: UrgeInput, now: Date): Promise<Result<string>> {
  authorize(actor, "entry:urge");
  return transaction(actor, async (tx) => {
    const { title, status, projectId, holderId, waitingSince, lastUrgedAt } = await holdWaiting(tx, actor, entryId);
    const step = stepOfStatus(status);
    if (step !== null && !mayUrge(actor.role, step)) throw new NotFound();
    const today = calendarDateInShanghai(now);
    const against = judgeUrge({ step, waitingSince, lastUrgedAt, today });
    if (against) return refused(against);
    invariant(step && waitingSince && holderId !== null, `entry ${entryId} waits for an office`);
    await tx.run(sql`
      insert into entry_urges (city_id, entry_id, at, account_id, holder_id)
      values (${actor.cityId}, ${entryId}, ${now}, ${actor.accountId}, ${holderId})`);
    const days = daysBetween(calendarDateInShanghai(waitingSince), today);
    // A roster is decided as one: its officers hear of it once a day, whichever of its participants asks.
    const key = `urge/${projectId ?? entryId}/${today}`;
    const telling = { kind: "entry_urged", subjectId: entryId, title, details: { days }, key } as const;
    await tellOfficers(tx, actor.cityId, holderId, step, telling, now);
    return done(entryId);
  });
}
