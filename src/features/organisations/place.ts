import type { CalendarDate } from "@/rules/calendar";
import { keepsRoleAt, type OrganisationKind } from "@/rules/organisation-desk";
import type { OfficeDuty } from "@/rules/projects";
import type { SchoolStage } from "@/rules/school-stages";
import type { Actor } from "@/server/actor";
import type { Tx } from "@/server/db";
import { NotFound } from "@/server/errors";
import { sql } from "@/server/sql";

export interface Place {
  id: number;
  kind: OrganisationKind;
  code: string | null;
  name: string;
  stage: SchoolStage | null;
  isPrivate: boolean;
  office: OfficeDuty | null;
  countyId: number | null;
  countyName: string | null;
  closedOn: CalendarDate | null;
  mergedInto: { id: number; name: string } | null;
}

/**
 * A place that the actor's desk keeps, or the desk's own.
 * @throws NotFound
 */
export async function findPlace(tx: Tx, actor: Actor, id: number): Promise<Place> {
  const found = await tx.first<Place>(sql`
    select o.id, o.kind, o.code, o.name, o.stage, o.is_private as "isPrivate", o.office, o.county_id as "countyId",
      c.name as "countyName", o.closed_on as "closedOn",
      case when m.id is not null then jsonb_build_object('id', m.id, 'name', m.name) end as "mergedInto"
    from organisations o
    left join organisations c on c.city_id = o.city_id and c.id = o.county_id
    left join organisations m on m.city_id = o.city_id and m.id = o.merged_into_id
    where o.city_id = ${actor.cityId} and o.id = ${id}`);
  if (!found || !keepsRoleAt(actor, found)) throw new NotFound();
  return found;
}
