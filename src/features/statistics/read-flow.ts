import { BEGAN_OR_ENDED, OPEN } from "@/ledger/single-steps";
import { addDays, type CalendarDate, calendarDateInShanghai, daysBetween, startOfDay } from "@/rules/calendar";
import type { EntryStatus } from "@/rules/credit-entry";
import type { Actor } from "@/server/actor";
import { authorize } from "@/server/authorize";
import { transaction } from "@/server/db";
import { inScope } from "@/server/scope";
import { sql } from "@/server/sql";

const WEEKS = 12;

/** A week from Monday to Sunday, in Asia/Shanghai; the last one goes on. */
export interface FlowWeek {
  monday: CalendarDate;
  /** Declared, registered or brought again, so that somebody's step began. */
  arrived: number;
  /** Left all steps: the sum of the four that follow. */
  decided: number;
  posted: number;
  returned: number;
  refused: number;
  withdrawn: number;
}

/**
 * What came into the bank's steps and what left them, of the entries of the actor's place that are decided singly (rosters
 * are decided as one, online results by rule at once). What waited before, and arrived, and was not decided, waits now.
 */
export interface Flow {
  /** The last twelve, the oldest first. */
  weeks: FlowWeek[];
  /** Where entries wait now. */
  waiting: { school: number; county: number; city: number };
}

export async function readFlow(actor: Actor, now: Date): Promise<Flow> {
  authorize(actor, "statistics:read");
  const today = calendarDateInShanghai(now);
  const monday = addDays(today, -weekday(today));
  const first = addDays(monday, -7 * (WEEKS - 1));
  const { cityId } = actor;
  const placed = (row: "v" | "e") =>
    row === "v"
      ? inScope(actor, { teacher: sql`v.teacher_id`, school: sql`v.school_id`, county: sql`v.county_id` })
      : inScope(actor, { teacher: sql`e.teacher_id`, school: sql`e.school_id`, county: sql`e.county_id` });
  const [moves, waiting] = await transaction(actor, (tx) =>
    Promise.all([
      // The index entry_events_singly holds all that is asked here.
      tx.rows<{ week: CalendarDate; arrives: boolean; to: EntryStatus; entries: number }>(sql`
        select date_trunc('week', v.at at time zone 'Asia/Shanghai')::date as week, v.to_status = any(${OPEN}) as arrives,
          v.to_status as "to", count(*)::int as entries
        from entry_events v
        where v.city_id = ${cityId} and v.at >= ${startOfDay(first)} and ${placed("v")} and ${BEGAN_OR_ENDED}
        group by 1, 2, 3`),
      tx.rows<{ kind: "school" | "county" | "city"; entries: number }>(sql`
        select o.kind, sum(h.entries)::int as entries
        from (
          select e.holder_id, count(*) as entries from credit_entries e
          where e.city_id = ${cityId} and e.holder_id is not null and not e.with_roster and ${placed("e")} group by 1
        ) h join organisations o on o.city_id = ${cityId} and o.id = h.holder_id group by 1`),
    ]),
  );
  const weeks = Array.from({ length: WEEKS }, (_, index): FlowWeek => {
    const of = addDays(first, 7 * index);
    return { monday: of, arrived: 0, decided: 0, posted: 0, returned: 0, refused: 0, withdrawn: 0 };
  });
  for (const { week, arrives, to, entries } of moves) {
    const of = weeks[daysBetween(first, week) / 7];
    if (of) add(of, arrives ? "arrived" : to, entries);
  }
  const at = (holder: keyof Flow["waiting"]) => waiting.find(({ kind }) => kind === holder)?.entries ?? 0;
  return { weeks, waiting: { school: at("school"), county: at("county"), city: at("city") } };
}

function add(week: FlowWeek, what: EntryStatus | "arrived", entries: number): void {
  if (what !== "arrived") week.decided += entries;
  if (what === "arrived" || what === "posted" || what === "returned" || what === "refused" || what === "withdrawn")
    week[what] += entries;
}

/** 0 for Monday. */
const weekday = (day: CalendarDate): number => (new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7;
