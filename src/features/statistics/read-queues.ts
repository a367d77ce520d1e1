import { OPEN, SINGLY } from "@/ledger/single-steps";
import { addDays, type CalendarDate, calendarDateInShanghai, daysBetween, startOfDay } from "@/rules/calendar";
import type { CreditSource, EntryStatus } from "@/rules/credit-entry";
import { type Forecast, forecastQueue, PACE_DAYS, WAITING_DAYS } from "@/rules/forecast";
import type { Actor } from "@/server/actor";
import { authorize } from "@/server/authorize";
import { transaction } from "@/server/db";
import { inScope } from "@/server/scope";
import { sql } from "@/server/sql";

/** So many schools' queues are told, those with the oldest entry first. */
const SCHOOLS = 20;

/** What waits singly at one holder: a school, a county's office or the city's; rosters wait as one, in a list of their own. */
export interface Queue {
  holderId: number;
  name: string;
  kind: "school" | "county" | "city";
  countyName: string | null;
  waiting: number;
  /** By age: up to 3, 7 and 14 days (`WAITING_DAYS`), more. */
  byAge: number[];
  /** The oldest has waited since. */
  since: Date | null;
  /** Of the last four weeks (`PACE_DAYS`); null where the actor sees only a part of the queue. */
  pace: { arrived: number; decided: number } | null;
  /** Null for the same reason. */
  forecast: Forecast | null;
}

/** The queues that concern the actor's place, as far as its own entries are in them. */
export interface Queues {
  /** The next last day of a round that is not over. */
  deadline: { source: CreditSource; lastDay: CalendarDate; daysLeft: number } | null;
  /** The city's, if anything of the place waits there. */
  city: Queue | null;
  /** By what has waited longest. */
  counties: Queue[];
  /** The slowest schools, by what has waited longest. */
  schools: Queue[];
  /** Schools at which something waits. */
  schoolsWaiting: number;
}

interface HeldRow extends Pick<Queue, "holderId" | "name" | "kind" | "countyName" | "waiting"> {
  /** 0: longer than all of `WAITING_DAYS`. */
  age: number;
  since: Date;
}

interface MoveRow {
  status: EntryStatus;
  /** The school, or the county of its superior, that the entry was submitted under. */
  placeId: number | null;
  arrived: number;
  decided: number;
}

export async function readQueues(actor: Actor, now: Date): Promise<Queues> {
  authorize(actor, "statistics:read");
  const today = calendarDateInShanghai(now);
  const { cityId } = actor;
  // An entry that came on the day itself, or later, is younger than the limit.
  const ages = WAITING_DAYS.map((days) => startOfDay(addDays(today, -days))).reverse();
  const [held, moves, deadline] = await transaction(actor, (tx) =>
    Promise.all([
      tx.rows<HeldRow>(sql`
        select h.holder_id as "holderId", o.name, o.kind, c.name as "countyName", h.age, h.waiting, h.since
        from (
          select e.holder_id, width_bucket(e.waiting_since, ${ages}::timestamptz[]) as age, count(*)::int as waiting,
            min(e.waiting_since) as since
          from credit_entries e
          where e.city_id = ${cityId} and e.holder_id is not null and not e.with_roster
            and ${inScope(actor, { teacher: sql`e.teacher_id`, school: sql`e.school_id`, county: sql`e.county_id` })}
          group by 1, 2
        ) h join organisations o on o.city_id = ${cityId} and o.id = h.holder_id
        left join organisations c on c.city_id = ${cityId} and c.id = o.county_id`),
      // Each move between steps is one that left and one that arrived; a recall moves back, and so the sums stay true. What is
      // passed on alone waited with its roster before.
      tx.rows<MoveRow>(sql`
        select m.status, case m.status when 'at_school' then v.school_id when 'at_county' then v.county_id end as "placeId",
          sum(m.arrived)::int as arrived, sum(m.decided)::int as decided
        from entry_events v
        cross join lateral (values (v.to_status, 1, 0), (case when v.action <> 'pass_on' then v.from_status end, 0, 1))
          as m(status, arrived, decided)
        where v.city_id = ${cityId} and v.at >= ${startOfDay(addDays(today, 1 - PACE_DAYS))} and ${SINGLY}
          and v.from_status is distinct from v.to_status and m.status = any(${OPEN})
          and ${inScope(actor, { teacher: sql`v.teacher_id`, school: sql`v.school_id`, county: sql`v.county_id` })}
        group by 1, 2`),
      tx.first<{ source: CreditSource; lastDay: CalendarDate }>(sql`
        select source, last_day as "lastDay" from round_deadlines
        where city_id = ${cityId} and last_day >= ${today} order by last_day, source limit 1`),
    ]),
  );
  const queues = queuesOf(actor, held, moves, today, deadline?.lastDay ?? null);
  const slowest = (kind: Queue["kind"]) =>
    queues
      .filter((queue) => queue.kind === kind)
      .sort((a, b) => (a.since?.getTime() ?? 0) - (b.since?.getTime() ?? 0) || b.waiting - a.waiting);
  const schools = slowest("school");
  return {
    deadline: deadline ? { ...deadline, daysLeft: daysBetween(today, deadline.lastDay) } : null,
    city: slowest("city")[0] ?? null,
    counties: slowest("county"),
    schools: schools.slice(0, SCHOOLS),
    schoolsWaiting: schools.length,
  };
}

function queuesOf(
  actor: Actor,
  held: readonly HeldRow[],
  moves: readonly MoveRow[],
  today: CalendarDate,
  lastDay: CalendarDate | null,
): Queue[] {
  const paces = new Map(
    moves.map(({ status, placeId, arrived, decided }) => [`${status}/${placeId}`, { arrived, decided }]),
  );
  const queues = new Map<number, Queue>();
  for (const { age, waiting, since, ...holder } of held) {
    const queue = queues.get(holder.holderId) ?? {
      ...holder,
      waiting: 0,
      byAge: [...WAITING_DAYS, 0].map(() => 0),
      since: null,
      pace: null,
      forecast: null,
    };
    queues.set(holder.holderId, queue);
    queue.waiting += waiting;
    queue.byAge[WAITING_DAYS.length - age] = waiting;
    if (queue.since === null || since < queue.since) queue.since = since;
  }
  for (const queue of queues.values()) {
    if (!seesAllOf(actor, queue)) continue;
    const placeId = queue.kind === "city" ? null : queue.holderId;
    queue.pace = paces.get(`at_${queue.kind}/${placeId}`) ?? { arrived: 0, decided: 0 };
    queue.forecast = forecastQueue({ waiting: queue.waiting, ...queue.pace }, today, lastDay);
  }
  return [...queues.values()];
}

/** Of a queue above the actor's own it sees its own entries alone: from them no pace can be told. */
function seesAllOf({ role }: Actor, { kind }: Queue): boolean {
  return role === "city" || kind === "school" || (kind === "county" && role === "county");
}
