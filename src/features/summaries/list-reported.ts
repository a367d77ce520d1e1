import { z } from "zod";
import { readRounds } from "@/ledger/registration-rounds";
import { calendarDateInShanghai, yearOf } from "@/rules/calendar";
import { judgeLastDay, type Reopening, type Round } from "@/rules/deadlines";
import { grouped } from "@/rules/grouped";
import { SUMMARY_SOURCES, SUMMARY_STATUSES, type SummarySource, type SummaryStatus } from "@/rules/summary-tables";
import type { Actor } from "@/server/actor";
import { authorize } from "@/server/authorize";
import { type Tx, transaction } from "@/server/db";
import { type Statement, sql } from "@/server/sql";
import { LISTED, MISSING } from "./present-rows";
import { readHeads, type SummaryHead } from "./summary-head";

/** Filters and place of a page of reported tables, as they stand in the URL; what makes no sense there is ignored. */
export const ReportedQuery = z.object({
  round: z.coerce.number().int().positive().max(2_147_483_647).optional().catch(undefined),
  source: z.enum(SUMMARY_SOURCES).optional().catch(undefined),
  status: z
    .enum(["none", ...SUMMARY_STATUSES])
    .optional()
    .catch(undefined),
  /** A unit's name, or the beginning of its code. */
  q: z.string().trim().max(60).optional().catch(undefined),
  /** The last unit of the page before. */
  after: z.coerce.number().int().positive().max(2_147_483_647).optional().catch(undefined),
});
export type ReportedQuery = z.output<typeof ReportedQuery>;

/** A unit below the actor, with the last of its tables. */
export interface ReportedLine {
  unitId: number;
  unitName: string;
  unitCode: string | null;
  countyName: string | null;
  head: SummaryHead | null;
  /** Entries that are on its table now, or that it misses for now. */
  rows: number;
  missing: number;
  /** Its last day has passed, and what there is isn't reported. */
  late: boolean;
}

export interface ReportedPage {
  rounds: Pick<Round, "id" | "fromYear" | "toYear">[];
  /** What is shown; 0 where there is no round yet. */
  roundId: number;
  source: SummarySource;
  status: "none" | SummaryStatus | undefined;
  q: string | undefined;
  lines: ReportedLine[];
  /** Of all units, whatever is searched for. */
  counts: Record<"none" | SummaryStatus, number>;
  next: string | null;
}

const PAGE = 50;

/** The units whose superior the actor is and what they report in a round: what waits to be accepted first, the oldest first. */
export async function listReported(actor: Actor, query: ReportedQuery, now: Date, most = PAGE): Promise<ReportedPage> {
  authorize(actor, "summary:decide");
  return transaction(actor, async (tx) => {
    const { rounds, reopenings } = await readRounds(tx, actor.cityId);
    const source = chosenSource(actor, query.source);
    const round = rounds.find(({ id }) => id === query.round) ?? presentRound(rounds, now);
    const page = {
      rounds: rounds.map(({ id, fromYear, toYear }) => ({ id, fromYear, toYear })),
      roundId: round?.id ?? 0,
      source,
      status: query.status,
      q: query.q || undefined,
    };
    const counts = { none: 0, reported: 0, returned: 0, accepted: 0 };
    if (!round) return { ...page, lines: [], counts, next: null };
    const units = await readUnits(tx, actor, round, source);
    for (const { status } of units) counts[status] += 1;
    const wanted = units.filter((unit) => (!query.status || unit.status === query.status) && isMeant(unit, query.q));
    const from = query.after ? wanted.findIndex(({ unitId }) => unitId === query.after) + 1 : 0;
    const shown = wanted.slice(from, from + most);
    const last = shown.at(-1);
    return {
      ...page,
      counts,
      lines: await linesOf(tx, actor, shown, { round, source, reopenings }, now),
      next: last && wanted.length > from + most ? String(last.unitId) : null,
    };
  });
}

/** Attachment 3 goes to the city alone (N3.4). */
function chosenSource({ role }: Actor, asked: SummarySource | undefined): SummarySource {
  if (!asked || (asked === "support_teaching" && role !== "city")) return "mooc";
  return asked;
}

/** The newest whose years have begun. */
function presentRound(rounds: readonly Round[], now: Date): Round | undefined {
  const year = yearOf(calendarDateInShanghai(now));
  return rounds.findLast(({ fromYear }) => fromYear <= year) ?? rounds.at(-1);
}

