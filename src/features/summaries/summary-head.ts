import type { CalendarDate } from "@/rules/calendar";
import type { SummarySource, SummaryStatus } from "@/rules/summary-tables";
import type { Actor } from "@/server/actor";
import type { Tx } from "@/server/db";
import { Conflict, NotFound } from "@/server/errors";
import { type Statement, sql } from "@/server/sql";

/** A summary table in a list: whose it is, where it stands, and what its last closing froze. */
export interface SummaryHead {
  id: string;
  roundId: number;
  fromYear: number;
  toYear: number;
  source: SummarySource;
  unitId: number;
  unitName: string;
  /** The superior that accepts it; null: the city. */
  countyId: number | null;
  countyName: string | null;
  /** 1 is the table itself, the next ones are supplementary. */
  number: number;
  status: SummaryStatus;
  version: number;
  closedAt: Date;
  closedByAccountId: number;
  closedByName: string;
  paperOn: CalendarDate | null;
  certificatesOn: CalendarDate | null;
  /** Of a supplementary table: how many rows have changed, and by how much. */
  lines: number;
  creditsTenths: number;
  /** SHA-256 of the frozen content, in hex. */
  hash: string;
  isLast: boolean;
}

/** The heads of the tables `t` that a condition means, the first number first. */
export function readHeads(tx: Tx, which: Statement): Promise<SummaryHead[]> {
  return tx.rows<SummaryHead>(sql`
    select t.id, t.round_id as "roundId", r.from_year as "fromYear", r.to_year as "toYear", t.source, t.unit_id as "unitId",
      u.name as "unitName", t.county_id as "countyId", c.name as "countyName", t.number, t.status, t.version,
      t.closed_at as "closedAt", t.closed_by_account_id as "closedByAccountId", a.display_name as "closedByName",
      t.paper_on as "paperOn", t.certificates_on as "certificatesOn", k.lines, k.credits_tenths as "creditsTenths",
      encode(k.hash, 'hex') as hash, not exists (select 1 from summary_tables n where n.city_id = t.city_id
        and n.round_id = t.round_id and n.source = t.source and n.unit_id = t.unit_id and n.number > t.number) as "isLast"
    from summary_tables t
    join registration_rounds r on r.city_id = t.city_id and r.id = t.round_id
    join organisations u on u.city_id = t.city_id and u.id = t.unit_id
    left join organisations c on c.city_id = t.city_id and c.id = t.county_id
    join accounts a on a.city_id = t.city_id and a.id = t.closed_by_account_id
    cross join lateral (select k.lines, k.credits_tenths, k.hash from summary_copies k
      where k.city_id = t.city_id and k.table_id = t.id order by k.seq desc limit 1) k
    where ${which} order by t.round_id, t.source, t.unit_id, t.number`);
}

/**
 * One table that the actor may see.
 * @throws NotFound
 */
export async function readHead(tx: Tx, actor: Actor, id: string): Promise<SummaryHead> {
  const [head] = await readHeads(tx, sql`t.city_id = ${actor.cityId} and t.id = ${id}`);
  if (!head) throw new NotFound();
  return head;
}

/**
 * Takes hold of a table until the transaction ends.
 * @param version the version that the person saw
 * @throws NotFound when the actor may not move it; Conflict when it has moved on since
 */
export async function lockSummary(tx: Tx, actor: Actor, id: string, version: number): Promise<SummaryHead> {
  const held = await tx.first<{ version: number }>(sql`
    select version from summary_tables where city_id = ${actor.cityId} and id = ${id} for update`);
  if (!held) throw new NotFound();
  if (held.version !== version) throw await whatHappened(tx, actor.cityId, id);
  return readHead(tx, actor, id);
}

/** The conflict that tells what became of a table in the meantime, by whom and when. */
async function whatHappened(tx: Tx, cityId: number, id: string): Promise<Conflict> {
  const last = await tx.first<{ action: string; byName: string; byOrganisation: string; at: Date }>(sql`
    select v.action, a.display_name as "byName", o.name as "byOrganisation", v.at
    from summary_events v
    join accounts a on a.city_id = v.city_id and a.id = v.account_id
    join organisations o on o.city_id = v.city_id and o.id = v.organisation_id
    where v.city_id = ${cityId} and v.table_id = ${id} order by v.seq desc limit 1`);
  if (!last) throw new NotFound();
  return new Conflict(last);
}
