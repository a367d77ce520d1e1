import { z } from "zod";
import { lockProject, projectStepFacts } from "@/ledger/project-state";
import { judgeProjectStep } from "@/rules/project-approval";
import type { Violation } from "@/rules/verdict";
import type { Actor } from "@/server/actor";
import { authorize } from "@/server/authorize";
import { type Tx, transaction } from "@/server/db";
import { choice, id, optional, text } from "@/server/form-fields";
import { createImport, discardOpen } from "@/server/imports/import-head";
import { keepTable } from "@/server/imports/kept-table";
import { done, type Result, refused } from "@/server/result";
import { sql } from "@/server/sql";
import { isUnderWay, orderWork } from "@/server/work-orders";

/** What goes along with a table: what it is, and whose roster. */
export const TableInput = z.object({
  /** Made with the form, so that the same file sent twice is one table. */
  importId: id,
  kind: choice(["roster", "support_teaching", "provincial", "opening"]),
  projectId: optional(id),
});
export type TableInput = z.output<typeof TableInput>;

export interface BroughtFile {
  name: string;
  bytes: Uint8Array;
}

const VERBS = {
  roster: "roster:bring",
  support_teaching: "roster:bring",
  provincial: "province:import",
  opening: "opening:import",
} as const;

const MOST_NAME = 120;

/** Keeps a table that somebody brought and orders its dry run; a roster in the making is replaced. Answers the import's id. */
export async function bringTable(
  actor: Actor,
  input: TableInput,
  file: BroughtFile,
  now: Date,
): Promise<Result<string>> {
  authorize(actor, VERBS[input.kind]);
  const barred = await transaction(actor, (tx) => barrier(tx, actor, input, now));
  if (barred) return refused(barred);
  const storageKey = await keepTable(file.bytes);
  return transaction(actor, async (tx) => {
    const late = await barrier(tx, actor, input, now);
    if (late) return refused(late);
    const again = await tx.first(sql`select 1 from imports where city_id = ${actor.cityId} and id = ${input.importId}`);
    if (again) return done(input.importId);
    const projectId = input.projectId ?? null;
    if (projectId) await discardOpen(tx, actor, projectId);
    await createImport(
      tx,
      actor,
      {
        id: input.importId,
        kind: input.kind,
        projectId,
        status: "reading",
        fileName: printable(file.name),
        storageKey,
        scansKey: null,
        header: [],
      },
      now,
    );
    await orderWork(
      tx,
      actor,
      { id: input.importId, kind: "read-import", subjectId: input.importId, input: {}, totalRows: 0 },
      now,
    );
    return done(input.importId);
  });
}

/** What keeps a table from being brought now; null when nothing does. */
async function barrier(tx: Tx, actor: Actor, { kind, projectId }: TableInput, now: Date): Promise<Violation | null> {
  const ofProject = kind === "roster" || kind === "support_teaching";
  if (!ofProject) return null;
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

function printable(name: string): string {
  const parsed = text(MOST_NAME).safeParse([...name.toWellFormed()].slice(-MOST_NAME).join(""));
  return parsed.success ? parsed.data : "table";
}
