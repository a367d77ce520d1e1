import type { Actor } from "@/server/actor";
import { transaction } from "@/server/db";
import { SessionEnded } from "@/server/errors";
import { sql } from "@/server/sql";

/** Ends every session of the account, at once and everywhere: a copied cookie is worth nothing afterwards. */
export async function signOut(actor: Actor, now: Date): Promise<void> {
  try {
    await transaction(actor, async (tx) => {
      await tx.run(sql`update accounts set session_version = session_version + 1
        where city_id = ${actor.cityId} and id = ${actor.accountId}`);
      await tx.run(sql`insert into audit_events (city_id, account_id, kind, at)
        values (${actor.cityId}, ${actor.accountId}, 'sign-out', ${now})`);
    });
  } catch (error) {
    if (!(error instanceof SessionEnded)) throw error;
  }
}
