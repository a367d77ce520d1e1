import type { ImportKind } from "@/rules/import-layouts";
import type { Role } from "@/rules/permissions";
import type { Violation } from "@/rules/verdict";
import type { Actor } from "../actor";
import type { Tx } from "../db";
import { NotFound } from "../errors";
import { sql } from "../sql";
import { dropTable } from "./kept-table";

export type ImportStatus = "reading" | "judged" | "unreadable" | "confirmed" | "discarded";

/** A table that somebody brought, or types row by row. */
export interface ImportHead {
  id: string;
  kind: ImportKind;
  projectId: string | null;
  organisationId: number;
  role: Role;
  status: ImportStatus;
  /** Null for rows that are typed. */
  fileName: string | null;
  storageKey: string | null;
  scansKey: string | null;
  /** Why the file can't be read. */
  problem: Violation | null;
  header: string[];
  createdAt: Date;
  confirmedAt: Date | null;
}

const columns = sql`i.id, i.kind, i.project_id as "projectId", i.organisation_id as "organisationId", i.role, i.status,
  i.file_name as "fileName", i.storage_key as "storageKey", i.scans_key as "scansKey", i.problem, i.header,
  i.created_at as "createdAt", i.confirmed_at as "confirmedAt"`;

/** @throws NotFound where it is none of the actor's place */
export async function readHead(tx: Tx, actor: Actor, id: string): Promise<ImportHead> {
  const head = await tx.first<ImportHead>(
    sql`select ${columns} from imports i where i.city_id = ${actor.cityId} and i.id = ${id}`,
  );
  if (!head) throw new NotFound();
  return head;
}

/** The same, held until the transaction ends: whoever changes its rows does so alone. */
export async function lockHead(tx: Tx, actor: Actor, id: string): Promise<ImportHead> {
  const head = await tx.first<ImportHead>(
    sql`select ${columns} from imports i where i.city_id = ${actor.cityId} and i.id = ${id} for update`,
  );
  if (!head) throw new NotFound();
  return head;
}

/** The roster in the making of a project, as far as it is the actor's; null when there is none. */
export async function openImportOf(tx: Tx, actor: Actor, projectId: string): Promise<ImportHead | null> {
  const head = await tx.first<ImportHead>(sql`
    select ${columns} from imports i where i.city_id = ${actor.cityId} and i.project_id = ${projectId}
      and i.status in ('reading', 'judged', 'unreadable')`);
  return head ?? null;
}

/** The newest tables of a kind that the actor's place has brought. */
export function listHeads(tx: Tx, actor: Actor, kinds: readonly ImportKind[]): Promise<ImportHead[]> {
  return tx.rows<ImportHead>(sql`
    select ${columns} from imports i
    where i.city_id = ${actor.cityId} and i.organisation_id = ${actor.organisationId} and i.role = ${actor.role}::role
      and i.kind = any(${kinds}::import_kind[]) and i.status <> 'discarded'
    order by i.created_at desc, i.id limit 20`);
}

export type NewImport = Pick<
  ImportHead,
  "id" | "kind" | "projectId" | "status" | "fileName" | "storageKey" | "scansKey"
> & {
  header: readonly string[];
};

/** Keeps a table under its id, in the name of the actor's place. */
export async function createImport(tx: Tx, actor: Actor, table: NewImport, now: Date): Promise<void> {
  const { id, kind, projectId, status, fileName, storageKey, scansKey, header } = table;
  await tx.run(sql`
    insert into imports (city_id, id, kind, project_id, organisation_id, account_id, role, status, file_name, storage_key, scans_key,
      header, created_at)
    values (${actor.cityId}, ${id}, ${kind}::import_kind, ${projectId}, ${actor.organisationId}, ${actor.accountId},
      ${actor.role}::role, ${status}::import_status, ${fileName}, ${storageKey}, ${scansKey}, ${header}, ${now})`);
}

/** What became of it. */
export async function settleImport(
  tx: Tx,
  actor: Actor,
  id: string,
  { status, problem = null, header }: { status: ImportStatus; problem?: Violation | null; header?: readonly string[] },
  now: Date,
): Promise<void> {
  await tx.run(sql`
    update imports set status = ${status}::import_status, problem = ${problem && JSON.stringify(problem)}::jsonb,
      confirmed_at = ${status === "confirmed" ? now : null}, storage_key = null, scans_key = null
      ${header ? sql`, header = ${header}` : sql``}
    where city_id = ${actor.cityId} and id = ${id}`);
}

/**
 * Puts away whatever roster of the project was in the making, ID numbers and all. A file that waits to be read is dropped by the worker, which
 * finds that nobody wants it; one whose reading was given up is dropped here, for nothing comes back to it.
 */
export async function discardOpen(tx: Tx, actor: Actor, projectId: string): Promise<void> {
  const givenUp = await tx.rows<{ key: string }>(sql`
    with discarded as (
      update imports set status = 'discarded', problem = null where city_id = ${actor.cityId} and project_id = ${projectId}
        and status in ('reading', 'judged', 'unreadable') returning city_id, id, storage_key
    ), forgotten as (
      delete from import_rows r using discarded d where r.city_id = d.city_id and r.import_id = d.id)
    select d.storage_key as key from discarded d
    where d.storage_key is not null and not exists (select 1 from work_orders w
      where w.city_id = d.city_id and w.subject_id = d.id and w.state in ('queued', 'running'))`);
  for (const { key } of givenUp) await dropTable(key);
}
