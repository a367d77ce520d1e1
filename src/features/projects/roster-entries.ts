import type { ProjectState } from "@/ledger/project-state";
import type { ParticipantRole } from "@/rules/participants";
import type { Tx } from "@/server/db";
import { sql } from "@/server/sql";

/** One credit of a roster that moves with its project. */
export interface RosterEntry {
  id: string;
  teacherId: number;
  role: ParticipantRole;
  year: number;
  halves: number;
  creditsTenths: number;
}

/** The live credits that are decided together with the project: neither those that were struck out nor those that go their own way. */
export function rosterEntries(tx: Tx, project: Pick<ProjectState, "cityId" | "id">): Promise<RosterEntry[]> {
  return tx.rows<RosterEntry>(sql`
    select e.id, e.teacher_id as "teacherId", e.participant_role as role, e.year, e.halves, e.credits_tenths as "creditsTenths"
    from credit_entries e
    where e.city_id = ${project.cityId} and e.project_id = ${project.id} and e.with_roster
      and e.status not in ('refused', 'withdrawn', 'revoked')`);
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
