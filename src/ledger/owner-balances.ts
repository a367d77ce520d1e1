import type { ClientBase } from "pg";
import type { Tx } from "@/server/db";
import { type Statement, sql } from "@/server/sql";
import { type Recomputed, recomputeCycle } from "./recompute-balances";
import type { CycleKey, InTransaction } from "./stored-balances";

// All balances for an operator's commands, as the owner, who is none of the people: of every city, one cycle after the other.

export interface AnyCycle extends CycleKey {
  closed: boolean;
}

/** Every cycle of every city. */
export async function cyclesOfAll(owner: ClientBase): Promise<AnyCycle[]> {
  const { rows } = await owner.query<AnyCycle>(
    `select city_id as "cityId", id as "cycleId", closed_at is not null as closed from cycles order by city_id, from_year`,
  );
  return rows;
}

/** Transactions of the owner who looks at one city, as its office would. */
export function ownerIn(owner: ClientBase, cityId: number): InTransaction {
  const send = (statement: Statement) => owner.query(statement.text, [...statement.values]);
  const tx: Tx = {
    rows: async <Row>(statement: Statement) => (await send(statement)).rows as Row[],
    first: async <Row>(statement: Statement) => (await send(statement)).rows[0] as Row | undefined,
    run: async (statement) => (await send(statement)).rowCount ?? 0,
  };
  return async (work) => {
    await owner.query("begin");
    try {
      await tx.rows(sql`select set_config('app.city', ${String(cityId)}, true), set_config('app.role', 'city', true)`);
      const result = await work(tx);
      await owner.query("commit");
      return result;
    } catch (error) {
      await owner.query("rollback");
      throw error;
    }
  };
}

/**
 * Writes every balance of every cycle that isn't closed anew by the rules, opens those that are missing, and moves those that
 * stand at another place than the teacher: what an operator runs after balances have learnt to keep more.
 */
export async function recomputeBalances(owner: ClientBase): Promise<Recomputed> {
  const all: Recomputed = { checked: 0, opened: 0, renewed: 0 };
  for (const cycle of await cyclesOfAll(owner)) {
    if (cycle.closed) continue;
    const { checked, opened, renewed } = await recomputeCycle(
      ownerIn(owner, cycle.cityId),
      cycle,
      undefined,
      moveAstray,
    );
    all.checked += checked;
    all.opened += opened;
    all.renewed += renewed;
  }
  return all;
}

/** Balances follow their teachers. */
async function moveAstray(tx: Tx, { cityId, cycleId }: CycleKey, teacherIds: readonly number[]): Promise<number[]> {
  const moved = await tx.rows<{ teacherId: number }>(sql`
    update balances b set school_id = t.school_id, county_id = t.county_id from teachers t
    where b.city_id = ${cityId} and b.cycle_id = ${cycleId} and b.teacher_id = any(${teacherIds}::int[])
      and t.city_id = b.city_id and t.id = b.teacher_id
      and (b.school_id, b.county_id) is distinct from (t.school_id, t.county_id)
    returning b.teacher_id as "teacherId"`);
  return moved.map(({ teacherId }) => teacherId);
}

/** How many teachers have no balance in a cycle, or one of before balances kept their years of duty. */
export async function countOldBalances(owner: ClientBase): Promise<number> {
  const { rows } = await owner.query<{ count: number }>(`
    select count(*)::int as count from teachers t join cycles c on c.city_id = t.city_id and c.closed_at is null
    left join balances b on b.city_id = t.city_id and b.teacher_id = t.id and b.cycle_id = c.id
    where b.teacher_id is null or (b.required_total_tenths > 0 and b.duty_bits = 0)`);
  return rows[0]?.count ?? 0;
}
