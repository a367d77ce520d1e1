import type { z } from "zod";
import { addDays, calendarDateInShanghai } from "@/rules/calendar";
import { against, judgeChange, keepsPlace } from "@/rules/organisation-desk";
import type { Actor } from "@/server/actor";
import { authorize } from "@/server/authorize";
import { transaction } from "@/server/db";
import { NotFound } from "@/server/errors";
import { done, type Result, refused } from "@/server/result";
import { sql } from "@/server/sql";
import type { ChangeInput } from "./organisation-input";
import { findPlace } from "./place";

/**
 * Another name, code, stage or superior from a day on; what it was stays in its history. The code is what a school's people sign
 * in with, so from now on they do with the new one; a new superior takes the teachers over, and what is counted of them in cycles
 * that aren't closed, while what is on its way is decided where it was submitted. Answers the place's number.
 */
export async function changeOrganisation(
  actor: Actor,
  input: z.output<typeof ChangeInput>,
  now: Date,
): Promise<Result<number>> {
  authorize(actor, "organisation:manage");
  return transaction(actor, async (tx) => {
    const place = await findPlace(tx, actor, input.placeId);
    if (!keepsPlace(actor, place)) throw new NotFound();
    const isSchool = place.kind === "school";
    const next = {
      name: input.placeName,
      code: (isSchool ? input.code : undefined) ?? place.code,
      stage: (isSchool ? input.stage : undefined) ?? place.stage,
      countyId: input.county === undefined ? place.countyId : input.county,
      day: input.day,
    };
    const today = calendarDateInShanghai(now);
    const violations = judgeChange(actor, { ...place, closed: place.closedOn !== null }, next, today);
    if (violations.length > 0) return refused(...violations);
    const changed = await tx.first<{ ok: boolean }>(sql`
      select change_organisation(${place.id}, ${next.code}, ${next.name}, ${next.stage}::school_stage, ${next.countyId},
        ${addDays(next.day, -1)}::date, ${input.why}, ${now}) as ok`);
    return changed?.ok ? done(place.id) : refused(against("school-code-taken", "code"));
  });
}
