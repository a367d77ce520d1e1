import { z } from "zod";
import { advanceEntries } from "@/ledger/advance-entries";
import { advanceProject } from "@/ledger/advance-project";
import { lockProject, projectStepFacts } from "@/ledger/project-state";
import { judgeProjectStep } from "@/rules/project-approval";
import type { Actor } from "@/server/actor";
import { authorize } from "@/server/authorize";
import { transaction } from "@/server/db";
import { choice, id, note, version } from "@/server/form-fields";
import { discardOpen } from "@/server/imports/import-head";
import { done, type Result, refused } from "@/server/result";
import { sql } from "@/server/sql";
import { isUnderWay } from "@/server/work-orders";
import { rosterEntries, waitingEntries } from "./roster-entries";

export const MoveInput = z.object({ projectId: id, version, action: choice(["file", "withdraw", "close"]), note });
export type MoveInput = z.output<typeof MoveInput>;

/** The host's own steps: files a project with the city (R12), withdraws it before it is decided, closes a posted one. */
export async function moveProject(actor: Actor, input: MoveInput, now: Date): Promise<Result<string>> {
  authorize(actor, "project:register");
  return transaction(actor, async (tx) => {
    const project = await lockProject(tx, actor, input.projectId, input.version);
    const verdict = judgeProjectStep(input.action, await projectStepFacts(tx, project), actor, now);
    if (!verdict.ok) return refused(verdict.violation);
    if (await isUnderWay(tx, actor, project.id))
      return refused({ rule: null, clause: "S", code: "work-under-way", field: null });
    const roster = await rosterEntries(tx, project);
    const { action, note: words } = input;
    if (action === "withdraw") {
      await discardOpen(tx, actor, project.id);
      // Rows that go their own way, too: what is withdrawn credits nobody.
      const waiting = await waitingEntries(tx, project);
      const step = { action: "withdraw", toStatus: "withdrawn", holderId: null, reason: null } as const;
      await advanceEntries(tx, actor, waiting, step, now);
    }
    const move = { action, toStatus: verdict.to, reason: null, note: words, participants: roster.length };
    await advanceProject(tx, actor, project, move, now);
    if (action === "withdraw") await tx.rows(sql`select forget_roster(${project.cityId}, ${project.id})`);
    return done(project.id);
  });
}
