import type { Reopening, Round } from "@/rules/deadlines";
import type { Tx } from "@/server/db";
import { sql } from "@/server/sql";

/** Sets the locks of a city's rounds apart from whatever else is locked by number. */
const ROUNDS = 4110;

/** Who changes the rounds of a city waits for whoever else does, and for those who report by them, until the transaction ends. */
export const lockRounds = (tx: Tx, cityId: number) =>
  tx.rows(sql`select pg_advisory_xact_lock(${ROUNDS}::int, ${cityId}::int)`);

/** The rounds of a city stay as they are until the transaction ends. */
export const keepRounds = (tx: Tx, cityId: number) =>
  tx.rows(sql`select pg_advisory_xact_lock_shared(${ROUNDS}::int, ${cityId}::int)`);

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
