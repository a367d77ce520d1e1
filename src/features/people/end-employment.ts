import { z } from "zod";
import { owingOtherwise } from "@/ledger/closed-duty";
import { keepBalances } from "@/ledger/keep-balances";
import { calendarDateInShanghai } from "@/rules/calendar";
import { afterEnd, ENDS, judgeLeaving } from "@/rules/employment";
import type { Actor } from "@/server/actor";
import { authorize } from "@/server/authorize";
import { transaction } from "@/server/db";
import { choice, date } from "@/server/form-fields";
import { done, type Result, refused } from "@/server/result";
import { sql } from "@/server/sql";
import { lockOwnTeacher } from "./own-teacher";

export const EndInput = z.object({
  teacherId: z.coerce.number({ error: "required" }).int().positive().max(2_147_483_647),
  how: choice(ENDS),
  leavingDay: date,
});
export type EndInput = z.output<typeof EndInput>;

/**
 * A teacher of the actor's school leaves or retires: the year of it is the last year of duty (S). Credits, entries that are under
 * way and the account stay. Answers the teacher's id.
 * @throws NotFound
 */
export async function endEmployment(
  actor: Actor,
  { teacherId, how, leavingDay: lastDay }: EndInput,
  now: Date,
): Promise<Result<number>> {
  authorize(actor, "teacher:manage");
  return transaction(actor, async (tx) => {
    const { present, transferOpen } = await lockOwnTeacher(tx, actor, teacherId);
    const owing = await owingOtherwise(tx, actor.cityId, [teacherId], (_, kept) => afterEnd(kept, lastDay));
    const facts = { today: calendarDateInShanghai(now), present, transferOpen, owesOtherwise: owing.has(teacherId) };
    const violations = judgeLeaving(lastDay, facts);
    if (violations.length > 0) return refused(...violations);
    await tx.run(sql`
      update employments set ends_on = ${lastDay}, ended = ${how}::employment_end
      where city_id = ${actor.cityId} and teacher_id = ${teacherId} and school_id = ${actor.organisationId} and ends_on is null`);
    await keepBalances(tx, actor.cityId, [teacherId]);
    await tx.run(sql`insert into audit_events (city_id, account_id, teacher_id, kind, subject, at)
      values (${actor.cityId}, ${actor.accountId}, ${teacherId}, 'teacher-left', ${how}, ${now})`);
    return done(teacherId);
  });
}
