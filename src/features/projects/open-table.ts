import { lockProject } from "@/ledger/project-state";
import type { Actor } from "@/server/actor";
import type { Tx } from "@/server/db";
import type { ImportHead } from "@/server/imports/import-head";
import type { Judging } from "@/server/imports/judging";
import { readLayout } from "@/server/imports/table-fields";
import { type ImportToJudge, judgeImportRows } from "./judge-import";

/** Takes hold of the project whose roster a table is, until the transaction ends. */
export async function tableOf(tx: Tx, actor: Actor, head: ImportHead): Promise<ImportToJudge> {
  const project = head.projectId === null ? null : await lockProject(tx, actor, head.projectId, null);
  return { head, project, layout: await readLayout(tx, actor.cityId, head.kind, head.header) };
}

/** Rosters, support teaching, and the tables that the city brings. */
export const projectTables: Judging<ImportToJudge> = {
  kinds: ["roster", "support_teaching", "provincial", "opening"],
  limits: {},
  reach: "person",
  open: tableOf,
  judge: judgeImportRows,
};
