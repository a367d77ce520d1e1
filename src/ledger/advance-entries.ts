import { type EntryAction, stepOfStatus } from "@/rules/approval";
import type { EntryStatus } from "@/rules/credit-entry";
import { invariant } from "@/rules/invariant";
import type { Actor } from "@/server/actor";
import type { Tx } from "@/server/db";
import { type Statement, sql } from "@/server/sql";
import { tellTeachers } from "./tell-entries";

/** A step that many entries take together, as their roster does. */
export interface JointMove {
  action: EntryAction;
  /** Where all of them stood: told of a recall, so that its teachers hear which decision was taken back. */
  fromStatus?: EntryStatus;
  toStatus: EntryStatus;
  /** Whose turn it is after it; null when nobody's. */
  holderId: number | null;
  reason: string | null;
}

/**
 * Moves any number of entries on, each with its event, and tells their teachers. To be called while their project is held, so that nobody else moves
 * them: one that isn't there to be moved is a broken invariant.
 * @param also further columns that change with the step
 */
export async function advanceEntries(
  tx: Tx,
  actor: Actor,
  ids: readonly string[],
  move: JointMove,
  now: Date,
  also: Statement = sql``,
): Promise<void> {
  if (ids.length === 0) return;
  const waiting = stepOfStatus(move.toStatus) ? now : null;
  // Taken by hand from the rows as they stood before the step, which every part of one statement sees.
  const stepped = tx.run(sql`
    with before as (
      select e.id, e.status from credit_entries e where e.city_id = ${actor.cityId} and e.id = any(${ids}::uuid[]) for update
    ), moved as (
      update credit_entries e set status = ${move.toStatus}::entry_status, version = e.version + 1,
        holder_id = ${move.holderId}::int, waiting_since = ${waiting}::timestamptz ${also}
      from before b where e.city_id = ${actor.cityId} and e.id = b.id
      returning e.city_id, e.id, e.version, e.teacher_id, e.school_id, e.county_id, b.status as from_status, e.status,
        e.with_roster
    )
    insert into entry_events (city_id, entry_id, seq, teacher_id, school_id, county_id, action, from_status, to_status,
      account_id, role, organisation_id, reason, marks, at, with_roster)
    select m.city_id, m.id, m.version, m.teacher_id, m.school_id, m.county_id, ${move.action}::entry_action, m.from_status, m.status,
      ${actor.accountId}, ${actor.role}::role, ${actor.organisationId}, ${move.reason}, '{}', ${now}, m.with_roster
    from moved m`);
  const [moved] = await Promise.all([stepped, tellTeachers(tx, actor, ids, move, now)]);
  invariant(moved === ids.length, `${moved} of ${ids.length} entries took the step ${move.action}`);
}
