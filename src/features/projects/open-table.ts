import { lockProject } from "@/ledger/project-state";
import type { Actor } from "@/server/actor";
import type { Tx } from "@/server/db";
import { type ImportHead, lockHead } from "@/server/imports/import-head";
import { readLayout } from "@/server/imports/table-fields";
import type { ImportToJudge } from "./judge-import";

/**
 * Takes hold of a table, and of the project whose roster it is, until the transaction ends.
 * @throws NotFound
 */
export async function openTable(tx: Tx, actor: Actor, importId: string): Promise<ImportToJudge> {
  const head = await lockHead(tx, actor, importId);
  return tableOf(tx, actor, head);
}

export async function tableOf(tx: Tx, actor: Actor, head: ImportHead): Promise<ImportToJudge> {
  const project = head.projectId === null ? null : await lockProject(tx, actor, head.projectId, null);
  return { head, project, layout: await readLayout(tx, actor.cityId, head.kind, head.header) };
}
