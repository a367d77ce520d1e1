import type { Actor } from "@/server/actor";
import { authorize } from "@/server/authorize";
import { transaction } from "@/server/db";
import { sql } from "@/server/sql";
import { type CycleHead, readCycleHeads } from "./cycle-head";

export interface CycleCounts {
  /** Those of the actor's place who have a balance in it. */
  teachers: number;
  complete: number;
  /** Whose balance is by an older version of the policy. */
  older: number;
}

export interface CycleRow extends CycleHead, CycleCounts {}

/** The cycles of the city, the newest first, with how many teachers of the actor's place have completed them. */
export async function listCycles(actor: Actor): Promise<CycleRow[]> {
  authorize(actor, "cycle:read");
  return transaction(actor, async (tx) => {
    const [heads, counts] = await Promise.all([
      readCycleHeads(tx, actor.cityId),
      tx.rows<CycleCounts & { id: number }>(sql`
        select b.cycle_id as id, count(*)::int as teachers, count(*) filter (where b.complete)::int as complete,
          count(*) filter (where b.policy_version < p.version)::int as older
        from balances b join (select cycle_id, max(version) as version from cycle_policies where city_id = ${actor.cityId}
          group by cycle_id) p on p.cycle_id = b.cycle_id
        where b.city_id = ${actor.cityId} group by b.cycle_id`),
    ]);
    const byCycle = new Map(counts.map(({ id, ...count }) => [id, count]));
    return heads.map((head) => ({ ...head, ...(byCycle.get(head.id) ?? { teachers: 0, complete: 0, older: 0 }) }));
  });
}
