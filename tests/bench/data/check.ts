import type pg from "pg";
import { type ChainedPosting, chainFaults } from "@/ledger/chain";
import { computeBalance } from "@/rules/balance";
import type { CalendarDate } from "@/rules/calendar";
import { parseCyclePolicy } from "@/rules/policy";
import { netFacts, type Posting } from "@/rules/postings";
import { withConnection } from "@/server/postgres/connection";

const SAMPLE = 200;

interface BalanceRow {
  cityId: number;
  teacherId: number;
  cycleId: number;
  totalTenths: number;
  onlineTenths: number;
  onlineMetTenths: number;
  complete: boolean;
  years: number[];
  headSeq: number;
  headHash: Buffer;
  policy: unknown;
}

/**
 * Is what was filled in whole? Looks at the chains and balances of some teachers with the application's own code, and at
 * all entries for what the resting triggers would have refused.
 * @returns what is wrong, in words; empty when nothing is
 */
export async function dataFaults(url: string): Promise<string[]> {
  return withConnection(url, async (client) => {
    const faults: string[] = [];
    const { rows: untold } = await client.query<{ id: string }>(`
      select e.id from credit_entries e
      left join entry_events v on v.city_id = e.city_id and v.entry_id = e.id and v.seq = e.version
      left join ledger_postings p on p.city_id = e.city_id and p.entry_id = e.id
      where v.to_status is distinct from e.status or (e.status = 'posted') <> (p.hash is not null) limit 5`);
    for (const { id } of untold) faults.push(`entry ${id}: its event or its posting says otherwise`);
    const { rows: balances } = await client.query<BalanceRow>(
      `select b.city_id as "cityId", b.teacher_id as "teacherId", b.cycle_id as "cycleId", b.total_tenths as "totalTenths",
        b.online_tenths as "onlineTenths", b.online_met_tenths as "onlineMetTenths", b.complete,
        b.year_total_tenths as years, b.head_seq as "headSeq", b.head_hash as "headHash", p.policy
      from balances b join cycle_policies p on p.city_id = b.city_id and p.cycle_id = b.cycle_id and p.version = b.policy_version
      order by md5(b.teacher_id::text) limit $1`,
      [SAMPLE],
    );
    for (const row of balances) faults.push(...(await balanceFaults(client, row)));
    return faults;
  });
}

async function balanceFaults(client: pg.Client, row: BalanceRow): Promise<string[]> {
  const key = [row.cityId, row.teacherId, row.cycleId];
  const { rows: chain } = await client.query<ChainedPosting>(
    `select city_id as "cityId", teacher_id as "teacherId", cycle_id as "cycleId", seq, school_id as "schoolId",
      county_id as "countyId", entry_id as "entryId", event_seq as "eventSeq", source, year, ended_on::text as "endedOn", halves,
      training_key as "trainingKey", credits_tenths as "creditsTenths", reverses_seq as "reversesSeq", posted_at as "postedAt",
      prev_hash as "prevHash", hash
    from ledger_postings where city_id = $1 and teacher_id = $2 and cycle_id = $3 order by seq`,
    key,
  );
  const { rows: employments } = await client.query<{ from: CalendarDate; to: CalendarDate | null }>(
    `select starts_on::text as "from", ends_on::text as "to" from employments where city_id = $1 and teacher_id = $2`,
    key.slice(0, 2),
  );
  const postings = chain.map((posting) => ({ ...posting, id: posting.entryId, tenths: posting.creditsTenths }));
  const right = computeBalance(parseCyclePolicy(row.policy), employments, netFacts(postings as unknown as Posting[]));
  const same =
    right.totalTenths === row.totalTenths &&
    right.onlineTenths === row.onlineTenths &&
    right.onlineMetTenths === row.onlineMetTenths &&
    right.complete === row.complete &&
    right.years.every((year, i) => year.totalTenths === row.years[i]);
  const broken = chainFaults(chain, row).map(({ kind, seq }) => `teacher ${row.teacherId}: posting ${seq} ${kind}`);
  return same ? broken : [...broken, `teacher ${row.teacherId}: the balance is not what the rules say`];
}
