import { z } from "zod";
import { stepViolation } from "@/rules/verdict";
import type { Actor } from "@/server/actor";
import { authorize } from "@/server/authorize";
import { transaction } from "@/server/db";
import { NotFound } from "@/server/errors";
import { entryId } from "@/server/form-fields";
import { done, type Result, refused } from "@/server/result";
import { sql } from "@/server/sql";
import { readObjectionStanding } from "./objection-facts";

export const ObjectionWithdrawalInput = z.object({ entryId });
export type ObjectionWithdrawalInput = z.output<typeof ObjectionWithdrawalInput>;

/** The teacher takes an objection back while nobody has decided; the refusal stands, and there is no second one. */
export async function withdrawObjection(actor: Actor, input: ObjectionWithdrawalInput): Promise<Result<string>> {
  authorize(actor, "objection:raise");
  return transaction(actor, async (tx) => {
    const { kept } = await readObjectionStanding(tx, actor, input.entryId);
    if (!kept) throw new NotFound();
    const withdrawn = await tx.run(sql`
      update objections set status = 'withdrawn'
      where city_id = ${actor.cityId} and id = ${kept.id} and status = 'open' and teacher_id = ${actor.teacherId}`);
    return withdrawn === 1 ? done(input.entryId) : refused(stepViolation("objection-already-decided"));
  });
}
