import { z } from "zod";
import { advanceProject } from "@/ledger/advance-project";
import { policyInForce } from "@/ledger/cycle-policy";
import { lockProject, projectStepFacts } from "@/ledger/project-state";
import { judgeProjectStep } from "@/rules/project-approval";
import { judgeProject } from "@/rules/projects";
import { stepViolation } from "@/rules/verdict";
import type { Actor } from "@/server/actor";
import { authorize } from "@/server/authorize";
import { transaction } from "@/server/db";
import { id, note, optional, tenths, version } from "@/server/form-fields";
import { done, type Result, refused } from "@/server/result";
import { sql } from "@/server/sql";

export const CorrectionInput = z.object({
  projectId: id,
  version,
  hours: tenths,
  lecturerHours: optional(tenths),
  note,
});
export type CorrectionInput = z.output<typeof CorrectionInput>;

/** The host asks that the hours of a posted roster be corrected, and says why; an officer of the city carries it out or keeps them. */
export async function askCorrection(actor: Actor, input: CorrectionInput, now: Date): Promise<Result<string>> {
  authorize(actor, "project:register");
  return transaction(actor, async (tx) => {
    const project = await lockProject(tx, actor, input.projectId, input.version);
    const verdict = judgeProjectStep("ask_correction", await projectStepFacts(tx, project), actor, now);
    if (!verdict.ok) return refused(verdict.violation);
    // Half years are no hours: what a time of support teaching is worth follows from its dates (N3.4).
    if (project.kind === "support_teaching") return refused(stepViolation("not-in-this-state"));
    const corrected = {
      hoursTenths: input.hours,
      lecturerHoursTenths: input.lecturerHours ?? project.lecturerHoursTenths,
    };
    const { policy } = await policyInForce(tx, project.cityId, project.cycleId);
    const violations = judgeProject(policy, { ...project, ...corrected, invoiceNumber: null });
    if (violations.length > 0) return refused(...violations);
    if (corrected.hoursTenths === project.hoursTenths && corrected.lecturerHoursTenths === project.lecturerHoursTenths)
      return refused({ rule: null, clause: "S", code: "correction-unchanged", field: "hours" });
    if (input.note === null) return refused(stepViolation("note-missing", "note"));
    await advanceProject(
      tx,
      actor,
      project,
      {
        action: "ask_correction",
        toStatus: verdict.to,
        reason: null,
        note: input.note,
        participants: project.participants,
      },
      now,
      sql`, corrected_hours_tenths = ${corrected.hoursTenths}, corrected_lecturer_hours_tenths = ${corrected.lecturerHoursTenths},
        submitted_by_account_id = ${actor.accountId}`,
    );
    return done(project.id);
  });
}
