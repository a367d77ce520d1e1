import type { CalendarDate } from "@/rules/calendar";
import type { Actor } from "@/server/actor";
import { authorize } from "@/server/authorize";
import { type Tx, transaction } from "@/server/db";
import { type Statement, sql } from "@/server/sql";
import type { SampleSource } from "./sample-population";

/** One draw, and how far its check is. */
export interface SampleRun {
  id: string;
  cycleId: number;
  cycleName: string;
  seed: string;
  permille: number;
  fromDay: CalendarDate;
  toDay: CalendarDate;
  source: SampleSource | null;
  population: number;
  drawnAt: Date;
  drawnBy: string;
  drawn: number;
  unassigned: number;
  inOrder: number;
  wrong: number;
}

const MOST = 100;

/** The draws of the city, the newest first, and the cycles from which another can be drawn. */
export async function listSamples(
  actor: Actor,
): Promise<{ runs: SampleRun[]; cycles: { id: number; name: string; fromYear: number; toYear: number }[] }> {
  authorize(actor, "sampling:manage");
  return transaction(actor, async (tx) => {
    const [runs, cycles] = await Promise.all([
      readRuns(tx, actor, sql`true`),
      tx.rows<{ id: number; name: string; fromYear: number; toYear: number }>(sql`
        select id, name, from_year as "fromYear", to_year as "toYear" from cycles
        where city_id = ${actor.cityId} order by from_year desc`),
    ]);
    return { runs, cycles };
  });
}

export function readRuns(tx: Tx, { cityId }: Actor, which: Statement): Promise<SampleRun[]> {
  return tx.rows<SampleRun>(sql`
    select r.id, r.cycle_id as "cycleId", c.name as "cycleName", r.seed, r.permille, r.from_day as "fromDay", r.to_day as "toDay",
      r.source, r.population, r.drawn_at as "drawnAt", a.display_name as "drawnBy", i.drawn, i.unassigned, i."inOrder", i.wrong
    from sampling_runs r
    join cycles c on c.city_id = r.city_id and c.id = r.cycle_id
    join accounts a on a.city_id = r.city_id and a.id = r.account_id
    cross join lateral (
      select count(*)::int as drawn, count(*) filter (where i.assigned_to is null and i.result is null)::int as unassigned,
        count(*) filter (where i.result = 'in_order')::int as "inOrder", count(*) filter (where i.result = 'wrong')::int as wrong
      from sample_items i where i.city_id = r.city_id and i.run_id = r.id
    ) i
    where r.city_id = ${cityId} and ${which}
    order by r.drawn_at desc, r.id limit ${MOST}`);
}
