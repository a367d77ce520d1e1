import type { Tx } from "@/server/db";
import { sql } from "@/server/sql";
import { GENESIS } from "./chain";
import { renewBalances } from "./renew-balances";

/**
 * After people were taken on, have left or moved: opens their balances in every cycle that isn't closed, puts them where the
 * teachers work now, and counts them anew by the rules. In the transaction that changed the employments, as who keeps the teachers.
 */
export async function keepBalances(tx: Tx, cityId: number, teacherIds: readonly number[]): Promise<void> {
  if (teacherIds.length === 0) return;
  await tx.run(sql`
    insert into balances (city_id, teacher_id, cycle_id, school_id, county_id, policy_version, required_total_tenths,
      required_online_tenths, year_total_tenths, year_online_met_tenths, head_hash)
    select t.city_id, t.id, c.id, t.school_id, t.county_id, 0, 0, 0, '{}', '{}', ${GENESIS}
    from teachers t join cycles c on c.city_id = t.city_id and c.closed_at is null
    where t.city_id = ${cityId} and t.id = any(${teacherIds}::int[])
    on conflict do nothing`);
  // Held before they are read, in the order in which whoever posts holds them.
  const held = await tx.rows<{ teacherId: number; cycleId: number }>(sql`
    select b.teacher_id as "teacherId", b.cycle_id as "cycleId"
    from balances b join cycles c on c.city_id = b.city_id and c.id = b.cycle_id and c.closed_at is null
    where b.city_id = ${cityId} and b.teacher_id = any(${teacherIds}::int[])
    order by b.teacher_id, b.cycle_id for update of b`);
  const cycles = [...new Set(held.map(({ cycleId }) => cycleId))];
  await tx.run(sql`
    update balances b set school_id = t.school_id, county_id = t.county_id from teachers t
    where b.city_id = ${cityId} and b.teacher_id = any(${teacherIds}::int[]) and b.cycle_id = any(${cycles}::int[])
      and t.city_id = b.city_id and t.id = b.teacher_id
      and (b.school_id, b.county_id) is distinct from (t.school_id, t.county_id)`);
  for (const cycleId of cycles) {
    const theirs = held.filter((one) => one.cycleId === cycleId).map(({ teacherId }) => teacherId);
    await renewBalances(tx, cityId, cycleId, theirs);
  }
}
