import { z } from "zod";
import { maskIdentityNumber } from "@/rules/identity";
import { IMPORT_FIELDS } from "@/rules/import-layouts";
import { type Flag, VIOLATION_CODES, type Violation } from "@/rules/verdict";
import type { Actor } from "@/server/actor";
import { authorize } from "@/server/authorize";
import { snapshot, type Tx, transaction } from "@/server/db";
import { NotFound } from "@/server/errors";
import { type ImportHead, listHeads, readHead } from "@/server/imports/import-head";
import { countRows, type JudgedRow, type RowCounts, readRows } from "@/server/imports/import-rows";
import { fieldsOf, readLayout } from "@/server/imports/table-fields";
import { sql } from "@/server/sql";
import { lastWorkOn, type WorkOrderView } from "@/server/work-orders";

/** Which rows of a table a page shows, as it stands in the URL. */
export const ImportQuery = z.object({
  show: z.enum(["wrong", "flagged", "right"]).optional().catch(undefined),
  code: z.enum(VIOLATION_CODES).optional().catch(undefined),
  /** The last line of the page before. */
  after: z.coerce.number().int().positive().max(2_000_000).optional().catch(undefined),
});
export type ImportQuery = z.output<typeof ImportQuery>;

export interface ImportRowView {
  line: number;
  /** As typed, ID numbers masked. */
  fields: Record<string, string>;
  person: { name: string; schoolName: string; teacherNumber: string } | null;
  creditsTenths: number;
  violations: Violation[];
  flags: Flag[];
}

export interface ImportView {
  head: ImportHead;
  counts: RowCounts;
  rows: ImportRowView[];
  /** The `after` of the next page; null on the last. */
  next: number | null;
  work: WorkOrderView | null;
  /** The training whose roster it is. */
  projectTitle: string | null;
}

const PAGE = 50;

/**
 * A table of the actor's place with what became of its rows. Of one moment: a table that still looks judged beside work that is
 * done would be a page that offers to confirm it again, and does not renew itself any more.
 */
export async function readImport(actor: Actor, importId: string, query: ImportQuery): Promise<ImportView> {
  authorize(actor, "roster:bring");
  return snapshot(actor, async (tx) => {
    const head = await readHead(tx, actor, importId);
    const which = sql`
      ${query.show === "wrong" ? sql`and r.codes <> '{}'` : sql``}
      ${query.show === "right" ? sql`and r.codes = '{}'` : sql``}
      ${query.show === "flagged" ? sql`and r.flags <> '[]'` : sql``}
      ${query.code ? sql`and ${query.code} = any(r.codes)` : sql``}
      ${query.after ? sql`and r.line > ${query.after}` : sql``}`;
    const [counts, rows, work, ofRoster] = await Promise.all([
      countRows(tx, actor, importId),
      readRows(tx, actor, importId, which, PAGE + 1),
      lastWorkOn(tx, actor, importId),
      tx.first<{ title: string }>(
        sql`select title from projects where city_id = ${actor.cityId} and id = ${head.projectId}::uuid`,
      ),
    ]);
    const shown = rows.slice(0, PAGE);
    return {
      head,
      counts,
      rows: await viewsOf(tx, actor, head, shown),
      next: rows.length > PAGE ? (shown.at(-1)?.line ?? null) : null,
      work,
      projectTitle: ofRoster?.title ?? null,
    };
  });
}

/** The newest tables that the actor's place has brought, for the lists of imports. */
export async function listImports(actor: Actor, kinds: readonly ImportHead["kind"][]): Promise<ImportHead[]> {
  authorize(actor, "roster:bring");
  return transaction(actor, (tx) => listHeads(tx, actor, kinds));
}

async function viewsOf(tx: Tx, actor: Actor, head: ImportHead, rows: readonly JudgedRow[]): Promise<ImportRowView[]> {
  const layout = await readLayout(tx, actor.cityId, head.kind, head.header);
  const people = await tx.rows<{ id: number; name: string; schoolName: string; teacherNumber: string }>(sql`
    select t.id, t.name, t.teacher_number as "teacherNumber", s.name as "schoolName"
    from teachers t join organisations s on s.city_id = t.city_id and s.id = t.school_id
    where t.city_id = ${actor.cityId} and t.id = any(${rows.flatMap(({ teacherId }) => teacherId ?? [])}::int[])`);
  const byId = new Map(people.map(({ id, ...person }) => [id, person]));
  return rows.map((row) => {
    const { fields } = fieldsOf(head.kind, layout, row);
    return {
      line: row.line,
      fields: { ...fields, identity: maskIdentityNumber(fields.identity ?? "") },
      person: row.teacherId === null ? null : (byId.get(row.teacherId) ?? null),
      creditsTenths: row.creditsTenths,
      violations: row.violations,
      flags: row.flags,
    };
  });
}

/**
 * What a row says, ID number and all, to be mended by those who brought it. That the number was shown goes on record.
 * @throws NotFound
 */
export async function readImportRow(
  actor: Actor,
  importId: string,
  line: number,
  now: Date,
): Promise<Record<string, string>> {
  authorize(actor, "roster:bring");
  return transaction(actor, async (tx) => {
    const head = await readHead(tx, actor, importId);
    const [row] = await readRows(tx, actor, importId, sql`and r.line = ${line}`, 1);
    if (!row) throw new NotFound();
    const { fields } = fieldsOf(head.kind, await readLayout(tx, actor.cityId, head.kind, head.header), row);
    if (fields.identity)
      await tx.run(sql`insert into audit_events (city_id, account_id, teacher_id, kind, subject, at)
        values (${actor.cityId}, ${actor.accountId}, ${row.teacherId}, 'identity-shown', ${`import ${importId}/${line}`}, ${now})`);
    return Object.fromEntries(IMPORT_FIELDS[head.kind].map(({ name }) => [name, fields[name] ?? ""]));
  });
}
