import type { CalendarDate } from "@/rules/calendar";
import type { Role } from "@/rules/permissions";
import type { Actor } from "@/server/actor";
import { authorize } from "@/server/authorize";
import { transaction } from "@/server/db";
import { sql } from "@/server/sql";

export interface DeputyLine {
  id: number;
  role: Role;
  organisationId: number;
  organisationName: string;
  /** The deputy, for whom named one; the absent officer, for whom was named. */
  otherName: string;
  fromDay: CalendarDate;
  toDay: CalendarDate;
  ended: boolean;
}

export interface Deputies {
  /** Whom the actor may name; empty for who may name nobody. */
  candidates: { accountId: number; name: string; organisationName: string }[];
  /** Whom the actor named for the present role, the newest first. */
  own: DeputyLine[];
  /** For whom the actor is named, if it isn't over. */
  forOthers: DeputyLine[];
}

const SHOWN = 20;

/** The actor's deputies, and those whose deputy the actor is. */
export async function listDeputies(actor: Actor, today: CalendarDate): Promise<Deputies> {
  authorize(actor, "account:own");
  const { cityId, accountId } = actor;
  const columns = sql`d.id, d.role, d.organisation_id as "organisationId", o.name as "organisationName", a.display_name as "otherName",
    d.from_day as "fromDay", d.to_day as "toDay", d.ended_at is not null as ended`;
  return transaction(actor, async (tx) => {
    const [candidates, own, forOthers] = await Promise.all([
      tx.rows<Deputies["candidates"][number]>(sql`
        select account_id as "accountId", display_name as name, organisation_name as "organisationName"
        from deputy_candidates() order by display_name, account_id`),
      tx.rows<DeputyLine>(sql`
        select ${columns} from deputies d
        join organisations o on o.city_id = d.city_id and o.id = d.organisation_id
        join accounts a on a.city_id = d.city_id and a.id = d.deputy_account_id
        where d.city_id = ${cityId} and d.absent_account_id = ${accountId} and d.role = ${actor.role}::role
          and d.organisation_id = ${actor.organisationId}
        order by d.from_day desc, d.id desc limit ${SHOWN}`),
      tx.rows<DeputyLine>(sql`
        select ${columns} from deputies d
        join organisations o on o.city_id = d.city_id and o.id = d.organisation_id
        join accounts a on a.city_id = d.city_id and a.id = d.absent_account_id
        where d.city_id = ${cityId} and d.deputy_account_id = ${accountId} and d.ended_at is null and d.to_day >= ${today}
        order by d.from_day, d.id limit ${SHOWN}`),
    ]);
    return { candidates, own, forOthers };
  });
}
