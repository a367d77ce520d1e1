import type { Tx } from "@/server/db";
import { sql } from "@/server/sql";

/**
 * What a posted training tells of its people and credits follows whoever is posted or taken back singly. One that is still on
 * its way tells its roster.
 */
export async function recountProject(tx: Tx, cityId: number, projectId: string): Promise<void> {
  await tx.run(sql`
    update projects p set participants = posted.people, credits_tenths = posted.tenths
    from (select count(distinct teacher_id) as people, coalesce(sum(credits_tenths), 0) as tenths from credit_entries
      where city_id = ${cityId} and project_id = ${projectId} and status = 'posted') posted
    where p.city_id = ${cityId} and p.id = ${projectId} and p.status in ('posted', 'correcting', 'closed')`);
}
