import { z } from "zod";
import { lockProject, projectStepFacts } from "@/ledger/project-state";
import { judgeProjectStep } from "@/rules/project-approval";
import type { Violation } from "@/rules/verdict";
import type { Actor } from "@/server/actor";
import { authorize } from "@/server/authorize";
import type { Tx } from "@/server/db";
import { choice, id, optional } from "@/server/form-fields";
import { type BroughtFile, bringFiles } from "@/server/imports/bring-files";
import { discardOpen } from "@/server/imports/import-head";
import type { Result } from "@/server/result";
import { isUnderWay } from "@/server/work-orders";

/** What goes along with a table: what it is, and whose roster. */
export const TableInput = z.object({
  /** Made with the form, so that the same file sent twice is one table. */
  importId: id,
  kind: choice(["roster", "support_teaching", "provincial", "opening"]),
  projectId: optional(id),
});
export type TableInput = z.output<typeof TableInput>;

const VERBS = {
  roster: "roster:bring",
  support_teaching: "roster:bring",
  provincial: "province:import",
  opening: "opening:import",
} as const;

/** Keeps a table that somebody brought and orders its dry run; a roster in the making is replaced. Answers the import's id. */
export async function bringTable(
  actor: Actor,
  input: TableInput,
  file: BroughtFile,
  now: Date,
): Promise<Result<string>> {
  authorize(actor, VERBS[input.kind]);
  const { importId, kind } = input;
  const projectId = isOfProject(kind) ? (input.projectId ?? null) : null;
  return bringFiles(
    actor,
    { id: importId, kind, projectId },
    file,
    null,
    now,
    (tx) => barrier(tx, actor, input, now),
    async (tx) => {
      if (projectId) await discardOpen(tx, actor, projectId);
    },
  );
}

const isOfProject = (kind: TableInput["kind"]) => kind === "roster" || kind === "support_teaching";

/** What keeps a table from being brought now; null when nothing does. */
async function barrier(tx: Tx, actor: Actor, { kind, projectId }: TableInput, now: Date): Promise<Violation | null> {
  if (!isOfProject(kind)) return null;
  if (!projectId) return { rule: null, clause: "S", code: "required", field: "projectId" };
  const project = await lockProject(tx, actor, projectId, null);
  if ((project.kind === "support_teaching") !== (kind === "support_teaching"))
    return { rule: null, clause: "S", code: "not-a-choice", field: "kind" };
  const step = judgeProjectStep("submit", await projectStepFacts(tx, project), actor, now);
  if (!step.ok) return step.violation;
  return (await isUnderWay(tx, actor, project.id))
    ? { rule: null, clause: "S", code: "work-under-way", field: null }
    : null;
}
