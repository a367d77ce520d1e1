import { randomUUID } from "node:crypto";
import { lockProject, type ProjectState, projectStepFacts } from "@/ledger/project-state";
import { formatTenths } from "@/rules/credits";
import { templateHeadings } from "@/rules/import-layouts";
import { judgeProjectStep } from "@/rules/project-approval";
import type { Actor } from "@/server/actor";
import { authorize } from "@/server/authorize";
import { type Tx, transaction } from "@/server/db";
import { createImport, openImportOf } from "@/server/imports/import-head";
import type { ImportedRow } from "@/server/imports/import-rows";
import { keepVerdicts } from "@/server/imports/judging";
import { done, type Result, refused } from "@/server/result";
import { sql } from "@/server/sql";
import { judgeImportRows } from "./judge-import";
import { tableOf } from "./open-table";

/**
 * Opens the roster of a project to be typed or mended: the one in the making; after a return the one that was brought, without
 * those who were struck out; where nothing is kept of that, one of the people who stand on it. Answers the import's id.
 */
export async function startRoster(actor: Actor, projectId: string, now: Date): Promise<Result<string>> {
  authorize(actor, "roster:bring");
  return transaction(actor, async (tx) => {
    const project = await lockProject(tx, actor, projectId, null);
    const open = await openImportOf(tx, actor, projectId);
    if (open) return done(open.id);
    const step = judgeProjectStep("submit", await projectStepFacts(tx, project), actor, now);
    if (!step.ok) return refused(step.violation);
    const again = await reopen(tx, actor, projectId);
    if (again) return done(again);
    return done(await begin(tx, actor, project, now));
  });
}

async function reopen(tx: Tx, actor: Actor, projectId: string): Promise<string | null> {
  const reopened = await tx.first<{ id: string }>(sql`
    update imports set status = 'judged', confirmed_at = null where city_id = ${actor.cityId} and id = (
      select id from imports i where i.city_id = ${actor.cityId} and i.project_id = ${projectId} and i.status = 'confirmed'
        and exists (select 1 from import_rows r where r.city_id = i.city_id and r.import_id = i.id)
      order by i.confirmed_at desc limit 1)
    returning id`);
  if (!reopened) return null;
  // Who was struck out is not brought back by the way: the host would have to name them again.
  await tx.run(sql`
    delete from import_rows r where r.city_id = ${actor.cityId} and r.import_id = ${reopened.id} and (
      select bool_and(e.status in ('refused', 'withdrawn', 'revoked')) and bool_or(e.status = 'refused') from credit_entries e
      where e.city_id = r.city_id and e.project_id = ${projectId} and e.teacher_id = r.teacher_id and e.participant_role = r.role)`);
  return reopened.id;
}

async function begin(tx: Tx, actor: Actor, project: ProjectState, now: Date): Promise<string> {
  const id = randomUUID();
  const kind = project.kind === "support_teaching" ? "support_teaching" : "roster";
  const header = templateHeadings(kind);
  const typed = { projectId: project.id, status: "judged", fileName: null, storageKey: null, scansKey: null } as const;
  await createImport(tx, actor, { id, kind, header, ...typed }, now);
  // Attachment 3 names times and places that an entry doesn't hold: it has to be brought again.
  const rows = kind === "roster" ? await rowsOfEntries(tx, project) : [];
  if (rows.length === 0) return id;
  const head = { id, kind, ...typed, organisationId: actor.organisationId, role: actor.role, problem: null } as const;
  const table = await tableOf(tx, actor, { ...head, header, createdAt: now, confirmedAt: null });
  const verdicts = await judgeImportRows(tx, actor, table, rows, now);
  await keepVerdicts(tx, actor, id, rows, verdicts);
  return id;
}

/** The people who stand on the roster, in the columns of the template. */
async function rowsOfEntries(tx: Tx, project: ProjectState): Promise<ImportedRow[]> {
  const people = await tx.rows<{ name: string; number: string; school: string; role: string; tenths: number }>(sql`
    select t.name, t.teacher_number as number, s.name as school, e.participant_role as role, e.credits_tenths as tenths
    from credit_entries e
    join teachers t on t.city_id = e.city_id and t.id = e.teacher_id
    join organisations s on s.city_id = t.city_id and s.id = t.school_id
    where e.city_id = ${project.cityId} and e.project_id = ${project.id} and e.with_roster and e.status = 'returned'
    order by t.pinyin, e.id`);
  return people.map(({ name, number, school, role, tenths }, index) => ({
    line: index + 2,
    cells: [name, "", number, school, role === "taught" ? "授课" : "参训", formatTenths(tenths), ""],
    problems: [],
    entryId: null,
  }));
}
