import { z } from "zod";
import type { EntryStatus } from "@/rules/credit-entry";
import type { SampleResult } from "@/rules/sampling";
import type { Actor } from "@/server/actor";
import { authorize } from "@/server/authorize";
import { businessToday } from "@/server/clock";
import { type Tx, transaction } from "@/server/db";
import { NotFound } from "@/server/errors";
import { type Statement, sql } from "@/server/sql";
import { readRuns, type SampleRun } from "./list-samples";
import { drawFromLedger, type SampleSource } from "./sample-population";

/** Which of a sample's credits a page shows, as it stands in the URL. */
export const SampleQuery = z.object({
  show: z.enum(["open", "mine", "wrong"]).optional().catch(undefined),
  /** The last position of the page before. */
  after: z.coerce.number().int().positive().max(2_147_483_647).optional().catch(undefined),
});
export type SampleQuery = z.output<typeof SampleQuery>;

export interface SampleItemView {
  position: number;
  entryId: string;
  teacherName: string;
  schoolName: string;
  title: string;
  source: SampleSource;
  creditsTenths: number;
  /** What became of the credit since. */
  status: EntryStatus;
  assignedTo: number | null;
  assignedName: string | null;
  result: SampleResult | null;
  note: string | null;
  checkedName: string | null;
  checkedAt: Date | null;
  /** Who can't look at it: whoever posted it, and whose credit it is. */
  barred: number[];
}

export interface Officer {
  id: number;
  name: string;
}

export interface SamplePage {
  run: SampleRun;
  items: SampleItemView[];
  /** The `after` of the next page; null on the last. */
  next: number | null;
  /** Those of the city's office, deputies among them. */
  officers: Officer[];
}

const PAGE = 50;

/** A sample with its credits in the order of the draw. @throws NotFound */
export async function readSample(actor: Actor, runId: string, query: SampleQuery): Promise<SamplePage> {
  authorize(actor, "sampling:manage");
  return transaction(actor, async (tx) => {
    const [run, items, officers] = await Promise.all([
      readRun(tx, actor, runId),
      readItems(
        tx,
        actor,
        runId,
        sql`${shown(query, actor)} ${query.after ? sql`and i.position > ${query.after}` : sql``}`,
      ),
      readOfficers(tx, actor),
    ]);
    const page = items.slice(0, PAGE);
    return { run, items: page, next: items.length > PAGE ? (page.at(-1)?.position ?? null) : null, officers };
  });
}

/** One drawn credit. @throws NotFound */
export async function readSampleItem(
  actor: Actor,
  runId: string,
  position: number,
): Promise<{ run: SampleRun; item: SampleItemView; officers: Officer[] }> {
  authorize(actor, "sampling:manage");
  return transaction(actor, async (tx) => {
    const [run, [item], officers] = await Promise.all([
      readRun(tx, actor, runId),
      readItems(tx, actor, runId, sql`and i.position = ${position}`),
      readOfficers(tx, actor),
    ]);
    if (!item) throw new NotFound();
    return { run, item, officers };
  });
}

/** Draws a sample again from its seed: is it the one that is kept? @throws NotFound */
export async function redrawSample(actor: Actor, runId: string): Promise<{ population: number; same: boolean }> {
  authorize(actor, "sampling:manage");
  return transaction(actor, async (tx) => {
    const run = await readRun(tx, actor, runId);
    const [again, kept] = await Promise.all([
      drawFromLedger(tx, actor.cityId, run),
      tx.rows<{ entryId: string }>(sql`
        select entry_id as "entryId" from sample_items where city_id = ${actor.cityId} and run_id = ${runId} order by position`),
    ]);
    const same =
      again.population === run.population && again.entryIds.join() === kept.map((item) => item.entryId).join();
    return { population: again.population, same };
  });
}

async function readRun(tx: Tx, actor: Actor, runId: string): Promise<SampleRun> {
  const [run] = await readRuns(tx, actor, sql`r.id = ${runId}`);
  if (!run) throw new NotFound();
  return run;
}

function shown({ show }: SampleQuery, { accountId }: Actor): Statement {
  switch (show) {
    case undefined:
      return sql``;
    case "open":
      return sql`and i.result is null`;
    case "mine":
      return sql`and i.assigned_to = ${accountId}`;
    case "wrong":
      return sql`and i.result = 'wrong'`;
    default:
      return show satisfies never;
  }
}

const readItems = (tx: Tx, { cityId }: Actor, runId: string, which: Statement) =>
  tx.rows<SampleItemView>(sql`
    select i.position, i.entry_id as "entryId", t.name as "teacherName", s.name as "schoolName", e.title, e.source,
      e.credits_tenths as "creditsTenths", e.status, i.assigned_to as "assignedTo", o.display_name as "assignedName", i.result, i.note,
      k.display_name as "checkedName", i.checked_at as "checkedAt", array(select barred_from_sample(i.city_id, i.entry_id)) as barred
    from sample_items i
    join credit_entries e on e.city_id = i.city_id and e.id = i.entry_id
    join teachers t on t.city_id = e.city_id and t.id = e.teacher_id
    join organisations s on s.city_id = e.city_id and s.id = e.school_id
    left join accounts o on o.city_id = i.city_id and o.id = i.assigned_to
    left join accounts k on k.city_id = i.city_id and k.id = i.checked_by
    where i.city_id = ${cityId} and i.run_id = ${runId} ${which}
    order by i.position limit ${PAGE + 1}`);

/** Those who hold the city's role today. */
export const readOfficers = (tx: Tx, { cityId, organisationId }: Actor) =>
  tx.rows<Officer>(sql`
    select a.id, a.display_name as name from officers_of(${cityId}, ${[organisationId]}::int[], 'city', ${businessToday()}) o
    join accounts a on a.city_id = ${cityId} and a.id = o.account_id order by a.display_name, a.id`);
