import type { Actor } from "@/server/actor";
import { authorize } from "@/server/authorize";
import { transaction } from "@/server/db";
import { sql } from "@/server/sql";

export interface RoundChange {
  id: number;
  kind: "round-made" | "round-changed" | "deadline-changed";
  /** What auditRound wrote: the round, then what of it. */
  told: string[];
  reason: string | null;
  byName: string;
  at: Date;
}

const MOST = 50;

/** Who made and changed rounds and last days, and why; the newest first. */
export async function listRoundChanges(actor: Actor): Promise<RoundChange[]> {
  authorize(actor, "round:manage");
  return transaction(actor, (tx) =>
    tx.rows<RoundChange>(sql`
      select v.id, v.kind, string_to_array(v.subject, '/') as told, v.reason, a.display_name as "byName", v.at
      from audit_events v join accounts a on a.city_id = v.city_id and a.id = v.account_id
      where v.city_id = ${actor.cityId} and v.kind in ('round-made', 'round-changed', 'deadline-changed')
      order by v.id desc limit ${MOST}`),
  );
}
