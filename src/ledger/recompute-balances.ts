import type { Tx } from "@/server/db";
import { sql } from "@/server/sql";
import { GENESIS } from "./chain";
import { policyInForce } from "./cycle-policy";
import { type CycleKey, type InTransaction, nextTeachers, readStored, sameFigures } from "./stored-balances";
import { figuresByRule, ledgersOf, writeFigures } from "./teacher-ledgers";

/** So many teachers are held and written in one transaction. */
const BATCH = 2_000;

/** What was done. */
export interface Recomputed {
  /** Teachers in their cycles. */
  checked: number;
  /** Had no balance and have one now. */
  opened: number;
  /** Said something else than the rules under the policy in force, or stood at another place than the teacher. */
  renewed: number;
}

/**
 * Writes every balance of a cycle anew by the rules under the policy in force, and opens those that are missing. Some thousand
 * teachers in one transaction that holds their rows, so people can go on working meanwhile; memory stays flat. What is right
 * already isn't written again: begun anew after its end was cut off, it goes on where it was.
 * @param each told after each batch, when it is stored
 * @param alsoIn done in each batch's transaction with the rows that it holds; answers the teachers whom it changed
 */
export async function recomputeCycle(
  inTransaction: InTransaction,
  cycle: CycleKey,
  each: (checked: number) => Promise<void> = async () => {},
  alsoIn: (tx: Tx, cycle: CycleKey, teacherIds: readonly number[]) => Promise<number[]> = async () => [],
): Promise<Recomputed> {
  const done: Recomputed = { checked: 0, opened: 0, renewed: 0 };
  for (let after = 0; ; ) {
    const batch = await inTransaction((tx) => recomputeBatch(tx, cycle, after, alsoIn));
    if (batch.last === undefined) return done;
    after = batch.last;
    done.checked += batch.checked;
    done.opened += batch.opened;
    done.renewed += batch.renewed;
    await each(done.checked);
  }
}

async function recomputeBatch(
  tx: Tx,
  cycle: CycleKey,
  after: number,
  alsoIn: (tx: Tx, cycle: CycleKey, teacherIds: readonly number[]) => Promise<number[]>,
): Promise<Recomputed & { last: number | undefined }> {
  const { cityId, cycleId } = cycle;
  const teacherIds = await nextTeachers(tx, cityId, after, BATCH);
  const last = teacherIds.at(-1);
  if (last === undefined) return { checked: 0, opened: 0, renewed: 0, last };
  const opened = await openMissing(tx, cycle, teacherIds);
  // Held before they are read, in the order in which whoever posts holds them: what was posted until now is in what is read,
  // nothing can be posted until it is written, and the two never wait for each other in a circle.
  await tx.rows(sql`
    select 1 from balances where city_id = ${cityId} and cycle_id = ${cycleId} and teacher_id = any(${teacherIds}::int[])
    order by city_id, teacher_id, cycle_id for update`);
  const changed = new Set(await alsoIn(tx, cycle, teacherIds));
  const [{ policy, version }, stored] = await Promise.all([
    policyInForce(tx, cityId, cycleId),
    readStored(tx, cycle, teacherIds),
  ]);
  for await (const ledgers of ledgersOf(tx, cityId, cycleId, teacherIds)) {
    const rows = ledgers.flatMap((ledger) => {
      const { teacherId } = ledger;
      const kept = stored.get(teacherId);
      const figures = figuresByRule(policy, ledger);
      return kept?.version === version && sameFigures(kept.figures, figures) ? [] : [{ teacherId, ...figures }];
    });
    if (rows.length > 0) await writeFigures(tx, cityId, cycleId, version, rows);
    for (const { teacherId } of rows) changed.add(teacherId);
  }
  return { checked: teacherIds.length, opened, renewed: changed.size - opened, last };
}

/** Empty rows for those who have none; what they keep is written with the others. */
function openMissing(tx: Tx, { cityId, cycleId }: CycleKey, teacherIds: readonly number[]): Promise<number> {
  return tx.run(sql`
    insert into balances (city_id, teacher_id, cycle_id, school_id, county_id, policy_version, required_total_tenths,
      required_online_tenths, year_total_tenths, year_online_met_tenths, head_hash)
    select t.city_id, t.id, ${cycleId}::int, t.school_id, t.county_id, 0, 0, 0, '{}'::int[], '{}'::int[], ${GENESIS}::bytea
    from teachers t
    where t.city_id = ${cityId} and t.id = any(${teacherIds}::int[]) and not exists (select from balances b
      where b.city_id = t.city_id and b.teacher_id = t.id and b.cycle_id = ${cycleId})
    order by t.id
    on conflict do nothing`);
}
