import { z } from "zod";
import { IMPORT_FIELDS, IMPORT_KINDS, type ImportKind, type LayoutChanges } from "@/rules/import-layouts";
import type { Actor } from "@/server/actor";
import { authorize } from "@/server/authorize";
import { transaction } from "@/server/db";
import { choice } from "@/server/form-fields";
import { readLayoutChanges } from "@/server/imports/table-fields";
import { done, type Result } from "@/server/result";
import { sql } from "@/server/sql";

/** Further headings by field, as a form sends them: several with a comma between. */
export const LayoutInput = z.looseObject({ kind: choice(IMPORT_KINDS) });
export type LayoutInput = z.output<typeof LayoutInput>;

const MOST_HEADING = 40;
const MOST_HEADINGS = 10;

/** The headings that the city has added for a kind of table, beside those that everybody uses. */
export async function readImportLayout(actor: Actor, kind: ImportKind): Promise<LayoutChanges> {
  authorize(actor, "province:import");
  return transaction(actor, (tx) => readLayoutChanges(tx, actor.cityId, kind));
}

/** The other side's table has changed: under which headings its columns stand now is data of the city. */
export async function saveImportLayout(actor: Actor, input: LayoutInput, now: Date): Promise<Result<ImportKind>> {
  authorize(actor, "province:import");
  const layout = Object.fromEntries(
    IMPORT_FIELDS[input.kind].flatMap(({ name }) => {
      const headings = headingsOf(input[name]);
      return headings.length > 0 ? [[name, headings]] : [];
    }),
  );
  return transaction(actor, async (tx) => {
    await tx.run(sql`
      insert into import_layouts (city_id, kind, layout) values (${actor.cityId}, ${input.kind}::import_kind, ${JSON.stringify(layout)}::jsonb)
      on conflict (city_id, kind) do update set layout = excluded.layout`);
    await tx.run(sql`insert into audit_events (city_id, account_id, kind, subject, at)
      values (${actor.cityId}, ${actor.accountId}, 'import-layout', ${input.kind}, ${now})`);
    return done(input.kind);
  });
}

function headingsOf(typed: unknown): string[] {
  if (typeof typed !== "string") return [];
  return typed
    .toWellFormed()
    .split(/[,，、;；\n]+/)
    .map((heading) => [...heading.trim()].slice(0, MOST_HEADING).join(""))
    .filter((heading) => heading !== "")
    .slice(0, MOST_HEADINGS);
}
