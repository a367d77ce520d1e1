import { invariant } from "@/rules/invariant";
import { type ProjectAction, type ProjectStatus, stepOfProject } from "@/rules/project-approval";
import type { Actor } from "@/server/actor";
import type { Tx } from "@/server/db";
import { type Statement, sql } from "@/server/sql";
import { type ProjectState, projectStateColumns, whatHappenedToProject } from "./project-state";

/** One step of a project, as it is told in its event. */
export interface ProjectMove {
  action: ProjectAction;
  toStatus: ProjectStatus;
  reason: string | null;
  note: string | null;
  /** How many participants the step was about. */
  participants: number;
}

/**
 * Moves a project on and writes the event, only if it still stands where it stood. Its roster is moved beside it
 * (advance-entries.ts), while the project is held.
 * @param also further columns that change with the step, e.g. sql`, participants = 3`
 * @throws Conflict when somebody else was quicker
 */
export async function advanceProject(
  tx: Tx,
  actor: Actor,
  project: ProjectState,
  move: ProjectMove,
  now: Date,
  also: Statement = sql``,
): Promise<ProjectState> {
  const waiting = stepOfProject(move.toStatus) ? now : null;
  const moved = await tx.first<ProjectState>(sql`
    update projects p set status = ${move.toStatus}::project_status, version = p.version + 1,
      holder_id = ${holderOf(project, move.toStatus)}, waiting_since = ${waiting}::timestamptz ${also}
    where p.city_id = ${project.cityId} and p.id = ${project.id} and p.version = ${project.version}
      and p.status = ${project.status}::project_status
    returning ${projectStateColumns}`);
  if (!moved) throw await whatHappenedToProject(tx, project);
  await tellProject(tx, actor, moved, project.status, move, now);
  return moved;
}

/** The event of a step that was just taken, or of a project that was just begun. */
export async function tellProject(
  tx: Tx,
  actor: Actor,
  project: Pick<ProjectState, "cityId" | "id" | "version" | "status">,
  fromStatus: ProjectStatus | null,
  move: Omit<ProjectMove, "toStatus">,
  now: Date,
): Promise<void> {
  await tx.run(sql`
    insert into project_events (city_id, project_id, seq, action, from_status, to_status, account_id, role, organisation_id, reason,
      participants, at)
    values (${project.cityId}, ${project.id}, ${project.version}, ${move.action}::project_action, ${fromStatus}::project_status,
      ${project.status}::project_status, ${actor.accountId}, ${actor.role}::role, ${actor.organisationId}, ${move.reason},
      ${move.participants}, ${now})`);
  // People's words may name somebody, so they stay apart from the events, which are kept for ever.
  if (move.note)
    await tx.run(sql`insert into project_event_notes (city_id, project_id, seq, note)
      values (${project.cityId}, ${project.id}, ${project.version}, ${move.note})`);
}

function holderOf({ cityId, id, countyId }: ProjectState, status: ProjectStatus): number | null | Statement {
  const step = stepOfProject(status);
  switch (step) {
    case "county":
      invariant(countyId !== null, `project ${id} has no county step`);
      return countyId;
    case "city":
      return sql`(select o.id from organisations o where o.city_id = ${cityId} and o.kind = 'city')`;
    case "school":
    case null:
      return null;
    default:
      return step satisfies never;
  }
}
