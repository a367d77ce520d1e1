import type { ClientBase } from "pg";
import { GENESIS } from "./chain";
import { figuresByRule, type Place, placeOf, readStored, type StoredBalance } from "./stored-balances";

/** What the command did. */
export interface Recomputed {
  /** Teachers in their cycles. */
  checked: number;
  /** Had no balance and have one now. */
  opened: number;
  /** Said something else than the rules under the policy in force, or stood at another place than the teacher. */
  renewed: number;
}

/**
 * Writes every balance anew by the rules under the policy in force, and opens those that are missing: what an operator runs
 * after balances have learnt to keep more, or a policy has changed. A thousand teachers at a time, each in one transaction
 * that holds their rows, so people can go on working meanwhile; memory stays flat. As the owner, outside any actor.
 */
export async function recomputeBalances(owner: ClientBase): Promise<Recomputed> {
  const done: Recomputed = { checked: 0, opened: 0, renewed: 0 };
  let after: Place = [0, 0, 0];
  for (;;) {
    const last = await inTransaction(owner, () => recomputeNext(owner, after, done));
    if (!last) return done;
    after = placeOf(last);
  }
}

/** How many teachers have no balance in a cycle, or one of before balances kept their years of duty. */
export async function countOldBalances(owner: ClientBase): Promise<number> {
  const { rows } = await owner.query<{ count: number }>(`
    select count(*)::int as count from teachers t join cycles c on c.city_id = t.city_id
    left join balances b on b.city_id = t.city_id and b.teacher_id = t.id and b.cycle_id = c.id
    where b.teacher_id is null or (b.required_total_tenths > 0 and b.duty_bits = 0)`);
  return rows[0]?.count ?? 0;
}

async function recomputeNext(owner: ClientBase, after: Place, done: Recomputed): Promise<StoredBalance | undefined> {
  const found = await readStored(owner, after);
  const last = found.at(-1);
  if (!last) return undefined;
  done.checked += found.length;
  const missing = found.filter(({ kept }) => kept === null);
  if (missing.length > 0) done.opened += await open(owner, missing);
  await owner.query(HOLD, [...after, ...placeOf(last)]);
  // Read again: what was posted before the rows were held is in it, and nothing can be posted after.
  const held = await readStored(owner, after);
  done.renewed += (await renew(owner, held)) - missing.length;
  return last;
}

async function open(owner: ClientBase, missing: readonly StoredBalance[]): Promise<number> {
  const rows = missing.map(({ cityId, teacherId, cycleId }) => ({ cityId, teacherId, cycleId }));
  await owner.query(
    `insert into balances (city_id, teacher_id, cycle_id, school_id, county_id, policy_version, required_total_tenths,
       required_online_tenths, year_total_tenths, year_online_met_tenths, head_hash)
     select t.city_id, t.id, m."cycleId", t.school_id, t.county_id, 0, 0, 0, '{}', '{}', $2
     from jsonb_to_recordset($1::jsonb) as m("cityId" int, "teacherId" int, "cycleId" int)
     join teachers t on t.city_id = m."cityId" and t.id = m."teacherId"
     on conflict do nothing`,
    [JSON.stringify(rows), GENESIS],
  );
  return rows.length;
}

/** @returns how many rows were written */
async function renew(owner: ClientBase, held: readonly StoredBalance[]): Promise<number> {
  const rows = held.flatMap((row) => {
    const figures = figuresByRule(row.newestPolicy, row);
    const right =
      row.inPlace === true &&
      row.policyVersion === row.newestVersion &&
      JSON.stringify(row.kept) === JSON.stringify(figures);
    if (right) return [];
    const { cityId, teacherId, cycleId, newestVersion: version } = row;
    return [{ cityId, teacherId, cycleId, version, ...figures }];
  });
  if (rows.length > 0) await owner.query(RENEW, [JSON.stringify(rows)]);
  return rows.length;
}

async function inTransaction<T>(owner: ClientBase, work: () => Promise<T>): Promise<T> {
  await owner.query("begin");
  try {
    const result = await work();
    await owner.query("commit");
    return result;
  } catch (error) {
    await owner.query("rollback");
    throw error;
  }
}

/** In the order in which whoever posts holds them, so that the two never wait for each other in a circle. */
const HOLD = `
  select 1 from balances
  where (city_id, teacher_id, cycle_id) > ($1, $2, $3) and (city_id, teacher_id, cycle_id) <= ($4, $5, $6)
  order by city_id, teacher_id, cycle_id for update`;

const RENEW = `
  update balances b set policy_version = r.version, school_id = t.school_id, county_id = t.county_id,
    required_total_tenths = r."requiredTotalTenths", required_online_tenths = r."requiredOnlineTenths",
    total_tenths = r."totalTenths", online_tenths = r."onlineTenths", online_met_tenths = r."onlineMetTenths",
    complete = r.complete, year_total_tenths = r."yearTotalTenths", year_online_met_tenths = r."yearOnlineMetTenths",
    duty_years = r."dutyYears", duty_bits = r."dutyBits", total_reached_bits = r."totalReachedBits",
    online_reached_bits = r."onlineReachedBits"
  from jsonb_to_recordset($1::jsonb) as r("cityId" int, "teacherId" int, "cycleId" int, version int, "requiredTotalTenths" int,
    "requiredOnlineTenths" int, "totalTenths" int, "onlineTenths" int, "onlineMetTenths" int, complete boolean,
    "yearTotalTenths" int[], "yearOnlineMetTenths" int[], "dutyYears" int[], "dutyBits" int, "totalReachedBits" int,
    "onlineReachedBits" int)
  join teachers t on t.city_id = r."cityId" and t.id = r."teacherId"
  where b.city_id = r."cityId" and b.teacher_id = r."teacherId" and b.cycle_id = r."cycleId"`;
