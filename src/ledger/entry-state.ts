import type { CalendarDate } from "@/rules/calendar";
import type { CreditSource, EntryStatus, Step } from "@/rules/credit-entry";
import type { Role } from "@/rules/permissions";
import type { Actor } from "@/server/actor";
import type { Tx } from "@/server/db";
import { Conflict, NotFound } from "@/server/errors";
import { sql } from "@/server/sql";

/** Where an entry stands: what a step has to know of it before it is taken. Credits in tenths. */
export interface EntryState {
  cityId: number;
  id: string;
  cycleId: number;
  teacherId: number;
  schoolId: number;
  countyId: number | null;
  source: CreditSource;
  title: string;
  year: number;
  endedOn: CalendarDate | null;
  creditsTenths: number;
  halves: number;
  trainingKey: string | null;
  certificateKey: string | null;
  certificateShared: boolean;
  fileShared: boolean;
  duplicatesWaived: boolean;
  status: EntryStatus;
  route: Step[];
  unreviewedBySchool: boolean;
  version: number;
  registeredByAccountId: number;
  registeredByRole: Role;
  /** The training it comes from; null for what one teacher brings. */
  projectId: string | null;
  /** Decided together with the roster of that training. */
  withRoster: boolean;
}

/** The columns of an EntryState, of a table or alias named `e`. */
export const entryStateColumns = sql`e.city_id as "cityId", e.id, e.cycle_id as "cycleId", e.teacher_id as "teacherId",
  e.school_id as "schoolId", e.county_id as "countyId", e.source, e.title, e.year, e.ended_on as "endedOn",
  e.credits_tenths as "creditsTenths", e.halves, e.training_key as "trainingKey", e.certificate_key as "certificateKey",
  e.certificate_shared as "certificateShared", e.file_shared as "fileShared", e.duplicates_waived as "duplicatesWaived",
  e.status, e.route::text[] as route, e.unreviewed_by_school as "unreviewedBySchool", e.version,
  e.registered_by_account_id as "registeredByAccountId", e.registered_by_role as "registeredByRole",
  e.project_id as "projectId", e.with_roster as "withRoster"`;

/**
 * Takes hold of an entry until the transaction ends, so that of two people who decide at once the second sees what the
 * first did.
 * @param version the version that the person saw
 * @throws NotFound when the actor may not move such an entry; Conflict when it has moved on since
 */
export async function lockEntry(tx: Tx, actor: Actor, id: string, version: number): Promise<EntryState> {
  const entry = await tx.first<EntryState>(sql`
    select ${entryStateColumns} from credit_entries e where e.city_id = ${actor.cityId} and e.id = ${id} for update`);
  if (!entry) throw new NotFound();
  if (entry.version !== version) throw await whatHappened(tx, entry);
  return entry;
}

/** The conflict that tells what became of an entry in the meantime, by whom and when. */
export async function whatHappened(tx: Tx, entry: Pick<EntryState, "cityId" | "id">): Promise<Conflict> {
  const last = await tx.first<{ action: string; byName: string; byOrganisation: string; at: Date }>(sql`
    select v.action, a.display_name as "byName", o.name as "byOrganisation", v.at
    from entry_events v
    join accounts a on a.city_id = v.city_id and a.id = v.account_id
    join organisations o on o.city_id = v.city_id and o.id = v.organisation_id
    where v.city_id = ${entry.cityId} and v.entry_id = ${entry.id} order by v.seq desc limit 1`);
  if (!last) throw new NotFound();
  return new Conflict(last);
}
