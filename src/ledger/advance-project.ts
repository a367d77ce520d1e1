import { invariant } from "@/rules/invariant";
import type { MessageKind } from "@/rules/message-kinds";
import { type ProjectAction, type ProjectStatus, stepOfProject } from "@/rules/project-approval";
import type { Actor } from "@/server/actor";
import type { Tx } from "@/server/db";
import { tellThoseStillThere } from "@/server/inbox";
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
 * (advance-entries.ts), while the project is held. Who registered and who submitted it are told of a decision.
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
  await Promise.all([
    tellProject(tx, actor, moved, project.status, move, now),
    tellRegistrants(tx, project, moved, move, now),
  ]);
  return moved;
}

const DECIDED: Partial<Record<ProjectStatus, MessageKind>> = {
  returned: "project_returned",
  refused: "project_refused",
  posted: "project_posted",
};

/** What is told of a step; undefined of one of the host's own, and of one that only passes the project on. */
function toldOf(action: ProjectAction, fromStatus: ProjectStatus, toStatus: ProjectStatus): MessageKind | undefined {
  switch (action) {
    case "approve":
    case "return":
    case "refuse":
    case "correct":
      return DECIDED[toStatus];
    // Whoever was told of a decision is told that it was taken back.
    case "recall":
      return DECIDED[fromStatus];
    case "accept_filing":
      return "project_filed";
    case "send_back":
    case "keep":
      return "project_returned";
    case "create":
    case "edit":
    case "file":
    case "submit":
    case "withdraw":
    case "ask_correction":
    case "close":
      return undefined;
    default:
      return action satisfies never;
  }
}

async function tellRegistrants(
  tx: Tx,
  before: ProjectState,
  { cityId, id, title, status, hostId, registeredByAccountId, registeredByRole }: ProjectState,
  { action, reason, participants }: ProjectMove,
  now: Date,
): Promise<void> {
  const kind = toldOf(action, before.status, status);
  if (!kind) return;
  // Who asked for a correction submitted it: both stand for the host.
  const accounts = [registeredByAccountId, before.submittedByAccountId ?? registeredByAccountId];
  const telling = { kind, subjectId: id, title, details: { action, reason, participants } };
  const those = { organisationId: hostId, role: registeredByRole, accountIds: accounts };
  await tellThoseStillThere(tx, cityId, those, telling, now);
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
