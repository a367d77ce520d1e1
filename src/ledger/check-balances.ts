import type { ClientBase } from "pg";
import type { CyclePolicy } from "@/rules/policy";
import type { Tx } from "@/server/db";
import { sql } from "@/server/sql";
import { policyInForce, withPolicy } from "./cycle-policy";
import { type AnyCycle, cyclesOfAll, ownerIn } from "./owner-balances";
import { type InTransaction, nextTeachers, readStored, sameFigures } from "./stored-balances";
import { figuresByRule, ledgersOf } from "./teacher-ledgers";

/** One balance beside what the rules say of the same postings. Tenths of a credit. */
export interface BalanceDifference {
  cityId: number;
  teacherId: number;
  cycleId: number;
  /** Null where the teacher has no balance in the cycle. */
  kept: string | null;
  computed: string;
}

const BATCH = 1_000;

/**
 * Computes every balance anew by the rules and compares it with the row that is kept, under the policy that the row names. As the
 * owner, outside any actor: it is an operator's command.
 * @param each told of every balance that differs or is not there
 * @returns how many teachers in their cycles were checked
 */
export async function checkBalances(owner: ClientBase, each: (difference: BalanceDifference) => void): Promise<number> {
  let checked = 0;
  for (const cycle of await cyclesOfAll(owner))
    checked += await checkCycleBalances(ownerIn(owner, cycle.cityId), cycle, each);
  return checked;
}

/**
 * The same of one cycle, by whoever may see all of it. A teacher without a row is counted by no statistic, and so is named, too,
 * unless the cycle is closed: who came later is not in it. Memory stays flat.
 * @param onBatch told how many have been checked
 */
export async function checkCycleBalances(
  inTransaction: InTransaction,
  cycle: AnyCycle,
  each: (difference: BalanceDifference) => void,
  onBatch: (checked: number) => Promise<void> = async () => {},
): Promise<number> {
  let checked = 0;
  for (let after: number | undefined = 0; after !== undefined; ) {
    const from: number = after;
    const batch = await inTransaction((tx) => checkBatch(tx, cycle, from, each));
    checked += batch.checked;
    await onBatch(checked);
    after = batch.last;
  }
  return checked;
}

async function checkBatch(
  tx: Tx,
  cycle: AnyCycle,
  after: number,
  each: (difference: BalanceDifference) => void,
): Promise<{ checked: number; last: number | undefined }> {
  const { cityId, cycleId, closed } = cycle;
  const teacherIds = await nextTeachers(tx, cityId, after, BATCH);
  const stored = await readStored(tx, cycle, teacherIds);
  // What a record owed in a closed cycle stays, though its employments went over to the one that it was merged into.
  const left = closed ? await mergedAmong(tx, cityId, teacherIds) : new Set<number>();
  const policyOf = await readPolicies(tx, cycle, new Set([...stored.values()].map(({ version }) => version)));
  let checked = 0;
  for await (const ledgers of ledgersOf(tx, cityId, cycleId, teacherIds)) {
    for (const ledger of ledgers) {
      const { teacherId } = ledger;
      const kept = stored.get(teacherId);
      if ((!kept && closed) || left.has(teacherId)) continue;
      checked += 1;
      const computed = figuresByRule(policyOf(kept?.version), ledger);
      if (kept && sameFigures(kept.figures, computed)) continue;
      const told = kept ? JSON.stringify(kept.figures) : null;
      each({ cityId, teacherId, cycleId, kept: told, computed: JSON.stringify(computed) });
    }
  }
  return { checked, last: teacherIds.at(-1) };
}

async function mergedAmong(tx: Tx, cityId: number, teacherIds: readonly number[]): Promise<Set<number>> {
  const rows = await tx.rows<{ id: number }>(sql`
    select id from teachers where city_id = ${cityId} and id = any(${teacherIds}::int[]) and merged_into_id is not null`);
  return new Set(rows.map(({ id }) => id));
}

/** The policies of these versions; the one in force where there is none of that number. */
async function readPolicies(
  tx: Tx,
  { cityId, cycleId }: AnyCycle,
  versions: ReadonlySet<number>,
): Promise<(version: number | undefined) => CyclePolicy> {
  const newest = await policyInForce(tx, cityId, cycleId);
  const older = new Map<number, CyclePolicy>();
  for (const version of versions) {
    if (version >= 1 && version < newest.version)
      older.set(version, (await withPolicy(tx, cityId, { ...newest, version })).policy);
  }
  return (version) => older.get(version ?? newest.version) ?? newest.policy;
}
