import type { Actor } from "@/server/actor";
import { authorize } from "@/server/authorize";
import { transaction } from "@/server/db";
import { sql } from "@/server/sql";

/**
 * Puts on record that a list was taken out, and which filters were set: a list of people is bulk data about them. What was
 * searched for is left out, it may be a name.
 */
export async function recordExport(actor: Actor, list: string, filters: readonly string[], now: Date): Promise<void> {
  authorize(actor, "list:export");
  await transaction(actor, (tx) =>
    tx.run(sql`insert into audit_events (city_id, account_id, kind, subject, reason, at)
      values (${actor.cityId}, ${actor.accountId}, 'list-exported', ${list}, ${filters.join(" ")}, ${now})`),
  );
}
