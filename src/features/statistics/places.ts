import type { SchoolStage } from "@/rules/school-stages";
import type { Actor } from "@/server/actor";
import type { Tx } from "@/server/db";
import { inScope } from "@/server/scope";
import { type Statement, sql } from "@/server/sql";

/** A school with the county or zone that is its superior; null: directly under the city. */
export interface SchoolPlace {
  id: number;
  name: string;
  code: string | null;
  stage: SchoolStage | null;
  countyId: number | null;
  countyCode: string | null;
  countyName: string | null;
}

/** Where figures are asked for, inside the actor's place: a county («direct»: the schools under the city), a stage. */
export interface Within {
  county?: number | "direct" | undefined;
  stage?: SchoolStage | undefined;
}

/** All schools of the city by id. */
export async function readSchools(tx: Tx, cityId: number): Promise<Map<number, SchoolPlace>> {
  const schools = await tx.rows<SchoolPlace>(sql`
    select s.id, s.name, s.code, s.stage, s.county_id as "countyId", c.code as "countyCode",
      c.name as "countyName"
    from organisations s left join organisations c on c.city_id = s.city_id and c.id = s.county_id
    where s.city_id = ${cityId} and s.kind = 'school'`);
  return new Map(schools.map((school) => [school.id, school]));
}

/** The balance rows `b` of the actor's place in a cycle, further narrowed. */
export function balancesOf(actor: Actor, cycleId: number, { county, stage }: Within = {}): Statement {
  const place = inScope(actor, { teacher: sql`b.teacher_id`, school: sql`b.school_id`, county: sql`b.county_id` });
  const inCounty = county === "direct" ? sql`b.county_id is null` : sql`b.county_id = ${county}`;
  return sql`b.city_id = ${actor.cityId} and b.cycle_id = ${cycleId} and ${place}
    ${county === undefined ? sql`` : sql`and ${inCounty}`}
    ${stage === undefined ? sql`` : sql`and b.school_id in (${schoolsOfStage(actor.cityId, stage)})`}`;
}

const schoolsOfStage = (cityId: number, stage: SchoolStage) => sql`
  select o.id from organisations o where o.city_id = ${cityId} and o.kind = 'school' and o.stage = ${stage}::school_stage`;
