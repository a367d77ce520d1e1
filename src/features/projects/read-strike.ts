import type { Actor } from "@/server/actor";
import { authorize } from "@/server/authorize";
import { transaction } from "@/server/db";
import { sql } from "@/server/sql";
import type { Participant } from "./list-participants";

/** What an approval would be, so that the sum is known before it. */
export interface Strike {
  /** Those who would be struck out. */
  struck: Pick<Participant, "entryId" | "teacherName" | "schoolName" | "creditsTenths">[];
  /** What would be approved: without them, and without the reviewer's own rows. */
  left: { participants: number; creditsTenths: number };
}

/** Sums up a roster without those whom a reviewer has picked out to be struck. */
export async function readStrike(actor: Actor, projectId: string, entryIds: readonly string[]): Promise<Strike> {
  authorize(actor, "project:read");
  const live = sql`e.city_id = ${actor.cityId} and e.project_id = ${projectId} and e.with_roster
    and e.status not in ('refused', 'withdrawn', 'revoked')`;
  const chosen = sql`e.id = any(${entryIds}::uuid[])`;
  return transaction(actor, async (tx) => {
    const [struck, left] = await Promise.all([
      tx.rows<Strike["struck"][number]>(sql`
        select e.id as "entryId", t.name as "teacherName", s.name as "schoolName", e.credits_tenths as "creditsTenths"
        from credit_entries e
        join teachers t on t.city_id = e.city_id and t.id = e.teacher_id
        join organisations s on s.city_id = e.city_id and s.id = e.school_id
        where ${live} and ${chosen} order by t.pinyin, e.id`),
      tx.first<Strike["left"]>(sql`
        select count(distinct e.teacher_id) as participants, coalesce(sum(e.credits_tenths), 0) as "creditsTenths"
        from credit_entries e
        where ${live} and not ${chosen} and e.teacher_id is distinct from ${actor.teacherId}::int`),
    ]);
    return { struck, left: left ?? { participants: 0, creditsTenths: 0 } };
  });
}
