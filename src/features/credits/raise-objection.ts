import { randomUUID } from "node:crypto";
import { z } from "zod";
import { deciderOf, judgeObjection, OBJECTION_WORDS } from "@/rules/objections";
import { stepViolation } from "@/rules/verdict";
import type { Actor } from "@/server/actor";
import { authorize } from "@/server/authorize";
import { transaction } from "@/server/db";
import { entryId, paragraphs } from "@/server/form-fields";
import { tellOfficers } from "@/server/inbox";
import { done, type Result, refused } from "@/server/result";
import { sql } from "@/server/sql";
import { readObjectionStanding } from "./objection-facts";

export const ObjectionInput = z.object({ entryId, objectionWords: paragraphs(OBJECTION_WORDS) });
export type ObjectionInput = z.output<typeof ObjectionInput>;

/**
 * The credited teacher objects to a final refusal, once (复核): it goes one level above the step that refused, whose officers
 * are told. Answers the entry's id.
 * @throws NotFound
 */
export async function raiseObjection(actor: Actor, input: ObjectionInput, now: Date): Promise<Result<string>> {
  authorize(actor, "objection:raise");
  return transaction(actor, async (tx) => {
    await tx.rows(sql`select hold_own_entry(${actor.cityId}, ${input.entryId})`);
    const { ground, entry, refusedAt, kept } = await readObjectionStanding(tx, actor, input.entryId);
    const against = judgeObjection({ ...ground, objectedAlready: kept !== null }, actor);
    if (against) return refused(against);
    if (refusedAt === null) return refused(stepViolation("objection-not-refused"));
    const decider = deciderOf(refusedAt, entry.countyId === null);
    const raised = await tx.first<{ holderId: number }>(sql`
      insert into objections (city_id, id, entry_id, teacher_id, school_id, county_id, refused_seq, refused_at, holder_id, words,
        status, raised_by, raised_at)
      select ${actor.cityId}, ${randomUUID()}, ${entry.id}, ${entry.teacherId}, ${entry.schoolId}, ${entry.countyId}, ${entry.version},
        ${refusedAt}::step, h.id, ${input.objectionWords}, 'open', ${actor.accountId}, ${now}
      from organisations h where h.city_id = ${actor.cityId}
        and ${decider === "county" ? sql`h.id = ${entry.countyId}` : sql`h.kind = 'city'`}
      returning holder_id as "holderId"`);
    if (!raised) return refused(stepViolation("objection-not-refused"));
    const { title, source, creditsTenths } = entry;
    const telling = {
      kind: "objection_raised",
      subjectId: entry.id,
      title,
      details: { source, creditsTenths },
    } as const;
    await tellOfficers(tx, actor.cityId, raised.holderId, decider, telling, now);
    return done(entry.id);
  });
}
