import { z } from "zod";
import type { Actor } from "@/server/actor";
import { authorize } from "@/server/authorize";
import { transaction } from "@/server/db";
import { sql } from "@/server/sql";

export interface ReceivingSchool {
  id: number;
  code: string;
  name: string;
  /** Null for a city-direct school. */
  countyName: string | null;
}

/** A name or code, as it stands in the address. */
export const ReceivingQuery = z.string().trim().max(60).catch("");

const MOST = 20;
const LIKE_SIGNS = /[\\%_]/g;

/** The other schools of the city whose name has the words, or whose code begins so. */
export async function findReceivingSchools(actor: Actor, typed: string): Promise<ReceivingSchool[]> {
  authorize(actor, "teacher:manage");
  const word = typed.normalize("NFKC").replace(/\s+/g, "").replace(LIKE_SIGNS, "\\$&");
  if (word === "") return [];
  return transaction(actor, (tx) =>
    tx.rows<ReceivingSchool>(sql`
      select o.id, o.code, o.name, c.name as "countyName"
      from organisations o left join organisations c on c.city_id = o.city_id and c.id = o.county_id
      where o.city_id = ${actor.cityId} and o.kind = 'school' and o.closed_on is null and o.id <> ${actor.organisationId}
        and (o.name ilike ${`%${word}%`} or o.code like ${`${word}%`})
      order by o.code limit ${MOST}`),
  );
}
