import { MISSING_ONLINE } from "@/ledger/balance-columns";
import { cycleOfYear } from "@/ledger/cycle-policy";
import type { Actor } from "@/server/actor";
import { authorize } from "@/server/authorize";
import { transaction } from "@/server/db";
import { sql } from "@/server/sql";

export interface SchoolOverview {
  /** Waiting for the school's first review. */
  waiting: number;
  /** Registered by the school and returned to it. */
  returned: number;
  /** On duty in the year (R4); the next two are of them. */
  teachers: number;
  complete: number;
  onlineBehind: number;
}

/** What waits for a school, and how far its teachers are in the cycle of `year`. */
export async function readSchool(actor: Actor, year: number): Promise<SchoolOverview> {
  authorize(actor, "teacher:list");
  const { cityId, organisationId } = actor;
  return transaction(actor, async (tx) => {
    const [work, people] = await Promise.all([
      tx.first<{ waiting: number; returned: number }>(sql`
        select count(*) filter (where holder_id = ${organisationId})::int as waiting,
          count(*) filter (where status = 'returned' and registered_by_role = 'school')::int as returned
        from credit_entries
        where city_id = ${cityId} and school_id = ${organisationId} and status in ('at_school', 'returned')`),
      tx.first<{ teachers: number; complete: number; onlineBehind: number }>(sql`
        select count(*)::int as teachers, count(*) filter (where b.complete)::int as complete,
          count(*) filter (where ${MISSING_ONLINE} > 0)::int as "onlineBehind"
        from balances b
        where b.city_id = ${cityId} and b.school_id = ${organisationId} and b.cycle_id = ${cycleOfYear(cityId, year)}
          and ${year}::smallint = any(b.duty_years)`),
    ]);
    return {
      waiting: work?.waiting ?? 0,
      returned: work?.returned ?? 0,
      teachers: people?.teachers ?? 0,
      complete: people?.complete ?? 0,
      onlineBehind: people?.onlineBehind ?? 0,
    };
  });
}
