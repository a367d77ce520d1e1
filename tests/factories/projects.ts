import { randomUUID } from "node:crypto";
import { confirmImport, orderConfirmation } from "@/features/projects/confirm-import";
import { decideProject, type ProjectDecisionInput } from "@/features/projects/decide-project";
import { saveRow } from "@/features/projects/edit-rows";
import { ProjectInput } from "@/features/projects/project-input";
import { readProject } from "@/features/projects/read-project";
import { saveProject } from "@/features/projects/save-project";
import { startRoster } from "@/features/projects/start-roster";
import type { EvidenceKind } from "@/rules/credit-entry";
import type { Actor } from "@/server/actor";
import type { JobKind } from "@/server/jobs";
import type { Result } from "@/server/result";
import { type Performance, perform } from "@/server/work-orders";
import { aScan, NOW } from "./claims";
import { one } from "./owner";

export function accepted<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(JSON.stringify(result.violations));
  return result.value;
}

/** The fields of a county's training that is in order, as its form sends them. */
export function projectFields(overrides: Record<string, string> = {}): Record<string, string> {
  const id = randomUUID();
  return {
    projectId: id,
    version: "0",
    kind: "county",
    title: `暑期培训${id.slice(0, 8)}`,
    startsOn: "2019-07-01",
    endsOn: "2019-07-05",
    hours: "24",
    ...overrides,
  };
}

const PAPERS: EvidenceKind[] = ["bureau_consent", "partner_qualification", "agreement", "invoice", "sign_in_sheets"];

/** A commissioned training with every paper of N3.2 and its numbers. */
export const commissionedFields = (overrides: Record<string, string> = {}): Record<string, string> =>
  projectFields({
    kind: "commissioned",
    partner: "河南师范大学",
    invoiceNumber: `F${randomUUID().slice(0, 8)}`,
    documentedCount: "2",
    ...overrides,
  });

/** A project in the making. */
export async function aProject(
  host: Actor,
  fields: Record<string, string> = projectFields(),
  papers: EvidenceKind[] = fields.kind === "commissioned" || fields.kind === "authorised" ? PAPERS : [],
): Promise<string> {
  const id = accepted(await saveProject(host, ProjectInput.parse(fields), NOW));
  for (const kind of papers) await aScan(host, id, kind);
  return id;
}

/** Teacher numbers by id: what a roster's row may name somebody by. */
export const numberOf = async (teacherId: number): Promise<string> =>
  (await one<{ number: string }>("select teacher_number as number from teachers where id = $1", [teacherId])).number;

/** Types a roster row by row; answers the import's id. */
export async function aRoster(
  host: Actor,
  projectId: string,
  rows: Record<string, string>[],
  now = NOW,
): Promise<string> {
  const importId = accepted(await startRoster(host, projectId, now));
  for (const row of rows) accepted(await saveRow(host, { importId, line: 0, ...row }, now));
  return importId;
}

/** Confirms a table: orders it, and does what the worker does then. */
export async function confirm(host: Actor, importId: string, now = NOW): Promise<Result<unknown>> {
  const ordered = await orderConfirmation(host, { importId, truthful: "on" }, now);
  if (!ordered.ok) return ordered;
  return (await performLast(host, importId, confirmImport, now)) ?? ordered;
}

/** Does the work that was ordered last on a subject, as the worker does; null when it is done already. */
export async function performLast(
  actor: Actor,
  subjectId: string,
  work: Performance,
  now = NOW,
): Promise<Result<unknown> | null> {
  const { id, kind } = await one<{ id: string; kind: JobKind }>(
    "select id, kind from work_orders where subject_id = $1 order by ordered_at desc, (state = 'queued') desc limit 1",
    [subjectId],
  );
  let outcome: Result<unknown> | null = null;
  const watched: Performance = async (...given) => {
    outcome = await work(...given);
    return outcome;
  };
  await perform({ kind, subjectId: id, actor }, () => now, watched);
  return outcome;
}

/** A county's training whose roster of these teachers waits for the city. */
export async function aSubmittedProject(
  host: Actor,
  teacherIds: readonly number[],
  fields: Record<string, string> = projectFields(),
): Promise<string> {
  const id = await aProject(host, fields);
  const rows = [];
  for (const teacherId of teacherIds) rows.push({ name: "", teacherNumber: await numberOf(teacherId) });
  accepted(await confirm(host, await aRoster(host, id, rows)));
  return id;
}

/** Decides a project as its page's form does; approves where nothing else is said. */
export async function decideOn(actor: Actor, projectId: string, input: Partial<ProjectDecisionInput> = {}, now = NOW) {
  const { project } = await readProject(actor, projectId, now);
  return decideProject(
    actor,
    { projectId, version: project.version, action: "approve", reason: undefined, note: null, struck: [], ...input },
    now,
  );
}
