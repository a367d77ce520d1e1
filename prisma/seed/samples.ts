import type { ClientBase } from "pg";
import { drawFromLedger } from "@/features/oversight/sample-population";
import { calendarDate } from "@/rules/calendar";
import { shareOut } from "@/rules/sampling";
import { DEMO_OFFICERS } from "./demo-accounts";
import { ownerTx } from "./owner-tx";
import { CITY } from "./places";
import { insert } from "./write";

/** One sample of what was posted in October and November: drawn by the first officer, half checked. */

const RUN = "5a3e1f00-2019-4d1c-8a00-000000000001";
const TERMS = {
  cycleId: 1,
  seed: "4107201912180900a5c3e1f7b9d2046c",
  permille: 50,
  fromDay: calendarDate("2019-10-01"),
  toDay: calendarDate("2019-11-30"),
  source: null,
  drawnAt: new Date("2019-12-18T09:00:00+08:00"),
};
const CHECKED_AT = new Date("2019-12-19T10:30:00+08:00");

/** @returns how many credits were drawn */
export async function drawSamples(client: ClientBase): Promise<number> {
  const officers = [await accountOf(client, DEMO_OFFICERS.city), await accountOf(client, DEMO_OFFICERS.citySecond)];
  const { population, entryIds } = await drawFromLedger(ownerTx(client), CITY.id, TERMS);
  const { rows } = await client.query<{ id: string; postedBy: number }>(
    `select l.entry_id as id, v.account_id as "postedBy" from ledger_postings l
     join entry_events v on v.city_id = l.city_id and v.entry_id = l.entry_id and v.seq = l.event_seq
     where l.city_id = $1 and l.entry_id = any($2) and l.reverses_seq is null`,
    [CITY.id, entryIds],
  );
  const drawn = entryIds.map((id, place) => ({
    id,
    position: place + 1,
    barred: rows.filter((row) => row.id === id).map(({ postedBy }) => postedBy),
  }));
  const assigned = new Map(
    [...shareOut(drawn, officers)].flatMap(([officer, positions]) => positions.map((position) => [position, officer])),
  );
  const { cycleId, seed, permille, fromDay, toDay, source, drawnAt } = TERMS;
  await insert(client, "sampling_runs", [
    {
      ...{
        city_id: CITY.id,
        id: RUN,
        cycle_id: cycleId,
        seed,
        permille,
        from_day: fromDay,
        to_day: toDay,
        source,
        population,
      },
      ...{ account_id: officers[0], drawn_at: drawnAt },
    },
  ]);
  const items = drawn.map(({ id, position }) => {
    const checked = position % 2 === 0 && assigned.has(position);
    return {
      ...{ city_id: CITY.id, run_id: RUN, position, entry_id: id, assigned_to: assigned.get(position) ?? null },
      ...{ result: checked ? "in_order" : null, note: null },
      ...{ checked_by: checked ? assigned.get(position) : null, checked_at: checked ? CHECKED_AT : null },
    };
  });
  await insert(client, "sample_items", items);
  await client.query(
    "insert into audit_events (city_id, account_id, kind, subject, at) values ($1, $2, 'sample-drawn', $3, $4)",
    [CITY.id, officers[0], RUN, drawnAt],
  );
  return items.length;
}

async function accountOf(client: ClientBase, { loginName }: { loginName: string }): Promise<number> {
  const { rows } = await client.query<{ id: number }>(
    "select id from accounts where city_id = $1 and login_kind = 'staff' and login_name = $2",
    [CITY.id, loginName],
  );
  if (!rows[0]) throw new Error(`nobody signs in as ${loginName}`);
  return rows[0].id;
}
