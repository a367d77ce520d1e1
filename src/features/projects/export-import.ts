import type { Violation } from "@/rules/verdict";
import type { Actor } from "@/server/actor";
import { authorize } from "@/server/authorize";
import { transaction } from "@/server/db";
import { type ImportHead, readHead } from "@/server/imports/import-head";
import { readRows } from "@/server/imports/import-rows";
import { sql } from "@/server/sql";

interface ExportedRow {
  cells: string[];
  violations: Violation[];
}

const AT_ONCE = 2_000;

/**
 * A table as it stands, row by row, with what is wrong beside each: to be mended by those who brought it. It holds ID numbers,
 * so that it was taken out goes on record.
 * @throws NotFound
 */
export async function exportImport(
  actor: Actor,
  importId: string,
  now: Date,
): Promise<{ head: ImportHead; rows: AsyncIterable<ExportedRow> }> {
  authorize(actor, "roster:bring");
  const head = await transaction(actor, async (tx) => {
    const found = await readHead(tx, actor, importId);
    await tx.run(sql`insert into audit_events (city_id, account_id, kind, subject, at)
      values (${actor.cityId}, ${actor.accountId}, 'table-exported', ${`import ${found.id}`}, ${now})`);
    return found;
  });
  return { head, rows: rowsOf(actor, head.id) };
}

async function* rowsOf(actor: Actor, importId: string): AsyncGenerator<ExportedRow> {
  for (let after = 0; ; ) {
    const rows = await transaction(actor, (tx) => readRows(tx, actor, importId, sql`and r.line > ${after}`, AT_ONCE));
    for (const { cells, violations } of rows) yield { cells, violations };
    const last = rows.at(-1);
    if (!last || rows.length < AT_ONCE) return;
    after = last.line;
  }
}
