import { advanceEntries } from "@/ledger/advance-entries";
import { advanceProject, type ProjectMove } from "@/ledger/advance-project";
import { postEntries } from "@/ledger/post-entries";
import type { ProjectState } from "@/ledger/project-state";
import { recountProject } from "@/ledger/recount-project";
import type { EntryAction } from "@/rules/approval";
import { invariant } from "@/rules/invariant";
import type { ProjectStatus } from "@/rules/project-approval";
import { stepViolation } from "@/rules/verdict";
import type { Actor } from "@/server/actor";
import type { Tx } from "@/server/db";
import { tellThoseStillThere } from "@/server/inbox";
import { done, type Result, refused } from "@/server/result";
import { sql } from "@/server/sql";
import { entryStatusOf } from "./register-roster";
import { type RosterEntry, sumOf, waitingEntries } from "./roster-entries";

/** What became of the project; `ordered` where the roster is so long that the worker decides it. */
export interface ProjectDecision {
  status: ProjectStatus;
  ordered: boolean;
}

const idsOf = (entries: readonly RosterEntry[]) => entries.map(({ id }) => id);

/** Moves a project and its whole roster one step: returned, refused, filed. */
export async function moveWithRoster(
  tx: Tx,
  actor: Actor,
  project: ProjectState,
  roster: readonly RosterEntry[],
  move: ProjectMove,
  now: Date,
): Promise<ProjectDecision> {
  const moved = await advanceProject(tx, actor, project, move, now);
  // Who was split off or added meanwhile is credited with no training that is refused.
  const ids = move.action === "refuse" ? await waitingEntries(tx, project) : idsOf(roster);
  if (ids.length > 0) {
    const { holderId } = moved;
    const step = {
      action: entryActionOf(move.action),
      toStatus: entryStatusOf(moved.status),
      holderId,
      reason: move.reason,
    };
    await advanceEntries(tx, actor, ids, step, now);
  }
  await forgetIfSettled(tx, moved);
  return { status: moved.status, ordered: false };
}

/** What the project's step is called in the entries that go along. */
function entryActionOf(action: ProjectMove["action"]): EntryAction {
  invariant(action === "return" || action === "refuse" || action === "recall", `${action} moves no roster as it is`);
  return action;
}

/**
 * Approves a roster: those who are struck out are refused, the reviewer's own row goes to somebody else, all others take the
 * step together, and at the last step they are posted.
 */
export async function approveRoster(
  tx: Tx,
  actor: Actor,
  project: ProjectState,
  roster: readonly RosterEntry[],
  move: ProjectMove & { struck: readonly RosterEntry[]; strikeReason: string | null },
  now: Date,
): Promise<Result<ProjectDecision>> {
  const { struck, strikeReason, ...step } = move;
  const out = new Set(idsOf(struck));
  // Nobody decides on what credits them (section 4 of the domain).
  const own = roster.filter((entry) => !out.has(entry.id) && entry.teacherId === actor.teacherId);
  const others = roster.filter((entry) => !out.has(entry.id) && entry.teacherId !== actor.teacherId);
  if (others.length === 0) {
    if (own.length > 0) return refused(stepViolation("decides-own-credit"));
    return refused({ rule: null, clause: "N4", code: "roster-all-struck", field: "struck" });
  }

  await strikeOut(tx, actor, project, struck, strikeReason, now);
  const { participants, creditsTenths } = sumOf(others);
  const moved = await advanceProject(
    tx,
    actor,
    project,
    { ...step, participants },
    now,
    sql`, participants = ${participants}, credits_tenths = ${creditsTenths}`,
  );
  await passOn(tx, actor, project, own, now);
  const toStatus = entryStatusOf(moved.status);
  await advanceEntries(
    tx,
    actor,
    idsOf(others),
    { action: "approve", toStatus, holderId: moved.holderId, reason: null },
    now,
  );
  if (moved.status === "posted") {
    await postEntries(tx, project.cityId, idsOf(others), now);
    await recountProject(tx, project.cityId, project.id);
  }
  await forgetIfSettled(tx, moved);
  return done({ status: moved.status, ordered: false });
}

/** Who is struck out is refused; their teachers are told each, the host is told how many. */
async function strikeOut(
  tx: Tx,
  actor: Actor,
  { cityId, id, title, hostId, registeredByAccountId, registeredByRole, submittedByAccountId }: ProjectState,
  struck: readonly RosterEntry[],
  reason: string | null,
  now: Date,
): Promise<void> {
  if (struck.length === 0) return;
  const step = { action: "refuse", toStatus: "refused", holderId: null, reason } as const;
  await advanceEntries(tx, actor, idsOf(struck), step, now);
  const { participants } = sumOf(struck);
  const hosts = [registeredByAccountId, submittedByAccountId ?? registeredByAccountId];
  const details = { projectId: id, participants, reason };
  const those = { organisationId: hostId, role: registeredByRole, accountIds: hosts };
  await tellThoseStillThere(tx, cityId, those, { kind: "entry_refused", subjectId: id, title, details }, now);
}

/** The reviewer's own row leaves the roster: from the county it goes to the city, at the city to another officer. */
async function passOn(
  tx: Tx,
  actor: Actor,
  project: ProjectState,
  own: readonly RosterEntry[],
  now: Date,
): Promise<void> {
  if (own.length === 0) return;
  const bureau = await tx.first<{ id: number }>(
    sql`select id from organisations where city_id = ${project.cityId} and kind = 'city'`,
  );
  invariant(bureau, "a city has its bureau");
  await advanceEntries(
    tx,
    actor,
    idsOf(own),
    { action: "pass_on", toStatus: "at_city", holderId: bureau.id, reason: null },
    now,
    sql`, with_roster = false, route = '{city}'`,
  );
}

const SETTLED: ReadonlySet<ProjectStatus> = new Set(["posted", "refused", "withdrawn"]);

async function forgetIfSettled(tx: Tx, { cityId, id, status }: ProjectState): Promise<void> {
  if (SETTLED.has(status)) await tx.rows(sql`select forget_roster(${cityId}, ${id})`);
}
