import type { SchoolSource } from "@/rules/rounds";
import type { Tx } from "@/server/db";
import { sql } from "@/server/sql";

/** How far a school is with a kind of a round. */
export interface SchoolWork {
  roundId: number;
  source: SchoolSource;
  /** Entries whose first review is open, and those that were returned. */
  atSchool: number;
  returned: number;
  /** Entries on their way beyond the school, or arrived: the rows of its table. */
  rows: number;
  /** Is its first table reported, and not returned? */
  reported: boolean;
}

/** By round and kind; where a school has no entry there is none. */
export function readSchoolWork(tx: Tx, cityId: number, schoolId: number): Promise<SchoolWork[]> {
  return tx.rows<SchoolWork>(sql`
    select r.id as "roundId", e.source, count(*) filter (where e.status = 'at_school')::int as "atSchool",
      count(*) filter (where e.status = 'returned')::int as returned,
      count(*) filter (where e.status in ('at_county', 'at_city', 'posted'))::int as rows,
      exists (select 1 from summary_tables t where t.city_id = ${cityId} and t.round_id = r.id and t.source = e.source
        and t.unit_id = ${schoolId} and t.number = 1 and t.status <> 'returned') as reported
    from registration_rounds r join credit_entries e on e.city_id = r.city_id and e.school_id = ${schoolId}
      and e.source in ('degree', 'mooc') and e.year between r.from_year and r.to_year
      and e.status in ('at_school', 'returned', 'at_county', 'at_city', 'posted')
    where r.city_id = ${cityId} group by r.id, e.source`);
}
