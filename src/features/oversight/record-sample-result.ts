import { z } from "zod";
import { judgeResult, SAMPLE_RESULTS } from "@/rules/sampling";
import type { Actor } from "@/server/actor";
import { authorize } from "@/server/authorize";
import { transaction } from "@/server/db";
import { NotFound } from "@/server/errors";
import { choice, id, note } from "@/server/form-fields";
import { done, type Result, refused } from "@/server/result";
import { sql } from "@/server/sql";
import { recordOversight } from "./record-oversight";

export const SampleResultInput = z.object({
  runId: id,
  position: z.coerce.number({ error: "required" }).int().positive().max(2_147_483_647),
  result: choice(SAMPLE_RESULTS),
  note,
});
export type SampleResultInput = z.output<typeof SampleResultInput>;

export interface RecordedResult {
  runId: string;
  entryId: string;
  /** Found to be wrong, and still counted: it has to be revoked. */
  toBeRevoked: boolean;
}

/**
 * Writes down what a second look at a posted credit has shown: by whoever it was given to, or any other officer of the city who
 * didn't post it. Once; what is wrong is revoked afterwards like any other.
 * @throws NotFound
 */
export async function recordSampleResult(
  actor: Actor,
  input: SampleResultInput,
  now: Date,
): Promise<Result<RecordedResult>> {
  authorize(actor, "sampling:manage");
  const { runId, position, result, note } = input;
  const { cityId, accountId } = actor;
  return transaction(actor, async (tx) => {
    const item = await tx.first<{
      entryId: string;
      teacherId: number;
      checked: boolean;
      barred: number[];
      posted: boolean;
    }>(sql`
      select i.entry_id as "entryId", e.teacher_id as "teacherId", i.result is not null as checked, e.status = 'posted' as posted,
        array(select barred_from_sample(i.city_id, i.entry_id)) as barred
      from sample_items i join credit_entries e on e.city_id = i.city_id and e.id = i.entry_id
      where i.city_id = ${cityId} and i.run_id = ${runId} and i.position = ${position} for update of i`);
    if (!item) throw new NotFound();
    const against = judgeResult(item, accountId, result, note);
    if (against) return refused(against);
    await tx.run(sql`
      update sample_items set result = ${result}::sample_result, note = ${note}, checked_by = ${accountId}, checked_at = ${now}
      where city_id = ${cityId} and run_id = ${runId} and position = ${position}`);
    const told = {
      kind: "sample-result",
      subject: `${runId}/${position}`,
      teacherId: item.teacherId,
      reason: result,
    } as const;
    await recordOversight(tx, actor, told, now);
    return done({ runId, entryId: item.entryId, toBeRevoked: result === "wrong" && item.posted });
  });
}
