import { grouped } from "@/rules/grouped";
import { foldTables } from "@/rules/summary-tables";
import type { Actor } from "@/server/actor";
import { authorize } from "@/server/authorize";
import { transaction } from "@/server/db";
import { sql } from "@/server/sql";
import { readCopies } from "./frozen-copy";
import { readHeads, type SummaryHead } from "./summary-head";

/** The accepted tables on which an entry stands now: once it is taken back, their unit owes a supplement. */
export async function tablesOfEntry(actor: Actor, entryId: string): Promise<SummaryHead[]> {
  authorize(actor, "summary:read");
  // Of its kind, its year and whoever reports it: a school its own, a host of support teaching the host's.
  const beside = sql`t.city_id = ${actor.cityId} and t.status = 'accepted' and exists (
    select 1 from credit_entries e join registration_rounds r on r.city_id = e.city_id and e.year between r.from_year and r.to_year
    where e.city_id = t.city_id and e.id = ${entryId} and r.id = t.round_id and e.source = t.source
      and t.unit_id = case when e.source = 'support_teaching' then e.host_id else e.school_id end)`;
  return transaction(actor, async (tx) => {
    const [heads, copies] = await Promise.all([readHeads(tx, beside), readCopies(tx, beside)]);
    const linesOf = new Map(copies.map(({ tableId, lines }) => [tableId, lines]));
    // A later table may have taken the row off again: then it stands on none.
    return [...grouped(heads, ({ roundId, unitId }) => `${roundId}/${unitId}`).values()].flatMap((series) => {
      const standing = foldTables(series.map(({ id }) => linesOf.get(id) ?? []));
      if (!standing.some((row) => row.entryIds.includes(entryId))) return [];
      return series.filter(({ id }) => linesOf.get(id)?.some(({ row }) => row.entryIds.includes(entryId))).slice(-1);
    });
  });
}
