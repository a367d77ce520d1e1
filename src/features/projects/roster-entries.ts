import type { ProjectState } from "@/ledger/project-state";
import type { ParticipantRole } from "@/rules/participants";
import type { Tx } from "@/server/db";
import { type Statement, sql } from "@/server/sql";

/** One credit of a roster that moves with its project. */
export interface RosterEntry {
  id: string;
  teacherId: number;
  role: ParticipantRole;
  year: number;
  halves: number;
  creditsTenths: number;
}

type OfProject = Pick<ProjectState, "cityId" | "id">;

/** The live credits that are decided together with the project: neither those that were struck out nor those that go their own way. */
export const rosterEntries = (tx: Tx, project: OfProject): Promise<RosterEntry[]> =>
  liveEntries(tx, project, sql`e.with_roster`);

/** The live credits of the project that go their own way: split off, or added later. */
export const entriesApart = (tx: Tx, project: OfProject): Promise<RosterEntry[]> =>
  liveEntries(tx, project, sql`not e.with_roster`);

/** Every credit of the project that waits, with the roster or apart, held: one that is decided at this moment is waited for. */
export async function waitingEntries(tx: Tx, { cityId, id }: OfProject): Promise<string[]> {
  const waiting = await tx.rows<{ id: string }>(sql`
    select id from credit_entries where city_id = ${cityId} and project_id = ${id}
      and status in ('at_county', 'at_city', 'returned') order by id for update`);
  return waiting.map((entry) => entry.id);
}

function liveEntries(tx: Tx, { cityId, id }: OfProject, which: Statement): Promise<RosterEntry[]> {
  return tx.rows<RosterEntry>(sql`
    select e.id, e.teacher_id as "teacherId", e.participant_role as role, e.year, e.halves, e.credits_tenths as "creditsTenths"
    from credit_entries e
    where e.city_id = ${cityId} and e.project_id = ${id} and ${which} and e.status not in ('refused', 'withdrawn', 'revoked')`);
}

/** The people and their credits together, in tenths. */
export function sumOf(entries: readonly Pick<RosterEntry, "teacherId" | "creditsTenths">[]): {
  participants: number;
  creditsTenths: number;
} {
  return {
    participants: new Set(entries.map((entry) => entry.teacherId)).size,
    creditsTenths: entries.reduce((sum, entry) => sum + entry.creditsTenths, 0),
  };
}
