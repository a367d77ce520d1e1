import { z } from "zod";
import { checkedAlready, ownDecision, shareOut } from "@/rules/sampling";
import type { Actor } from "@/server/actor";
import { authorize } from "@/server/authorize";
import { type Tx, transaction } from "@/server/db";
import { NotFound } from "@/server/errors";
import { id } from "@/server/form-fields";
import { tellAccounts } from "@/server/inbox";
import { done, type Result, refused } from "@/server/result";
import { sql } from "@/server/sql";
import { readOfficers } from "./read-sample";

const officer = z.coerce
  .number({ error: "required" })
  .int({ error: "required" })
  .positive({ error: "required" })
  .max(2_147_483_647, { error: "required" });
const position = z.coerce.number({ error: "required" }).int().positive().max(2_147_483_647);

export const AssignSampleInput = z.object({
  runId: id,
  /** Boxes of one name: one comes as a text, several as a list. */
  officers: z
    .preprocess((ticked) => (ticked === undefined ? [] : [ticked].flat()), z.array(officer))
    .refine((ticked) => ticked.length > 0, { error: "required" }),
});
export type AssignSampleInput = z.output<typeof AssignSampleInput>;

export const AssignItemInput = z.object({ runId: id, position, officer });
export type AssignItemInput = z.output<typeof AssignItemInput>;

/**
 * Gives what nobody has yet to some of the city's officers, as evenly as can be; nobody gets what they posted. What none of them
 * may look at stays with nobody. The same form sent twice finds nothing left to give.
 * @throws NotFound where there is no such sample, or one isn't an officer of the city
 */
export async function assignSample(actor: Actor, input: AssignSampleInput, now: Date): Promise<Result<string>> {
  authorize(actor, "sampling:manage");
  const { runId } = input;
  const { cityId } = actor;
  return transaction(actor, async (tx) => {
    const officers = [...new Set(input.officers)];
    await requireOfficers(tx, actor, officers);
    const drawn = await tx.rows<{ position: number; barred: number[] }>(sql`
      select i.position, array(select barred_from_sample(i.city_id, i.entry_id)) as barred from sample_items i
      where i.city_id = ${cityId} and i.run_id = ${runId} and i.assigned_to is null and i.result is null
      order by i.position for update of i`);
    const held = await tx.rows<{ officer: number; items: number }>(sql`
      select assigned_to as officer, count(*)::int as items from sample_items
      where city_id = ${cityId} and run_id = ${runId} and assigned_to is not null group by assigned_to`);
    if (drawn.length === 0) {
      if (!(await daysOf(tx, cityId, runId))) throw new NotFound();
      return done(runId);
    }
    const shares = shareOut(drawn, officers, new Map(held.map(({ officer, items }) => [officer, items])));
    const given = [...shares].flatMap(([officer, positions]) => positions.map((position) => ({ officer, position })));
    if (given.length === 0) return refused(ownDecision("officers"));
    await tx.run(sql`
      update sample_items i set assigned_to = g.officer
      from unnest(${given.map((one) => one.position)}::int[], ${given.map((one) => one.officer)}::int[]) as g(position, officer)
      where i.city_id = ${cityId} and i.run_id = ${runId} and i.position = g.position`);
    for (const [officer, positions] of shares) await tellOfficer(tx, cityId, runId, officer, positions.length, now);
    return done(runId);
  });
}

/**
 * Gives one of a sample's credits to an officer of the city.
 * @throws NotFound
 */
export async function assignSampleItem(
  actor: Actor,
  { runId, position, officer }: AssignItemInput,
  now: Date,
): Promise<Result<{ runId: string; position: number }>> {
  authorize(actor, "sampling:manage");
  const { cityId } = actor;
  return transaction(actor, async (tx) => {
    await requireOfficers(tx, actor, [officer]);
    const item = await tx.first<{ checked: boolean; barred: number[] }>(sql`
      select i.result is not null as checked, array(select barred_from_sample(i.city_id, i.entry_id)) as barred from sample_items i
      where i.city_id = ${cityId} and i.run_id = ${runId} and i.position = ${position} for update of i`);
    if (!item) throw new NotFound();
    if (item.checked) return refused(checkedAlready);
    if (item.barred.includes(officer)) return refused(ownDecision("officer"));
    await tx.run(sql`
      update sample_items set assigned_to = ${officer}
      where city_id = ${cityId} and run_id = ${runId} and position = ${position}`);
    await tellOfficer(tx, cityId, runId, officer, 1, now);
    return done({ runId, position });
  });
}

async function requireOfficers(tx: Tx, actor: Actor, chosen: readonly number[]): Promise<void> {
  const known = new Set((await readOfficers(tx, actor)).map((one) => one.id));
  if (!chosen.every((one) => known.has(one))) throw new NotFound();
}

const daysOf = (tx: Tx, cityId: number, runId: string) =>
  tx.first<{ fromDay: string; toDay: string }>(sql`
    select from_day as "fromDay", to_day as "toDay" from sampling_runs where city_id = ${cityId} and id = ${runId}`);

/** Once for each sample: whoever gets more of it later finds it where the rest is. */
async function tellOfficer(
  tx: Tx,
  cityId: number,
  runId: string,
  officer: number,
  entries: number,
  now: Date,
): Promise<void> {
  if (entries === 0) return;
  const days = await daysOf(tx, cityId, runId);
  const title = days ? `${days.fromDay} – ${days.toDay}` : "";
  const telling = {
    kind: "sample_assigned",
    subjectId: runId,
    title,
    details: { entries },
    key: `sample/${runId}`,
  } as const;
  await tellAccounts(tx, cityId, [officer], "city", telling, now);
}
