import type { Actor } from "@/server/actor";
import { authorize } from "@/server/authorize";
import { transaction } from "@/server/db";
import { sql } from "@/server/sql";
import { askedYear } from "./asked-cycle";
import { type CompletionFigures, rollUp, type SummedRow, summedColumns } from "./figures";
import { balancesOf, type Within } from "./places";

/** The same figures by the subject that a teacher teaches; null: none is recorded. The largest first. */
export interface SubjectCompletion {
  year: number;
  subjects: (CompletionFigures & { subject: string | null })[];
}

/**
 * The completion of the actor's place by subject, of those who are on duty in the year.
 * @param year null: that of the business date
 * @returns null where no cycle has that year
 */
export async function readBySubject(
  actor: Actor,
  { year, ...within }: Within & { year?: number | null },
  now: Date,
): Promise<SubjectCompletion | null> {
  authorize(actor, "statistics:read");
  return transaction(actor, async (tx) => {
    const asked = await askedYear(tx, actor, year, now);
    if (!asked) return null;
    const rows = await tx.rows<SummedRow & { subject: string | null }>(sql`
      select t.subject, ${summedColumns(asked.policy, asked.year)}
      from balances b join teachers t on t.city_id = b.city_id and t.id = b.teacher_id
      where ${balancesOf(actor, asked.cycleId, within)} group by t.subject`);
    const subjects = rows
      .map((row) => ({ ...rollUp(asked.policy, [row]), subject: row.subject }))
      .filter(({ teachers }) => teachers > 0)
      .sort((a, b) => b.teachers - a.teachers);
    return { year: asked.year, subjects };
  });
}
