import { invariant } from "@/rules/invariant";
import type { Actor } from "@/server/actor";
import { authorize } from "@/server/authorize";
import { type Tx, transaction } from "@/server/db";
import { sql } from "@/server/sql";

/** A place that may have hosted what a teacher describes. */
export interface ReportHost {
  id: number;
  name: string;
}

/** Whom a teacher can ask: the bureau, the own county and school, the departments at the city and of the own county. */
export async function listReportHosts(actor: Actor): Promise<ReportHost[]> {
  authorize(actor, "report:send");
  return transaction(actor, (tx) => reportHosts(tx, actor));
}

export function reportHosts(tx: Tx, actor: Actor): Promise<ReportHost[]> {
  // The personnel office hosts support teaching alone, which isn't measured by hours.
  return tx.rows<ReportHost>(sql`
    select o.id, o.name from teachers t
    join organisations o on o.city_id = t.city_id and o.closed_on is null and (
      o.kind = 'city' or o.id = t.county_id or o.id = t.school_id
      or (o.kind = 'office' and o.office <> 'personnel' and (o.county_id is null or o.county_id = t.county_id)))
    where t.city_id = ${actor.cityId} and t.id = ${actor.teacherId}
    order by array_position(array['city', 'county', 'office', 'school']::organisation_kind[], o.kind), o.county_id nulls first, o.id`);
}

/** The city's bureau, which registers and posts. */
export async function bureauOf(tx: Tx, cityId: number): Promise<number> {
  const bureau = await tx.first<{ id: number }>(sql`
    select id from organisations where city_id = ${cityId} and kind = 'city'`);
  invariant(bureau, `city ${cityId} has a bureau`);
  return bureau.id;
}
