import type { z } from "zod";
import { calendarDateInShanghai } from "@/rules/calendar";
import { against, judgeDay, keepsPlace } from "@/rules/organisation-desk";
import type { Actor } from "@/server/actor";
import { authorize } from "@/server/authorize";
import { transaction } from "@/server/db";
import { NotFound } from "@/server/errors";
import { done, type Result, refused } from "@/server/result";
import { sql } from "@/server/sql";
import type { ClosingInput } from "./organisation-input";
import { findPlace } from "./place";

/**
 * A school or office that is no more; nobody acts for it any longer, and what it did stays. A school's teachers have gone before.
 * Answers the place's number.
 */
export async function closeOrganisation(
  actor: Actor,
  input: z.output<typeof ClosingInput>,
  now: Date,
): Promise<Result<number>> {
  authorize(actor, "organisation:manage");
  return transaction(actor, async (tx) => {
    const place = await findPlace(tx, actor, input.placeId);
    if (!keepsPlace(actor, place) || (place.kind !== "school" && place.kind !== "office")) throw new NotFound();
    if (place.closedOn) return refused(against("school-closed"));
    const early = judgeDay(input.day, calendarDateInShanghai(now));
    if (early.length > 0) return refused(...early);
    const closed = await tx.first<{ ok: boolean }>(sql`
      select close_organisation(${place.id}, ${input.day}::date, ${input.why}, ${now}) as ok`);
    return closed?.ok ? done(place.id) : refused(against("school-has-teachers"));
  });
}
