import { randomUUID } from "node:crypto";
import { z } from "zod";
import { keepBalances } from "@/ledger/keep-balances";
import { invariant } from "@/rules/invariant";
import { misshapen } from "@/rules/verdict";
import type { Actor } from "@/server/actor";
import { authorize } from "@/server/authorize";
import { type Tx, transaction } from "@/server/db";
import { text } from "@/server/form-fields";
import { done, type Result, refused } from "@/server/result";
import { sql } from "@/server/sql";
import { type MergeCase, readMergeCase } from "./merge-records";

const teacherId = z.coerce.number({ error: "required" }).int().positive().max(2_147_483_647);

export const MergeInput = z.object({
  keptId: teacherId,
  mergedId: teacherId,
  mergeReason: text(500),
  sure: z.literal("on").optional().catch(undefined),
});
export type MergeInput = z.output<typeof MergeInput>;

/**
 * The city merges a person's second record into the one that stays: employments are united, every entry moves, every posted credit
 * is reversed in the one chain and posted in the other, and both balances are counted anew, in one transaction. Answers the id of
 * the record that stays.
 * @throws NotFound
 */
export async function mergeTeachers(
  actor: Actor,
  { keptId, mergedId, mergeReason, sure }: MergeInput,
  now: Date,
): Promise<Result<number>> {
  authorize(actor, "teacher:merge");
  const { cityId } = actor;
  return transaction(actor, async (tx) => {
    await tx.rows(sql`select hold_records(${cityId}, ${[keptId, mergedId]}::int[])`);
    const { violations, united, ...found } = await readMergeCase(tx, cityId, keptId, mergedId);
    if (violations.length > 0) return refused(...violations);
    if (!sure) return refused(misshapen("required", "sure"));
    invariant(united, "two records that can be one have employments that can");
    const id = randomUUID();
    await tx.rows(sql`select merge_records(${cityId}, ${id}, ${keptId}, ${mergedId}, ${mergeReason}, ${JSON.stringify(united)}::jsonb,
      ${now})`);
    await keepBalances(tx, cityId, [keptId, mergedId]);
    await renewMarks(tx, cityId, keptId);
    await tellRevoked(tx, cityId, found, now);
    await tx.run(sql`
      insert into audit_events (city_id, account_id, teacher_id, kind, subject, reason, at)
      select ${cityId}, ${actor.accountId}, t.id, 'teacher-merged', ${`merge ${id}`}, ${mergeReason}, ${now}::timestamptz
      from unnest(${[keptId, mergedId]}::int[]) as t(id)`);
    return done(keptId);
  });
}

/** What was one person's and another's is now the same person's: files that both brought are marked no more. */
async function renewMarks(tx: Tx, cityId: number, teacherId: number): Promise<void> {
  await tx.rows(sql`
    select mark_shared(${cityId}, array(select e.id from credit_entries e where e.city_id = ${cityId} and e.teacher_id = ${teacherId}
      and e.status in ('at_school', 'at_county', 'at_city', 'returned')))`);
}

/** The reversals have revoked the certificates of the record that was merged; its account may be closed, so the other one hears of it. */
async function tellRevoked(
  tx: Tx,
  cityId: number,
  { kept, merged }: Pick<MergeCase, "kept" | "merged">,
  now: Date,
): Promise<void> {
  await tx.run(sql`
    insert into inbox_messages (city_id, account_id, role, kind, subject_id, title, details, at)
    select ${cityId}::int, told.account_id, 'teacher', 'certificate_revoked', f.id, c.name, '{}', ${now}::timestamptz
    from certificates f join cycles c on c.city_id = f.city_id and c.id = f.cycle_id,
      teacher_accounts(${cityId}, ${[kept.id]}::int[]) told
    where f.city_id = ${cityId} and f.teacher_id = ${merged.id} and f.revocation = 'credit-reversed' and f.revoked_at = ${now}`);
}
