import { randomBytes } from "node:crypto";
import { z } from "zod";
import { calendarDateInShanghai } from "@/rules/calendar";
import { judgeDraw, nothingToDraw } from "@/rules/sampling";
import type { Actor } from "@/server/actor";
import { authorize } from "@/server/authorize";
import { transaction } from "@/server/db";
import { NotFound } from "@/server/errors";
import { choice, date, id, optional, tenths } from "@/server/form-fields";
import { done, type Result, refused } from "@/server/result";
import { sql } from "@/server/sql";
import { recordOversight } from "./record-oversight";
import { drawFromLedger, SAMPLE_SOURCES } from "./sample-population";

export const DrawInput = z.object({
  /** Made with the form: the same form sent twice is one draw. */
  runId: id,
  cycleId: z.coerce
    .number({ error: "required" })
    .int({ error: "required" })
    .positive({ error: "required" })
    .max(2_147_483_647, { error: "required" }),
  /** Percent, exact to a tenth: so tenths of it are the permille. */
  share: tenths,
  fromDay: date,
  toDay: date,
  source: optional(choice(SAMPLE_SOURCES)),
});
export type DrawInput = z.output<typeof DrawInput>;

/**
 * Draws a sample of posted special credits and keeps seed, terms and population, so that anybody can draw it again. The seed is made
 * here, when the terms are fixed: whoever could bring one could try until the list spares whom they like.
 * @throws NotFound where the city has no such cycle
 */
export async function drawSampleRun(actor: Actor, input: DrawInput, now: Date): Promise<Result<string>> {
  authorize(actor, "sampling:manage");
  const { runId, cycleId, share: permille, fromDay, toDay, source = null } = input;
  const { cityId, accountId } = actor;
  const seed = randomBytes(16).toString("hex");
  const against = judgeDraw({ permille, fromDay, toDay }, calendarDateInShanghai(now));
  if (against.length > 0) return refused(...against);
  return transaction(actor, async (tx) => {
    if (await tx.first(sql`select 1 from sampling_runs where city_id = ${cityId} and id = ${runId}`))
      return done(runId);
    if (!(await tx.first(sql`select 1 from cycles where city_id = ${cityId} and id = ${cycleId}`)))
      throw new NotFound();
    const terms = { cycleId, seed, permille, fromDay, toDay, source, drawnAt: now };
    const { population, entryIds } = await drawFromLedger(tx, cityId, terms);
    if (population === 0) return refused(nothingToDraw);
    const drawn = await tx.run(sql`
      insert into sampling_runs (city_id, id, cycle_id, seed, permille, from_day, to_day, source, population, account_id, drawn_at)
      values (${cityId}, ${runId}, ${cycleId}, ${seed}, ${permille}, ${fromDay}, ${toDay}, ${source}::credit_source,
        ${population}, ${accountId}, ${now})
      on conflict do nothing`);
    if (drawn === 0) return done(runId);
    await tx.run(sql`
      insert into sample_items (city_id, run_id, position, entry_id)
      select ${cityId}, ${runId}::uuid, d.position, d.id
      from unnest(${entryIds}::uuid[]) with ordinality as d(id, position)`);
    await recordOversight(tx, actor, { kind: "sample-drawn", subject: runId }, now);
    return done(runId);
  });
}
