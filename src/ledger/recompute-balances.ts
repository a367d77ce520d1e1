import type { ClientBase } from "pg";
import { GENESIS } from "./chain";
import { figuresByRule, nextPlace, type Place, Policies, readStored, type StoredBalance } from "./stored-balances";

/** So many batches of teachers are held and written in one transaction. */
const BATCHES_AT_ONCE = 4;

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
 * after balances have learnt to keep more, or a policy has changed. Some thousand teachers in one transaction that holds
 * their rows, so people can go on working meanwhile; memory stays flat. As the owner, outside any actor.
 */
export async function recomputeBalances(owner: ClientBase): Promise<Recomputed> {
  const policies = await Policies.read(owner);
  const done: Recomputed = { checked: 0, opened: 0, renewed: 0 };
  let after: Place = [0, 0];
  for (;;) {
    const places = [after];
    for (let place: Place | undefined = after; place && places.length <= BATCHES_AT_ONCE; ) {
      place = await nextPlace(owner, place);
      if (place) places.push(place);
    }
    if (places.length === 1) return done;
    await inTransaction(owner, () => recomputeSome(owner, policies, places, done));
    after = places.at(-1) ?? after;
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

/** @param places where the batches begin and end, one behind the other */
async function recomputeSome(
  owner: ClientBase,
  policies: Policies,
  places: readonly Place[],
  done: Recomputed,
): Promise<void> {
  const all = [...(places[0] ?? []), ...(places.at(-1) ?? [])];
  const opened = (await owner.query(OPEN, [...all, GENESIS])).rowCount ?? 0;
  // Held before they are read: what was posted until now is in what is read, and nothing can be posted until it is written.
  await owner.query(HOLD, all);
  done.opened += opened;
  done.renewed -= opened;
  const read = (batch: number) => readBetween(owner, places[batch], places[batch + 1]);
  let stored = await read(0);
  for (let batch = 0; batch < places.length - 1; batch++) {
    // The database reads the next batch while the rules count this one.
    const reading = read(batch + 1);
    reading.catch(() => {});
    const rows = wrongOf(policies, stored);
    done.checked += stored.length;
    done.renewed += rows.length;
    stored = await reading;
    if (rows.length > 0) await owner.query(RENEW, [JSON.stringify(rows)]);
  }
}

const readBetween = async (owner: ClientBase, after: Place | undefined, upTo: Place | undefined) =>
  after && upTo ? readStored(owner, after, upTo) : [];

/** Those that don't keep what the rules say of them now, as they should be. */
function wrongOf(policies: Policies, stored: readonly StoredBalance[]) {
  return stored.flatMap((row) => {
    const { version, policy } = policies.of(row, null);
    const figures = figuresByRule(policy, row);
    const right = row.inPlace && row.policyVersion === version && JSON.stringify(row.kept) === JSON.stringify(figures);
    const { cityId, teacherId, cycleId } = row;
    return right ? [] : [{ cityId, teacherId, cycleId, version, ...figures }];
  });
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

/** Empty rows for those who have none; what they keep is written with the others. */
const OPEN = `
  insert into balances (city_id, teacher_id, cycle_id, school_id, county_id, policy_version, required_total_tenths,
    required_online_tenths, year_total_tenths, year_online_met_tenths, head_hash)
  select t.city_id, t.id, c.id, t.school_id, t.county_id, 0, 0, 0, '{}', '{}', $5
  from teachers t join cycles c on c.city_id = t.city_id
  where (t.city_id, t.id) > ($1, $2) and (t.city_id, t.id) <= ($3, $4) and not exists (select from balances b
    where b.city_id = t.city_id and b.teacher_id = t.id and b.cycle_id = c.id)
  on conflict do nothing`;

/** In the order in which whoever posts holds them, so that the two never wait for each other in a circle. */
const HOLD = `
  select 1 from balances where (city_id, teacher_id) > ($1, $2) and (city_id, teacher_id) <= ($3, $4)
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
