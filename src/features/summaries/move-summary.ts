import { z } from "zod";
import { readRounds } from "@/ledger/registration-rounds";
import { type CalendarDate, calendarDateInShanghai, compareDates } from "@/rules/calendar";
import { judgeLastDay } from "@/rules/deadlines";
import { invariant } from "@/rules/invariant";
import type { Verb } from "@/rules/permissions";
import { judgeReason } from "@/rules/reasons";
import { againstAccepting, judgeSummaryStep, type SummaryStepAction } from "@/rules/summary-steps";
import { misshapen, type Violation } from "@/rules/verdict";
import type { Actor } from "@/server/actor";
import { authorize } from "@/server/authorize";
import { type Tx, transaction } from "@/server/db";
import { choice, date, id, note, optional, version } from "@/server/form-fields";
import { done, type Result, refused } from "@/server/result";
import { type Statement, sql } from "@/server/sql";
import { readCopies } from "./frozen-copy";
import { readStanding, undecidedOf } from "./read-summary";
import { lockSummary, type SummaryHead } from "./summary-head";
import { tellCloser, writeEvent } from "./tell-summary";

const STEPS = [
  "take_back",
  "receive_paper",
  "receive_certificates",
  "return",
  "accept",
] as const satisfies readonly SummaryStepAction[];

export const MoveSummaryInput = z.object({
  tableId: id,
  version,
  action: choice(STEPS),
  reason: z.string().max(60).optional().catch(undefined),
  note,
  /** The day on which the paper arrived; none takes the tick away again. */
  arrivedOn: optional(date).transform((day) => day ?? null),
});
export type MoveSummaryInput = z.output<typeof MoveSummaryInput>;

const VERBS: Record<SummaryStepAction, Verb> = {
  take_back: "summary:close",
  receive_paper: "summary:decide",
  receive_certificates: "summary:decide",
  return: "summary:decide",
  accept: "summary:decide",
};

/**
 * One step of a reported table: its unit takes it back; its superior ticks off the paper (N3.7), returns it with a reason, or
 * accepts it. Answers the table's id.
 * @throws NotFound, Conflict
 */
export async function moveSummary(actor: Actor, input: MoveSummaryInput, now: Date): Promise<Result<string>> {
  const { action } = input;
  authorize(actor, VERBS[action]);
  return transaction(actor, async (tx) => {
    const table = await lockSummary(tx, actor, input.tableId, input.version);
    const step = judgeSummaryStep(action, table, actor);
    if (!step.ok) return refused(step.violation);
    const against = await judgeWords(tx, actor, table, input, now);
    if (against.length > 0) return refused(...against);
    await tx.run(sql`
      update summary_tables set status = ${step.to}::summary_status, version = version + 1 ${ticked(input)}
      where city_id = ${actor.cityId} and id = ${table.id} and version = ${table.version}`);
    const reason = action === "return" ? (input.reason ?? null) : tickOf(input);
    const move = { action, fromStatus: table.status, toStatus: step.to, reason, note: input.note };
    await writeEvent(tx, actor, { id: table.id, version: table.version + 1 }, move, now);
    await tellCloser(tx, actor, table, move, now);
    return done(table.id);
  });
}

/** What stands against the step beside the order of steps. */
async function judgeWords(
  tx: Tx,
  actor: Actor,
  table: SummaryHead,
  { action, reason, note: words, arrivedOn }: MoveSummaryInput,
  now: Date,
): Promise<Violation[]> {
  switch (action) {
    case "take_back":
      return judgeTakingBack(tx, table, actor, now);
    case "receive_paper":
    case "receive_certificates":
      return judgeArrival(arrivedOn, calendarDateInShanghai(now));
    case "return":
      return [judgeReason("return", "summary", reason ?? null, words)].filter((violation) => violation !== null);
    case "accept": {
      const copies = await readCopies(tx, sql`t.city_id = ${actor.cityId} and t.id = ${table.id}`);
      // Of a list that can't be read nothing would be undecided.
      invariant(copies.length > 0 && copies.every(({ intact }) => intact), `table ${table.id} is as it was frozen`);
      const lines = copies.flatMap((copy) => copy.lines);
      const undecided = undecidedOf(table, await readStanding(tx, actor.cityId, lines));
      return againstAccepting({ ...table, undecided: undecided.length });
    }
    default:
      return action satisfies never;
  }
}

/** After the last day what was taken back could not be reported again, and what was in time would not be any more (R17). */
async function judgeTakingBack(tx: Tx, table: SummaryHead, { cityId }: Actor, now: Date): Promise<Violation[]> {
  const { rounds, reopenings } = await readRounds(tx, cityId);
  const round = rounds.find(({ id }) => id === table.roundId);
  const { source, unitId } = table;
  const late = round && judgeLastDay({ round, source, unitId, reopenings, today: calendarDateInShanghai(now) });
  return late ? [late] : [];
}

/** Nothing has arrived on a day that is still to come. */
const judgeArrival = (arrivedOn: CalendarDate | null, today: CalendarDate): Violation[] =>
  arrivedOn !== null && compareDates(arrivedOn, today) > 0 ? [misshapen("not-a-date", "arrivedOn")] : [];

const tickOf = ({ action, arrivedOn }: MoveSummaryInput): CalendarDate | null =>
  action === "receive_paper" || action === "receive_certificates" ? arrivedOn : null;

function ticked({ action, arrivedOn }: MoveSummaryInput): Statement {
  if (action === "receive_paper") return sql`, paper_on = ${arrivedOn}::date`;
  if (action === "receive_certificates") return sql`, certificates_on = ${arrivedOn}::date`;
  return sql``;
}
