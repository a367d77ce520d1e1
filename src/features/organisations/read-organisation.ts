import type { CalendarDate } from "@/rules/calendar";
import { keepsPlace } from "@/rules/organisation-desk";
import type { SchoolStage } from "@/rules/school-stages";
import type { Actor } from "@/server/actor";
import { authorize } from "@/server/authorize";
import { type Tx, transaction } from "@/server/db";
import { sql } from "@/server/sql";
import { findPlace, type Place } from "./place";

export interface PlaceAccount {
  id: number;
  name: string;
  loginName: string;
  loginKind: "teacher" | "school" | "staff";
  disabledAt: Date | null;
  /** Of a password that was handed over and not yet replaced by an own one. */
  oneTimeUntil: Date | null;
  mustChangePassword: boolean;
}

export interface Past {
  id: number;
  code: string | null;
  name: string;
  stage: SchoolStage | null;
  countyId: number | null;
  countyName: string | null;
  until: CalendarDate;
  reason: string;
  byName: string;
  at: Date;
}

export interface OrganisationView {
  place: Place;
  /** May the desk change what it is, beside who acts for it? */
  kept: boolean;
  accounts: PlaceAccount[];
  /** On post. */
  teachers: number;
  /** The newest first; of a closed place the first says why. */
  pasts: Past[];
  /** Schools that became a part of it. */
  parts: { id: number; name: string; closedOn: CalendarDate }[];
}

/**
 * A place with those who act for it, and what it was before.
 * @throws NotFound
 */
export async function readOrganisation(actor: Actor, id: number): Promise<OrganisationView> {
  authorize(actor, "organisation:manage");
  return transaction(actor, async (tx) => {
    const place = await findPlace(tx, actor, id);
    const [accounts, counted, pasts, parts] = await Promise.all([
      accountsAt(tx, actor, id),
      tx.first<{ teachers: number }>(sql`
        select count(*)::int as teachers from employments m
        where m.city_id = ${actor.cityId} and m.school_id = ${id} and m.ends_on is null`),
      tx.rows<Past>(sql`
        select p.id, p.code, p.name, p.stage, p.county_id as "countyId", c.name as "countyName", p.until, p.reason,
          a.display_name as "byName", p.at
        from organisation_pasts p
        left join organisations c on c.city_id = p.city_id and c.id = p.county_id
        join accounts a on a.city_id = p.city_id and a.id = p.account_id
        where p.city_id = ${actor.cityId} and p.organisation_id = ${id} order by p.id desc`),
      tx.rows<OrganisationView["parts"][number]>(sql`
        select id, name, closed_on as "closedOn" from organisations
        where city_id = ${actor.cityId} and merged_into_id = ${id} order by closed_on, id`),
    ]);
    return { place, kept: keepsPlace(actor, place), accounts, teachers: counted?.teachers ?? 0, pasts, parts };
  });
}

function accountsAt(tx: Tx, actor: Actor, id: number): Promise<PlaceAccount[]> {
  return tx.rows<PlaceAccount>(sql`
    select a.id, a.display_name as name, a.login_name as "loginName", a.login_kind as "loginKind", a.disabled_at as "disabledAt",
      a.one_time_until as "oneTimeUntil", a.must_change_password as "mustChangePassword"
    from accounts a
    where a.city_id = ${actor.cityId} and (exists (select 1 from account_roles r where r.city_id = a.city_id and r.account_id = a.id
        and r.organisation_id = ${id} and r.role not in ('teacher', 'platform'))
      or (a.login_school_id = ${id} and a.disabled_at is not null))
    order by a.disabled_at is not null, a.display_name, a.id`);
}
