import { readRounds } from "@/ledger/registration-rounds";
import { type CalendarDate, calendarDateInShanghai } from "@/rules/calendar";
import { judgeLastDay, lastDayOf, type Reopening, type Round } from "@/rules/deadlines";
import {
  differenceOf,
  foldTables,
  type SummaryLine,
  type SummaryRow,
  type SummarySource,
} from "@/rules/summary-tables";
import type { Violation } from "@/rules/verdict";
import type { Actor } from "@/server/actor";
import type { Tx } from "@/server/db";
import { NotFound } from "@/server/errors";
import { sql } from "@/server/sql";
import { type FrozenCopy, readCopies } from "./frozen-copy";
import { ownSources, readPresent } from "./present-rows";
import { readHeads, type SummaryHead } from "./summary-head";

/** A unit's table as it stands before it is closed: nobody types it. ID numbers are in the clear. */
export interface Draft {
  round: Round;
  source: SummarySource;
  lastDay: CalendarDate | null;
  reopenedUntil: CalendarDate | null;
  /** The tables so far. */
  tables: SummaryHead[];
  /** Which number closing now would make, or make anew. */
  number: number;
  present: SummaryRow[];
  /** What closing now would freeze. */
  lines: SummaryLine[];
  /** Does what the lines are a difference from still stand as it was frozen? */
  intact: boolean;
  late: Violation | null;
  /** All that stands against closing now. */
  against: Violation[];
}

/** What a unit's drafts are made of; read once for any number of them. */
export interface UnitFacts {
  rounds: Round[];
  reopenings: Reopening[];
  sources: SummarySource[];
}

export async function readUnitFacts(tx: Tx, actor: Actor): Promise<UnitFacts> {
  const [known, sources] = await Promise.all([readRounds(tx, actor.cityId), ownSources(tx, actor)]);
  return { ...known, sources };
}

/** The draft of one table of the actor's unit. */
export async function readDraftOf(
  tx: Tx,
  actor: Actor,
  facts: UnitFacts,
  round: Round,
  source: SummarySource,
  now: Date,
): Promise<Draft> {
  const { cityId, organisationId: unitId } = actor;
  const own = sql`t.city_id = ${cityId} and t.round_id = ${round.id} and t.source = ${source}::credit_source
    and t.unit_id = ${unitId}`;
  const [tables, copies, present] = await Promise.all([
    readHeads(tx, own),
    readCopies(tx, own),
    readPresent(tx, actor, source, round),
  ]);
  const last = tables.at(-1);
  // What came back is closed anew under its number; what is accepted is followed by a next one.
  const number = last ? last.number + (last.status === "accepted" ? 1 : 0) : 1;
  const standing = copies.filter((copy) => copy.number < number || last?.status === "reported");
  const lines = differenceOf(foldTables(standing.map((copy: FrozenCopy) => copy.lines)), present);
  const asked = { round, source, unitId, reopenings: facts.reopenings };
  const late = judgeLastDay({ ...asked, today: calendarDateInShanghai(now) });
  const against = [late, judgeContent(last, number, lines)].filter((violation) => violation !== null);
  const intact = standing.every((copy) => copy.intact);
  return { round, source, ...lastDayOf(asked), tables, number, present, lines, intact, late, against };
}

function judgeContent(last: SummaryHead | undefined, number: number, lines: readonly SummaryLine[]): Violation | null {
  const refuse = (code: Violation["code"]): Violation => ({ rule: null, clause: "S", code, field: null });
  if (last?.status === "reported") return refuse("summary-not-accepted-yet");
  if (lines.length > 0) return null;
  return refuse(number === 1 ? "summary-empty" : "summary-unchanged");
}

/**
 * The round and kind that a form or an address names.
 * @throws NotFound when there is no such round, or the actor's place reports no such table
 */
export function chosenRound(facts: UnitFacts, roundId: number, source: SummarySource): Round {
  const round = facts.rounds.find(({ id }) => id === roundId);
  if (!round || !facts.sources.includes(source)) throw new NotFound();
  return round;
}