interface Unit {
  unitId: number;
  unitName: string;
  unitCode: string | null;
  countyName: string | null;
  tableId: string | null;
  status: "none" | SummaryStatus;
  rows: number;
  missing: number;
}

const folded = (words: string) => words.normalize("NFKC").replace(/\s+/g, "").toLowerCase();

function isMeant({ unitName, unitCode }: Unit, typed: string | undefined): boolean {
  if (!typed) return true;
  const word = folded(typed);
  return folded(unitName).includes(word) || (unitCode?.startsWith(word) ?? false);
}

/** All units below the actor that have something to report, or have reported; some hundreds at most. */
function readUnits(tx: Tx, actor: Actor, { id, fromYear, toYear }: Round, source: SummarySource): Promise<Unit[]> {
  const { cityId, role, organisationId } = actor;
  const below = (column: Statement) =>
    role === "county" ? sql`${column} = ${organisationId}` : sql`${column} is null`;
  const ofRound = sql`e.city_id = ${cityId} and e.source = ${source}::credit_source and e.year between ${fromYear} and ${toYear}`;
  // A host's roster has people of every county; it reports to the city, whoever they are.
  const entries =
    source === "support_teaching"
      ? sql`select e.host_id as unit_id,
          count(distinct (e.teacher_id, s.kind, s.place, s.receiving_school, s.starts_on, s.ends_on))
            filter (where e.status = any(${LISTED}::entry_status[])) as rows,
          count(*) filter (where e.status = any(${MISSING}::entry_status[])) as missing
        from credit_entries e join support_services s on s.city_id = e.city_id and s.entry_id = e.id
        where ${ofRound} and e.status = any(${[...LISTED, ...MISSING]}::entry_status[]) group by e.host_id`
      : sql`select e.school_id as unit_id, count(*) filter (where e.status = any(${LISTED}::entry_status[])) as rows,
          count(*) filter (where e.status = any(${MISSING}::entry_status[])) as missing
        from credit_entries e
        where ${ofRound} and ${below(sql`e.county_id`)} and e.status = any(${[...LISTED, ...MISSING]}::entry_status[])
        group by e.school_id`;
  return tx.rows<Unit>(sql`
    with entries as materialized (${entries}), tables as materialized (
      select distinct on (t.unit_id) t.unit_id, t.id, t.status, t.closed_at from summary_tables t
      where t.city_id = ${cityId} and t.round_id = ${id} and t.source = ${source}::credit_source and ${below(sql`t.county_id`)}
      order by t.unit_id, t.number desc)
    select o.id as "unitId", o.name as "unitName", o.code as "unitCode", c.name as "countyName", k.id as "tableId",
      coalesce(k.status::text, 'none') as status, coalesce(n.rows, 0)::int as rows, coalesce(n.missing, 0)::int as missing
    from entries n full join tables k on k.unit_id = n.unit_id
    join organisations o on o.city_id = ${cityId} and o.id = coalesce(n.unit_id, k.unit_id)
    left join organisations c on c.city_id = o.city_id and c.id = o.county_id
    order by case k.status when 'reported' then 0 when 'returned' then 2 when 'accepted' then 3 else 1 end,
      case when k.status = 'reported' then k.closed_at end, o.code, o.id`);
}

async function linesOf(
  tx: Tx,
  actor: Actor,
  units: readonly Unit[],
  { round, source, reopenings }: { round: Round; source: SummarySource; reopenings: readonly Reopening[] },
  now: Date,
): Promise<ReportedLine[]> {
  const ids = units.flatMap(({ tableId }) => tableId ?? []);
  const heads = grouped(
    await readHeads(tx, sql`t.city_id = ${actor.cityId} and t.id = any(${ids}::uuid[])`),
    ({ unitId }) => unitId,
  );
  const today = calendarDateInShanghai(now);
  return units.map(({ unitId, unitName, unitCode, countyName, status, rows, missing }) => {
    const open = status === "none" || status === "returned";
    const late = open && rows + missing > 0 && judgeLastDay({ round, source, unitId, reopenings, today }) !== null;
    return { ...{ unitId, unitName, unitCode, countyName, rows, missing, late }, head: heads.get(unitId)?.[0] ?? null };
  });
}
