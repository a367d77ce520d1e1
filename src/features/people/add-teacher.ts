import type { Actor } from "@/server/actor";
import { authorize } from "@/server/authorize";
import { transaction } from "@/server/db";
import { done, type Result, refused } from "@/server/result";
import type { NewTeacher } from "./new-teacher";
import { holdHiring, judgeTeachers, takeOn } from "./take-on";

export interface AddedTeacher {
  teacherId: number;
  /** Known before: the record, its credits and its account are the old ones. */
  again: boolean;
}

/**
 * Takes a teacher on at the actor's school: a new record with an account, or, once that is confirmed, somebody who is known and off
 * post. The balances of all cycles that aren't closed say from when on credits are owed (R4).
 */
export async function addTeacher(actor: Actor, input: NewTeacher, now: Date): Promise<Result<AddedTeacher>> {
  authorize(actor, "teacher:manage");
  return transaction(actor, async (tx) => {
    await holdHiring(tx, actor);
    const judged = await judgeTeachers(tx, actor, [input], now);
    const violations = judged.flatMap((one) => one.violations);
    if (violations.length > 0) return refused(...violations);
    const [added] = await takeOn(tx, actor, judged, now);
    if (!added) throw new Error("a teacher who was taken on has an id");
    return done({ teacherId: added.teacherId, again: judged.some(({ known }) => known !== null) });
  });
}
