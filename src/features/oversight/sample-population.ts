import { createHash } from "node:crypto";
import { addDays, type CalendarDate, calendarDateInShanghai, startOfDay } from "@/rules/calendar";
import { drawSample } from "@/rules/sampling";
import type { Tx } from "@/server/db";
import { sql } from "@/server/sql";

/** The kinds of special credits. */
export const SAMPLE_SOURCES = ["mooc", "degree"] as const;
export type SampleSource = (typeof SAMPLE_SOURCES)[number];

/** All that a draw follows from. */
export interface DrawFacts {
  cycleId: number;
  seed: string;
  permille: number;
  fromDay: CalendarDate;
  toDay: CalendarDate;
  /** Null: both. */
  source: SampleSource | null;
  drawnAt: Date;
}

/**
 * Draws from the special credits that were posted within the days and stood when the day of the draw began. By the ledger
 * alone, which keeps what was: revoked afterwards, a credit was in that population all the same, so whoever draws again later,
 * draws the same.
 */
export async function drawFromLedger(
  tx: Tx,
  cityId: number,
  { cycleId, seed, permille, fromDay, toDay, source, drawnAt }: DrawFacts,
): Promise<{ population: number; entryIds: string[] }> {
  const standing = await tx.rows<{ id: string }>(sql`
    select l.entry_id as id from ledger_postings l
    where l.city_id = ${cityId} and l.cycle_id = ${cycleId} and l.source in ('mooc', 'degree') and l.reverses_seq is null
      and l.posted_at >= ${startOfDay(fromDay)} and l.posted_at < ${startOfDay(addDays(toDay, 1))}
      ${source ? sql`and l.source = ${source}::credit_source` : sql``}
      and not exists (select from ledger_postings r where r.city_id = l.city_id and r.teacher_id = l.teacher_id
        and r.cycle_id = l.cycle_id and r.reverses_seq = l.seq and r.posted_at < ${startOfDay(calendarDateInShanghai(drawnAt))})`);
  const keyed = standing.map(({ id }) => ({ id, key: createHash("sha256").update(`${seed}:${id}`).digest("hex") }));
  return { population: keyed.length, entryIds: drawSample(keyed, permille) };
}
