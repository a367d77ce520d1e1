import { readRounds } from "@/ledger/registration-rounds";
import { type CalendarDate, calendarDateInShanghai, daysBetween } from "@/rules/calendar";
import { SUMMARY_SOURCES, type SummarySource } from "@/rules/summary-tables";
import type { Actor } from "@/server/actor";
import { authorize } from "@/server/authorize";
import { type Tx, transaction } from "@/server/db";
import { sql } from "@/server/sql";

/** What is still to do in a kind of a round, or of years that have none yet. */
export interface OpenWork {
  /** Schools, or hosts of support teaching, that have anything to do. */
  units: number;
  /** Entries that wait for them. */
  waiting: number;
  /** Of the units those that haven't reported their table. */
  unreported: number;
}

export interface RoundKind {
  source: SummarySource;
  lastDay: CalendarDate | null;
  /** 0 on the last day, negative after it; null where there is no last day. */
  daysLeft: number | null;
  work: OpenWork;
}

export interface RoundView {
  id: number;
  fromYear: number;
  toYear: number;
  /** As long as no table is reported. */
  yearsCanChange: boolean;
  kinds: RoundKind[];
}

/** Years of a cycle in a row that belong to no round, and what is registered in them. */
export interface FreeYears {
  fromYear: number;
  toYear: number;
  kinds: { source: SummarySource; units: number; entries: number }[];
}

export interface RoundsView {
  /** Of all cycles that aren't closed. */
  years: { fromYear: number; toYear: number }[];
  rounds: RoundView[];
  free: FreeYears[];
}

/** The rounds with their last days, and what is still to do in each. */
export async function listRounds(actor: Actor, now: Date): Promise<RoundsView> {
  authorize(actor, "round:manage");
  const { cityId } = actor;
  const today = calendarDateInShanghai(now);
  return transaction(actor, async (tx) => {
    const [{ rounds }, work, reported, years, registered] = await Promise.all([
      readRounds(tx, cityId),
      readWork(tx, cityId),
      tx.rows<{ roundId: number }>(sql`
        select distinct round_id as "roundId" from summary_tables where city_id = ${cityId}`),
      tx.rows<{ fromYear: number; toYear: number }>(sql`
        select from_year as "fromYear", to_year as "toYear" from cycles where city_id = ${cityId} and closed_at is null order by from_year`),
      readUnrounded(tx, cityId),
    ]);
    const reportedRounds = new Set(reported.map(({ roundId }) => roundId));
    return {
      years,
      rounds: rounds.map(({ id, fromYear, toYear, deadlines }) => ({
        id,
        fromYear,
        toYear,
        yearsCanChange: !reportedRounds.has(id),
        kinds: SUMMARY_SOURCES.map((source) => {
          const lastDay = deadlines.find((one) => one.source === source)?.lastDay ?? null;
          const own = work.find((one) => one.roundId === id && one.source === source);
          return {
            source,
            lastDay,
            daysLeft: lastDay && daysBetween(today, lastDay),
            work: { units: own?.units ?? 0, waiting: own?.waiting ?? 0, unreported: own?.unreported ?? 0 },
          };
        }),
      })),
      free: freeYears(years, rounds).map((run) => ({
        ...run,
        kinds: SUMMARY_SOURCES.map((source) => {
          const own = registered.filter(
            (one) => one.source === source && one.year >= run.fromYear && one.year <= run.toYear,
          );
          const units = new Set(own.flatMap(({ unitIds }) => unitIds));
          return { source, units: units.size, entries: own.reduce((sum, { entries }) => sum + entries, 0) };
        }),
      })),
    };
  });
}

/** Open work as the reminder of a last day knows it (remind_of_deadline in the database). */
function readWork(tx: Tx, cityId: number): Promise<(OpenWork & { roundId: number; source: SummarySource })[]> {
  return tx.rows(sql`
    select w.round_id as "roundId", w.source, count(*) filter (where w.waiting > 0 or not w.reported)::int as units,
      sum(w.waiting)::int as waiting, count(*) filter (where not w.reported)::int as unreported
    from (
      select e.round_id, e.source, e.unit_id, count(*) filter (where e.status in ('at_school', 'returned')) as waiting,
        exists (select 1 from summary_tables t where t.city_id = ${cityId} and t.round_id = e.round_id and t.source = e.source
          and t.unit_id = e.unit_id and t.number = 1 and t.status <> 'returned') as reported
      from (
        select r.id as round_id, e.source, e.status,
          case when e.source = 'support_teaching' then e.host_id else e.school_id end as unit_id
        from registration_rounds r join credit_entries e on e.city_id = r.city_id and e.year between r.from_year and r.to_year
        where r.city_id = ${cityId} and e.source in ('degree', 'mooc', 'support_teaching')
          and e.status in ('at_school', 'returned', 'at_county', 'at_city', 'posted')
      ) e
      where e.unit_id is not null group by e.round_id, e.source, e.unit_id
    ) w
    group by w.round_id, w.source`);
}

interface Unrounded {
  year: number;
  source: SummarySource;
  unitIds: number[];
  entries: number;
}

function readUnrounded(tx: Tx, cityId: number): Promise<Unrounded[]> {
  return tx.rows(sql`
    select e.year, e.source, count(*)::int as entries,
      array_agg(distinct case when e.source = 'support_teaching' then e.host_id else e.school_id end) as "unitIds"
    from credit_entries e
    where e.city_id = ${cityId} and e.source in ('degree', 'mooc', 'support_teaching')
      and e.status in ('at_school', 'returned', 'at_county', 'at_city', 'posted')
      and exists (select 1 from cycles c where c.city_id = e.city_id and e.year between c.from_year and c.to_year)
      and not exists (select 1 from registration_rounds r where r.city_id = e.city_id and e.year between r.from_year and r.to_year)
    group by e.year, e.source`);
}

interface Years {
  fromYear: number;
  toYear: number;
}

function freeYears(cycles: readonly Years[], rounds: readonly Years[]): Years[] {
  return cycles.flatMap((cycle) => {
    const runs: Years[] = [];
    for (let year = cycle.fromYear; year <= cycle.toYear; year += 1) {
      if (rounds.some(({ fromYear, toYear }) => year >= fromYear && year <= toYear)) continue;
      const last = runs.at(-1);
      if (last?.toYear === year - 1) last.toYear = year;
      else runs.push({ fromYear: year, toYear: year });
    }
    return runs;
  });
}
