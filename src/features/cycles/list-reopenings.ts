import { type CalendarDate, calendarDateInShanghai, compareDates } from "@/rules/calendar";
import type { SchoolSource } from "@/rules/rounds";
import type { Actor } from "@/server/actor";
import { authorize } from "@/server/authorize";
import { transaction } from "@/server/db";
import { sql } from "@/server/sql";

export interface ReopeningRow {
  roundId: number;
  fromYear: number;
  toYear: number;
  schoolId: number;
  schoolName: string;
  source: SchoolSource;
  lastDay: CalendarDate;
  reason: string;
  byName: string;
  at: Date;
  /** A newer one has taken its place; it is over; the school is let in. */
  standing: "replaced" | "ended" | "open";
}

const MOST = 100;

/** Which schools were let in again, by whom and why, the newest first. */
export async function listReopenings(actor: Actor, now: Date): Promise<ReopeningRow[]> {
  authorize(actor, "round:manage");
  const today = calendarDateInShanghai(now);
  const rows = await transaction(actor, (tx) =>
    tx.rows<Omit<ReopeningRow, "standing"> & { replaced: boolean }>(sql`
      select o.round_id as "roundId", r.from_year as "fromYear", r.to_year as "toYear", o.school_id as "schoolId",
        s.name as "schoolName", o.source, o.last_day as "lastDay", o.reason, a.display_name as "byName", o.created_at as at,
        exists (select 1 from round_reopenings n where n.city_id = o.city_id and n.round_id = o.round_id
          and n.school_id = o.school_id and n.source = o.source and n.created_at > o.created_at) as replaced
      from round_reopenings o
      join registration_rounds r on r.city_id = o.city_id and r.id = o.round_id
      join organisations s on s.city_id = o.city_id and s.id = o.school_id
      join accounts a on a.city_id = o.city_id and a.id = o.account_id
      where o.city_id = ${actor.cityId} order by o.created_at desc, o.school_id, o.source limit ${MOST}`),
  );
  return rows.map(({ replaced, ...row }) => ({
    ...row,
    standing: replaced ? "replaced" : compareDates(row.lastDay, today) < 0 ? "ended" : "open",
  }));
}
