import { type EntryAction, stepOfStatus } from "@/rules/approval";
import type { EntryStatus } from "@/rules/credit-entry";
import { invariant } from "@/rules/invariant";
import type { Actor } from "@/server/actor";
import type { Tx } from "@/server/db";
import { type Statement, sql } from "@/server/sql";
import type { EntryState } from "./entry-state";
import { whatHappened } from "./entry-state";
import { tellEntry } from "./tell-entries";

/** One step of an entry, as it is told in its event. */
export interface Move {
  action: EntryAction;
  toStatus: EntryStatus;
  reason: string | null;
  marks: readonly string[];
  note: string | null;
}

/**
 * Moves an entry on and writes the event, in one statement, only if the entry still stands where it stood. Who waits for the
 * step is told of it.
 * @param also further columns that change with the step, e.g. sql`, title = ${title}`
 * @returns the entry after the step
 * @throws Conflict when somebody else was quicker
 */
export async function advanceEntry(
  tx: Tx,
  actor: Actor,
  entry: EntryState,
  move: Move,
  now: Date,
  also: Statement = sql``,
): Promise<EntryState> {
  // Sent together: what is told of a step that somebody else was quicker with is taken back with the transaction.
  const stepped = tx.first<{ version: number }>(sql`
    with moved as (
      update credit_entries e set status = ${move.toStatus}::entry_status, version = e.version + 1,
        holder_id = ${holder(entry, move.toStatus)}, waiting_since = ${stepOfStatus(move.toStatus) ? now : null} ${also}
      where e.city_id = ${entry.cityId} and e.id = ${entry.id}
        and e.version = ${entry.version} and e.status = ${entry.status}::entry_status
      returning e.*
    ), told as (
      insert into entry_events (city_id, entry_id, seq, teacher_id, school_id, county_id, action, from_status, to_status,
        account_id, role, organisation_id, reason, marks, at, with_roster)
      select m.city_id, m.id, m.version, m.teacher_id, m.school_id, m.county_id, ${move.action}::entry_action,
        ${entry.status}::entry_status, m.status, ${actor.accountId}, ${actor.role}::role, ${actor.organisationId},
        ${move.reason}, ${move.marks}, ${now}, m.with_roster
      from moved m
    )
    select version from moved`);
  const [moved] = await Promise.all([stepped, tellEntry(tx, actor, entry, move, now)]);
  if (!moved) throw await whatHappened(tx, entry);
  if (move.note) await writeNote(tx, entry, moved.version, move.note);
  return { ...entry, status: move.toStatus, version: moved.version };
}

/** A new entry with its first event. What it holds beside its state (the claim) is written by the use case. */
export async function openEntry(
  tx: Tx,
  actor: Actor,
  entry: Omit<EntryState, "version" | "projectId" | "withRoster">,
  now: Date,
): Promise<void> {
  const action: EntryAction = actor.role === "teacher" ? "declare" : "register";
  await tx.run(sql`
    insert into credit_entries (city_id, id, cycle_id, teacher_id, school_id, county_id, source, title, year, ended_on,
      credits_tenths, halves, training_key, certificate_key, certificate_shared, status, route, unreviewed_by_school,
      holder_id, waiting_since, version, registered_by_account_id, registered_by_role, registered_at)
    values (${entry.cityId}, ${entry.id}, ${entry.cycleId}, ${entry.teacherId}, ${entry.schoolId}, ${entry.countyId},
      ${entry.source}::credit_source, ${entry.title}, ${entry.year}, ${entry.endedOn}, ${entry.creditsTenths}, ${entry.halves},
      ${entry.trainingKey}, ${entry.certificateKey}, ${entry.certificateShared}, ${entry.status}::entry_status,
      ${entry.route}::step[], ${entry.unreviewedBySchool}, ${holder(entry, entry.status)}, ${now}, 1,
      ${actor.accountId}, ${actor.role}::role, ${now})`);
  await tx.run(sql`
    insert into entry_events (city_id, entry_id, seq, teacher_id, school_id, county_id, action, to_status, account_id, role,
      organisation_id, marks, at)
    values (${entry.cityId}, ${entry.id}, 1, ${entry.teacherId}, ${entry.schoolId}, ${entry.countyId},
      ${action}::entry_action, ${entry.status}::entry_status, ${actor.accountId}, ${actor.role}::role,
      ${actor.organisationId}, '{}', ${now})`);
}

// Notes are people's words and may name somebody, so they stay apart from the events, which are kept for ever.
async function writeNote(tx: Tx, entry: EntryState, seq: number, note: string): Promise<void> {
  await tx.run(sql`insert into entry_event_notes (city_id, entry_id, seq, note)
    values (${entry.cityId}, ${entry.id}, ${seq}, ${note})`);
}

/** The organisation whose turn it is in a status, as the place under which the entry was submitted; null when nobody's. */
export function holder(
  entry: Pick<EntryState, "cityId" | "schoolId" | "countyId">,
  status: EntryStatus,
): number | null | Statement {
  const step = stepOfStatus(status);
  switch (step) {
    case "school":
      return entry.schoolId;
    case "county":
      invariant(entry.countyId !== null, "an entry of a city-direct school has no county step");
      return entry.countyId;
    case "city":
      return sql`(select o.id from organisations o where o.city_id = ${entry.cityId} and o.kind = 'city')`;
    case null:
      return null;
    default:
      return step satisfies never;
  }
}
