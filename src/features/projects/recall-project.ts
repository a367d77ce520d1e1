import { z } from "zod";
import { advanceEntries } from "@/ledger/advance-entries";
import { advanceProject } from "@/ledger/advance-project";
import { reverseEntries } from "@/ledger/post-entries";
import { lockProject, projectStepFacts } from "@/ledger/project-state";
import { judgeProjectStep } from "@/rules/project-approval";
import type { Actor } from "@/server/actor";
import { authorize } from "@/server/authorize";
import { transaction } from "@/server/db";
import { id, note, version } from "@/server/form-fields";
import { done, type Result, refused } from "@/server/result";
import { sql } from "@/server/sql";
import { entryStatusOf } from "./register-roster";

export const ProjectRecallInput = z.object({ projectId: id, version, note });
export type ProjectRecallInput = z.output<typeof ProjectRecallInput>;

/**
 * The decider takes the decision on a roster back, until the next step has acted; at the end of the route for ten minutes, and
 * every posting is reversed by another. Who was struck out stays so: a single refusal is its own.
 */
export async function recallProject(actor: Actor, input: ProjectRecallInput, now: Date): Promise<Result<string>> {
  authorize(actor, "project:recall");
  return transaction(actor, async (tx) => {
    const project = await lockProject(tx, actor, input.projectId, input.version);
    const facts = await projectStepFacts(tx, project);
    const verdict = judgeProjectStep("recall", facts, actor, now);
    if (!verdict.ok) return refused(verdict.violation);
    // Those who took the step together, told apart by its moment. One whose record was merged into the person's other one since took
    // it, too: that is no step of the roster's.
    const together = await tx.rows<{ id: string }>(sql`
      select e.id from credit_entries e
      join lateral (
        select l.at, l.action from entry_events l where l.city_id = e.city_id and l.entry_id = e.id and l.action <> 'reassign'
        order by l.seq desc limit 1
      ) v on v.at = ${facts.lastEvent.at} and v.action = ${facts.lastEvent.action}::entry_action
      where e.city_id = ${project.cityId} and e.project_id = ${project.id} and e.with_roster
        and e.status = ${entryStatusOf(project.status)}::entry_status`);
    const ids = together.map((entry) => entry.id);
    const move = {
      action: "recall",
      toStatus: verdict.to,
      reason: null,
      note: input.note,
      participants: ids.length,
    } as const;
    const moved = await advanceProject(tx, actor, project, move, now);
    const fromStatus = entryStatusOf(project.status);
    const step = { fromStatus, toStatus: entryStatusOf(moved.status), holderId: moved.holderId, reason: null };
    await advanceEntries(tx, actor, ids, { action: "recall", ...step }, now);
    if (verdict.reverses) await reverseEntries(tx, project.cityId, ids, now);
    return done(project.id);
  });
}
