import { cycleOfYear, type PolicyInForce, policyOfYear } from "@/ledger/cycle-policy";
import { calendarDateInShanghai, yearOf } from "@/rules/calendar";
import type { Actor } from "@/server/actor";
import type { Tx } from "@/server/db";
import { sql } from "@/server/sql";

/** The year whose teachers on duty are counted, with its cycle and policy. */
export interface AskedYear extends PolicyInForce {
  year: number;
}

/** The asked year, else that of the business date, or the last of a cycle that is over; null where no cycle has it. */
export async function askedYear(
  tx: Tx,
  { cityId }: Actor,
  year: number | null | undefined,
  now: Date,
): Promise<AskedYear | null> {
  const asked = year ?? (await presentYear(tx, cityId, yearOf(calendarDateInShanghai(now))));
  const inForce = await policyOfYear(tx, cityId, asked);
  return inForce ? { ...inForce, year: asked } : null;
}

async function presentYear(tx: Tx, cityId: number, year: number): Promise<number> {
  const cycle = await tx.first<{ toYear: number }>(sql`
    select to_year as "toYear" from cycles where city_id = ${cityId} and id = ${cycleOfYear(cityId, year)}`);
  return Math.min(year, cycle?.toYear ?? year);
}
