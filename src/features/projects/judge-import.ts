import { policyInForce } from "@/ledger/cycle-policy";
import type { ProjectState } from "@/ledger/project-state";
import { calendarDateInShanghai } from "@/rules/calendar";
import type { ReadLayout } from "@/rules/import-layouts";
import { invariant } from "@/rules/invariant";
import type { Actor } from "@/server/actor";
import type { Tx } from "@/server/db";
import type { ImportHead } from "@/server/imports/import-head";
import type { ImportedRow, RowVerdict } from "@/server/imports/import-rows";
import { fieldsOf, withoutEchoes } from "@/server/imports/table-fields";
import { judgeRoster, type ReadRow } from "./judge-roster";
import { judgeSupportRows } from "./judge-support-rows";
import { judgeTrainingRows } from "./judge-training-rows";

/** A table with what its rows are judged by. */
export interface ImportToJudge {
  head: ImportHead;
  layout: ReadLayout;
  /** Of a roster and of support teaching. */
  project: ProjectState | null;
}

const readRowsOf = ({ head, layout }: ImportToJudge, rows: readonly ImportedRow[]): ReadRow[] =>
  rows.map((row) => ({ row, ...fieldsOf(head.kind, layout, row) }));

/**
 * Judges rows of a table that a host or the city brought, by the rules that a single entry is judged by. Given all rows of a
 * person, the verdicts on them are complete.
 */
export async function judgeImportRows(
  tx: Tx,
  actor: Actor,
  table: ImportToJudge,
  rows: readonly ImportedRow[],
  now: Date,
): Promise<RowVerdict[]> {
  const read = readRowsOf(table, rows);
  const verdicts = await judgeByKind(tx, actor, table, read, now);
  return verdicts.map((verdict, index) => ({
    ...verdict,
    violations: withoutEchoes(verdict.violations, read[index]?.violations ?? []),
  }));
}

async function judgeByKind(
  tx: Tx,
  actor: Actor,
  table: ImportToJudge,
  read: readonly ReadRow[],
  now: Date,
): Promise<RowVerdict[]> {
  const today = calendarDateInShanghai(now);
  const { head, project } = table;
  switch (head.kind) {
    case "roster":
    case "support_teaching": {
      invariant(project, `the table ${head.id} has a project`);
      const { policy } = await policyInForce(tx, actor.cityId, project.cycleId);
      return head.kind === "roster"
        ? judgeRoster(tx, project, policy, read)
        : judgeSupportRows(tx, project, policy, read, today);
    }
    case "provincial":
    case "opening":
      return judgeTrainingRows(tx, actor.cityId, head.kind, read, today);
    case "mooc":
    case "teachers":
      throw new Error(`tables of the kind ${head.kind} are judged by their own feature`);
    default:
      return head.kind satisfies never;
  }
}
