import type { Tx } from "@/server/db";
import { sql } from "@/server/sql";
import type { BalanceFigures } from "./teacher-ledgers";

/** One cycle of one city. */
export interface CycleKey {
  cityId: number;
  cycleId: number;
}

/** A transaction for each piece of long work: of the application as an actor, or of the owner. */
export type InTransaction = <T>(work: (tx: Tx) => Promise<T>) => Promise<T>;

/** The balance row of a teacher. */
export interface StoredBalance {
  teacherId: number;
  /** Of the policy by which it was counted. */
  version: number;
  figures: BalanceFigures;
}

/** The next teachers of a city by their ids; none after the last. */
export async function nextTeachers(tx: Tx, cityId: number, after: number, most: number): Promise<number[]> {
  const row = await tx.first<{ ids: number[] }>(sql`
    select coalesce(array_agg(t.id order by t.id), '{}') as ids
    from (select id from teachers where city_id = ${cityId} and id > ${after} order by id limit ${most}) t`);
  return row?.ids ?? [];
}

/** The rows that these teachers have in a cycle. */
export async function readStored(
  tx: Tx,
  { cityId, cycleId }: CycleKey,
  teacherIds: readonly number[],
): Promise<ReadonlyMap<number, StoredBalance>> {
  const rows = await tx.rows<StoredBalance>(sql`
    select b.teacher_id as "teacherId", b.policy_version as version, json_build_object(
      'requiredTotalTenths', b.required_total_tenths, 'requiredOnlineTenths', b.required_online_tenths,
      'totalTenths', b.total_tenths, 'onlineTenths', b.online_tenths, 'onlineMetTenths', b.online_met_tenths,
      'complete', b.complete, 'yearTotalTenths', b.year_total_tenths, 'yearOnlineMetTenths', b.year_online_met_tenths,
      'dutyYears', b.duty_years, 'dutyBits', b.duty_bits, 'totalReachedBits', b.total_reached_bits,
      'onlineReachedBits', b.online_reached_bits) as figures
    from balances b
    where b.city_id = ${cityId} and b.cycle_id = ${cycleId} and b.teacher_id = any(${teacherIds}::int[])`);
  return new Map(rows.map((row) => [row.teacherId, row]));
}

/** The same figures? Both are written in one order. */
export const sameFigures = (one: BalanceFigures, other: BalanceFigures): boolean =>
  JSON.stringify(one) === JSON.stringify(other);
