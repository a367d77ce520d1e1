import { randomUUID } from "node:crypto";
import { z } from "zod";
import { keepRounds } from "@/ledger/registration-rounds";
import { calendarDateInShanghai } from "@/rules/calendar";
import { invariant } from "@/rules/invariant";
import { judgeSummaryStep } from "@/rules/summary-steps";
import { creditsOfLines, SUMMARY_SOURCES } from "@/rules/summary-tables";
import type { Actor } from "@/server/actor";
import { authorize } from "@/server/authorize";
import { type Tx, transaction } from "@/server/db";
import { choice, truthful } from "@/server/form-fields";
import { done, type Result, refused } from "@/server/result";
import { sql } from "@/server/sql";
import { chosenRound, type Draft, readDraftOf, readUnitFacts } from "./draft";
import { freeze } from "./frozen-copy";
import { tellReported, writeEvent } from "./tell-summary";

export const CloseInput = z.object({
  roundId: z.coerce.number({ error: "required" }).int().positive().max(2_147_483_647),
  source: choice(SUMMARY_SOURCES),
  truthful,
});
export type CloseInput = z.output<typeof CloseInput>;

interface Superior {
  id: number;
  name: string;
  role: "county" | "city";
}

/**
 * Closes a table of the actor's unit and reports it: its list is frozen, sealed and hashed, its superior is told. After the
 * last day it stops until the city reopens (R17). The same form sent twice is one closing. Answers the table's id.
 * @throws NotFound
 */
export async function closeSummary(actor: Actor, { roundId, source }: CloseInput, now: Date): Promise<Result<string>> {
  authorize(actor, "summary:close");
  const { cityId, organisationId } = actor;
  return transaction(actor, async (tx) => {
    // Two that close at once see each other; neither is there to be locked yet.
    const lock = `summary/${cityId}/${roundId}/${source}/${organisationId}`;
    await tx.rows(sql`select pg_advisory_xact_lock(hashtextextended(${lock}, 1))`);
    // The years that are frozen are those of the round, also where the city is about to change them.
    await keepRounds(tx, cityId);
    const facts = await readUnitFacts(tx, actor);
    const draft = await readDraftOf(tx, actor, facts, chosenRound(facts, roundId, source), source, now);
    const last = draft.tables.at(-1);
    if (last?.status === "reported" && draft.lines.length === 0) return done(last.id);
    if (draft.against.length > 0) return refused(...draft.against);
    invariant(draft.intact, `the tables of unit ${organisationId} are as they were frozen`);
    const again = last?.status === "returned" ? last : null;
    const superior = await superiorOf(tx, actor);
    const countyId = superior.role === "county" ? superior.id : null;
    const step = judgeSummaryStep(
      "close",
      {
        source,
        status: again?.status ?? null,
        unitId: organisationId,
        countyId,
        closedByAccountId: again?.closedByAccountId ?? null,
        isLast: true,
      },
      actor,
    );
    if (!step.ok) return refused(step.violation);
    const table = { id: again?.id ?? randomUUID(), version: (again?.version ?? 0) + 1 };
    await writeTable(tx, actor, draft, table, countyId, now);
    const move = {
      action: "close",
      fromStatus: again?.status ?? null,
      toStatus: step.to,
      reason: null,
      note: null,
    } as const;
    await writeEvent(tx, actor, table, move, now);
    await writeCopy(tx, actor, draft, table, superior, now);
    const { fromYear, toYear } = draft.round;
    const words = { id: table.id, source, fromYear, toYear, number: draft.number, unitName: actor.organisationName };
    await tellReported(tx, actor, words, superior, now);
    return done(table.id);
  });
}

/** A school's county or the city; every host of support teaching reports to the city (N3.4). */
async function superiorOf(tx: Tx, { cityId, role, organisationId }: Actor): Promise<Superior> {
  const superior = await tx.first<Superior>(sql`
    select s.id, s.name, s.kind::text as role from organisations o join organisations s on s.city_id = o.city_id
      and case when o.county_id is null or ${role !== "school"} then s.kind = 'city' else s.id = o.county_id end
    where o.city_id = ${cityId} and o.id = ${organisationId}`);
  invariant(superior, `unit ${organisationId} has a superior`);
  return superior;
}

/** A first closing begins the table; one that came back is closed anew, and asks for new paper (N3.7). */
async function writeTable(
  tx: Tx,
  { cityId, accountId, organisationId }: Actor,
  { round, source, number }: Draft,
  { id, version }: { id: string; version: number },
  countyId: number | null,
  now: Date,
): Promise<void> {
  if (version === 1)
    await tx.run(sql`
      insert into summary_tables (city_id, id, round_id, source, unit_id, county_id, number, status, version, closed_by_account_id,
        closed_at)
      values (${cityId}, ${id}, ${round.id}, ${source}::credit_source, ${organisationId}, ${countyId}, ${number}, 'reported', 1,
        ${accountId}, ${now})`);
  else {
    const changed = await tx.run(sql`
      update summary_tables set status = 'reported', version = ${version}, closed_by_account_id = ${accountId}, closed_at = ${now},
        paper_on = null, certificates_on = null
      where city_id = ${cityId} and id = ${id} and status = 'returned' and version = ${version - 1}`);
    invariant(changed === 1, `table ${id} was returned`);
  }
}

async function writeCopy(
  tx: Tx,
  actor: Actor,
  { round, source, number, lines }: Draft,
  { id, version }: { id: string; version: number },
  superior: Superior,
  now: Date,
): Promise<void> {
  const { sealed, hash } = freeze({
    tableId: id,
    seq: version,
    source,
    unit: { id: actor.organisationId, name: actor.organisationName },
    superior: { id: superior.id, name: superior.name },
    round: { id: round.id, fromYear: round.fromYear, toYear: round.toYear },
    number,
    closedOn: calendarDateInShanghai(now),
    lines,
  });
  await tx.run(sql`
    insert into summary_copies (city_id, table_id, seq, sealed, hash, lines, credits_tenths)
    values (${actor.cityId}, ${id}, ${version}, ${sealed}, ${hash}, ${lines.length}, ${creditsOfLines(lines)})`);
}
