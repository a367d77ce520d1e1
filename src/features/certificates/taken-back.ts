import type { Tx } from "@/server/db";
import { sql } from "@/server/sql";

/**
 * The cycles in which the city took a certificate back by itself and nothing of the ledger that it attested was reversed since: what was
 * wrong with it still is, and asking again must not undo what the city did.
 */
export async function cyclesTakenBack(
  tx: Tx,
  { cityId, teacherId }: { cityId: number; teacherId: number },
): Promise<number[]> {
  const rows = await tx.rows<{ cycleId: number }>(sql`
    select f.cycle_id as "cycleId" from certificates f
    where f.city_id = ${cityId} and f.teacher_id = ${teacherId} and f.revocation = 'by-the-city'
      and not exists (select 1 from ledger_postings p where p.city_id = f.city_id and p.teacher_id = f.teacher_id
        and p.cycle_id = f.cycle_id and p.reverses_seq is not null and p.seq > f.head_seq)`);
  return rows.map(({ cycleId }) => cycleId);
}
