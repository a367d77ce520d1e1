import { randomUUID } from "node:crypto";
import { z } from "zod";
import { lockProject, type ProjectState, projectStepFacts } from "@/ledger/project-state";
import type { Verb } from "@/rules/permissions";
import { judgeProjectStep, type ProjectStatus } from "@/rules/project-approval";
import { judgeReason, type ReasonedAction } from "@/rules/reasons";
import { stepViolation, type Violation } from "@/rules/verdict";
import type { Actor } from "@/server/actor";
import { authorize } from "@/server/authorize";
import { type Tx, transaction } from "@/server/db";
import { Conflict } from "@/server/errors";
import { choice, id, note, version } from "@/server/form-fields";
import { done, type Result, refused } from "@/server/result";
import { isUnderWay, markDone, orderWork, type WorkOrder } from "@/server/work-orders";
import { carryOutCorrection, keepHours } from "./correct-hours";
import { approveRoster, moveWithRoster, type ProjectDecision } from "./move-roster";
import { type RosterEntry, rosterEntries } from "./roster-entries";

const ids = z.array(id).max(20_000);

export const ProjectDecisionInput = z.object({
  projectId: id,
  version,
  action: choice(["approve", "return", "refuse", "accept_filing", "send_back", "correct", "keep"]),
  reason: z.string().max(60).optional().catch(undefined),
  note,
  /** Entries that are struck out of the roster, and why. One box that is ticked comes as a text, several as a list. */
  struck: z.preprocess((typed) => (typed === undefined ? [] : Array.isArray(typed) ? typed : [typed]), ids),
  strikeReason: z.string().max(60).optional().catch(undefined),
});
export type ProjectDecisionInput = z.output<typeof ProjectDecisionInput>;

/** A longer roster is decided by the worker, with progress in the page. */
export const DECIDED_AT_ONCE = 1_000;

const VERBS: Record<ProjectDecisionInput["action"], Verb | null> = {
  approve: null,
  return: null,
  refuse: null,
  accept_filing: "project:file",
  send_back: "project:file",
  correct: "project:verify",
  keep: "project:verify",
};

/** Of the decisions that need a reason, what they are among those of an entry: fixable ones return, final ones refuse. */
const REASONED: Partial<Record<ProjectDecisionInput["action"], ReasonedAction>> = {
  return: "return",
  refuse: "refuse",
  send_back: "return",
  keep: "return",
};

/**
 * Decides a project: its filing (R12), its roster as a whole with single participants struck out, or a correction of its
 * hours. One step and one transaction for any number of participants; the last approval posts them all.
 * @throws NotFound, Conflict
 */
export async function decideProject(
  actor: Actor,
  input: ProjectDecisionInput,
  now: Date,
): Promise<Result<ProjectDecision>> {
  return decide(actor, input, now, null);
}

/** The same by the worker, for a decision that was ordered. */
export async function decideOrdered(actor: Actor, order: WorkOrder, now: Date): Promise<Result<ProjectDecision>> {
  try {
    // What was ordered was parsed then.
    return await decide(actor, order.input as ProjectDecisionInput, now, order);
  } catch (error) {
    // Since it was ordered, somebody has moved the project on: the host has withdrawn it.
    if (error instanceof Conflict) return refused(stepViolation("not-in-this-state"));
    throw error;
  }
}

async function decide(
  actor: Actor,
  input: ProjectDecisionInput,
  now: Date,
  order: WorkOrder | null,
): Promise<Result<ProjectDecision>> {
  authorize(actor, VERBS[input.action] ?? (actor.role === "county" ? "project:review" : "project:verify"));
  return transaction(actor, async (tx) => {
    const project = await lockProject(tx, actor, input.projectId, input.version);
    const verdict = judgeProjectStep(input.action, await projectStepFacts(tx, project), actor, now);
    if (!verdict.ok) return refused(verdict.violation);
    const roster = await rosterEntries(tx, project);
    const against = judgeWords(input, roster);
    if (against.length > 0) return refused(...against);
    if (order === null && (await isUnderWay(tx, actor, project.id)))
      return refused({ rule: null, clause: "S", code: "work-under-way", field: null });
    if (order === null && roster.length > DECIDED_AT_ONCE) {
      await orderWork(
        tx,
        actor,
        { id: randomUUID(), kind: "decide-project", subjectId: project.id, input, totalRows: roster.length },
        now,
      );
      return done({ status: project.status, ordered: true });
    }
    const decided = await take(tx, actor, project, roster, input, verdict.to, now);
    if (decided.ok && order) await markDone(tx, actor.cityId, order.id, now);
    return decided;
  });
}

/** The reasons that a decision asks for, of the project and of those who are struck out. */
function judgeWords(input: ProjectDecisionInput, roster: readonly RosterEntry[]): Violation[] {
  const reasoned = REASONED[input.action];
  const violations = [reasoned ? judgeReason(reasoned, "project", input.reason ?? null, input.note) : null];
  if (input.action === "approve" && struckOf(input, roster).length > 0) {
    const strike = judgeReason("refuse", "participant", input.strikeReason ?? null, input.note);
    violations.push(strike && { ...strike, field: strike.field === "reason" ? "strikeReason" : strike.field });
  }
  return violations.filter((violation) => violation !== null);
}

/** Only who stands on this roster can be struck out of it. */
function struckOf({ struck }: ProjectDecisionInput, roster: readonly RosterEntry[]): RosterEntry[] {
  const chosen = new Set(struck);
  return roster.filter((entry) => chosen.has(entry.id));
}

async function take(
  tx: Tx,
  actor: Actor,
  project: ProjectState,
  roster: readonly RosterEntry[],
  input: ProjectDecisionInput,
  toStatus: ProjectStatus,
  now: Date,
): Promise<Result<ProjectDecision>> {
  const { action, note: words, reason = null } = input;
  const move = {
    action,
    toStatus,
    reason: REASONED[action] ? reason : null,
    note: words,
    participants: project.participants,
  };
  switch (action) {
    case "approve": {
      const approval = { struck: struckOf(input, roster), strikeReason: input.strikeReason ?? null };
      return approveRoster(tx, actor, project, roster, { ...move, ...approval }, now);
    }
    case "return":
    case "refuse":
      return done(await moveWithRoster(tx, actor, project, roster, move, now));
    case "accept_filing":
    case "send_back":
      return done(await moveWithRoster(tx, actor, project, [], move, now));
    case "keep":
      return done(await keepHours(tx, actor, project, move, now));
    case "correct":
      return carryOutCorrection(tx, actor, project, move, now);
    default:
      return action satisfies never;
  }
}
