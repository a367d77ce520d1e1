import type { Employment } from "@/rules/duty";
import { owesOtherYears } from "@/rules/duty";
import type { CyclePolicy } from "@/rules/policy";
import type { Tx } from "@/server/db";
import { sql } from "@/server/sql";
import { type CycleVersion, withPolicy } from "./cycle-policy";

/** The policies of the city's closed cycles: what was owed in them stays as it was. */
async function closedPolicies(tx: Tx, cityId: number): Promise<CyclePolicy[]> {
  const closed = await tx.rows<CycleVersion>(sql`
    select c.id as "cycleId", c.name as "cycleName", max(p.version) as version, true as closed
    from cycles c join cycle_policies p on p.city_id = c.city_id and p.cycle_id = c.id
    where c.city_id = ${cityId} and c.closed_at is not null group by c.city_id, c.id, c.name`);
  const policies: CyclePolicy[] = [];
  for (const cycle of closed) policies.push((await withPolicy(tx, cityId, cycle)).policy);
  return policies;
}

/**
 * Of these people, those who would owe other years of a closed cycle if their employments were others.
 * @param changed the employments that somebody would have, of those that are kept
 */
export async function owingOtherwise(
  tx: Tx,
  cityId: number,
  teacherIds: readonly number[],
  changed: (teacherId: number, kept: readonly Employment[]) => readonly Employment[],
): Promise<ReadonlySet<number>> {
  const policies = await closedPolicies(tx, cityId);
  if (policies.length === 0 || teacherIds.length === 0) return new Set();
  const rows = await tx.rows<{ teacherId: number; kept: Employment[] }>(sql`
    select m.teacher_id as "teacherId", json_agg(json_build_object('from', m.starts_on, 'to', m.ends_on)) as kept
    from employments_of(${cityId}, ${teacherIds}::int[]) m group by m.teacher_id`);
  const other = rows.filter(({ teacherId, kept }) => owesOtherYears(policies, kept, changed(teacherId, kept)));
  return new Set(other.map(({ teacherId }) => teacherId));
}
