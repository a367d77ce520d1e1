import { stepOfStatus } from "@/rules/approval";
import type { CalendarDate } from "@/rules/calendar";
import type { CreditSource, EntryStatus, Step } from "@/rules/credit-entry";
import type { ParticipantRole } from "@/rules/participants";
import type { Actor } from "@/server/actor";
import type { Tx } from "@/server/db";
import { type Statement, sql } from "@/server/sql";
import { tellTeachers } from "./tell-entries";

/** One of many entries that are registered together: a roster, a batch of results. Credits in tenths. */
export interface NewEntry {
  id: string;
  cycleId: number;
  teacherId: number;
  /** The place under which it is submitted: the teacher's own at that time. */
  schoolId: number;
  countyId: number | null;
  source: CreditSource;
  title: string;
  year: number;
  endedOn: CalendarDate;
  creditsTenths: number;
  halves: number;
  trainingKey: string | null;
  certificateKey: string | null;
  /** Somebody else brings the certificate too (R16); of what has none it needn't be said. */
  certificateShared?: boolean;
  /** Null for what no project brings. */
  project: { id: string; hostId: number; role: ParticipantRole; withRoster: boolean } | null;
}

/** Where all of them begin. */
export interface Beginning {
  status: EntryStatus;
  route: readonly Step[];
  /** Whose turn it is; null when nobody's. */
  holderId: number | Statement | null;
}

/** So many travel in one statement: their text is in memory twice, here and in the database. */
const AT_ONCE = 5_000;

/** Opens any number of entries with their first event; of what is posted as it comes the teachers are told. */
export async function openEntries(
  tx: Tx,
  actor: Actor,
  entries: readonly NewEntry[],
  beginning: Beginning,
  now: Date,
): Promise<void> {
  for (let from = 0; from < entries.length; from += AT_ONCE)
    await openSome(tx, actor, entries.slice(from, from + AT_ONCE), beginning, now);
  const told = { action: "register", toStatus: beginning.status, reason: null } as const;
  await tellTeachers(
    tx,
    actor,
    entries.map((entry) => entry.id),
    told,
    now,
  );
}

async function openSome(
  tx: Tx,
  actor: Actor,
  entries: readonly NewEntry[],
  { status, route, holderId }: Beginning,
  now: Date,
): Promise<void> {
  const rows = entries.map(({ project, ...entry }) => ({
    ...entry,
    projectId: project?.id ?? null,
    hostId: project?.hostId ?? null,
    role: project?.role ?? null,
    withRoster: project?.withRoster ?? false,
  }));
  const waiting = stepOfStatus(status) ? now : null;
  await tx.run(sql`
    insert into credit_entries (city_id, id, cycle_id, teacher_id, school_id, county_id, source, title, year, ended_on,
      credits_tenths, halves, training_key, certificate_key, certificate_shared, status, route, holder_id, waiting_since, version,
      registered_by_account_id, registered_by_role, registered_at, project_id, host_id, participant_role, with_roster)
    select ${actor.cityId}, id, "cycleId", "teacherId", "schoolId", "countyId", source, title, year, "endedOn", "creditsTenths",
      halves, "trainingKey", "certificateKey", coalesce("certificateShared", false), ${status}::entry_status, ${route}::step[],
      ${holderId}::int, ${waiting}::timestamptz, 1,
      ${actor.accountId}, ${actor.role}::role, ${now}, "projectId", "hostId", role, "withRoster"
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(id uuid, "cycleId" int, "teacherId" int, "schoolId" int,
      "countyId" int, source credit_source, title text, year int, "endedOn" date, "creditsTenths" int, halves int,
      "trainingKey" text, "certificateKey" text, "certificateShared" boolean, "projectId" uuid, "hostId" int, role participant_role,
      "withRoster" boolean)`);
  // A statement of its own: the wall of the events looks for the entry.
  await tx.run(sql`
    insert into entry_events (city_id, entry_id, seq, teacher_id, school_id, county_id, action, to_status, account_id, role,
      organisation_id, marks, at, with_roster)
    select e.city_id, e.id, 1, e.teacher_id, e.school_id, e.county_id,
      ${status === "recorded" ? "record" : "register"}::entry_action, e.status, ${actor.accountId}, ${actor.role}::role,
      ${actor.organisationId}, '{}', ${now}, e.with_roster
    from credit_entries e
    where e.city_id = ${actor.cityId} and e.id = any(${entries.map((entry) => entry.id)}::uuid[])`);
}
