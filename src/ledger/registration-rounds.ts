import type { Reopening, Round } from "@/rules/deadlines";
import type { Tx } from "@/server/db";
import { sql } from "@/server/sql";

/** The rounds of a city with their last days, and the reopenings that hold: of several of a school, kind and round the newest. */
export async function readRounds(tx: Tx, cityId: number): Promise<{ rounds: Round[]; reopenings: Reopening[] }> {
  const [rounds, reopenings] = await Promise.all([
    tx.rows<Round>(sql`
      select r.id, r.from_year as "fromYear", r.to_year as "toYear",
        coalesce(json_agg(json_build_object('source', d.source, 'lastDay', d.last_day) order by d.source)
          filter (where d.source is not null), '[]') as deadlines
      from registration_rounds r left join round_deadlines d on d.city_id = r.city_id and d.round_id = r.id
      where r.city_id = ${cityId} group by r.id, r.from_year, r.to_year order by r.from_year`),
    tx.rows<Reopening>(sql`
      select distinct on (o.round_id, o.school_id, o.source)
        o.round_id as "roundId", o.school_id as "schoolId", o.source, o.last_day as "lastDay"
      from round_reopenings o where o.city_id = ${cityId}
      order by o.round_id, o.school_id, o.source, o.created_at desc`),
  ]);
  return { rounds, reopenings };
}
