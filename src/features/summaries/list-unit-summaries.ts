import type { CalendarDate } from "@/rules/calendar";
import type { Round } from "@/rules/deadlines";
import type { SummarySource } from "@/rules/summary-tables";
import type { Actor } from "@/server/actor";
import { authorize } from "@/server/authorize";
import { type Tx, transaction } from "@/server/db";
import { sql } from "@/server/sql";
import { type Draft, readDraftOf, readUnitFacts } from "./draft";
import { entriesOfUnit } from "./present-rows";
import type { SummaryHead } from "./summary-head";

/** What a unit reports of one kind in one round: the table as it stands, those that went up, and the next step. */
export interface UnitSource {
  source: SummarySource;
  lastDay: CalendarDate | null;
  reopenedUntil: CalendarDate | null;
  /** The last day has passed for this unit: nothing can be closed until the city reopens (R17). */
  late: boolean;
  rows: number;
  creditsTenths: number;
  /** Entries that are not on it for now: before the first review, or to be mended. */
  missing: { atSchool: number; returned: number };
  tables: SummaryHead[];
  next: "close" | "close-again" | "supplement" | null;
}

export interface UnitRound {
  roundId: number;
  fromYear: number;
  toYear: number;
  sources: UnitSource[];
}

/** The summary tables of the actor's unit, the newest round first. */
export async function listUnitSummaries(actor: Actor, now: Date): Promise<UnitRound[]> {
  authorize(actor, "summary:close");
  return transaction(actor, async (tx) => {
    const facts = await readUnitFacts(tx, actor);
    const lineOf = async (round: Round, source: SummarySource) => {
      const [draft, missing] = await Promise.all([
        readDraftOf(tx, actor, facts, round, source, now),
        countMissing(tx, actor, round, source),
      ]);
      return unitSource(draft, missing);
    };
    const rounds = facts.rounds.toSorted((a, b) => b.fromYear - a.fromYear);
    return Promise.all(
      rounds.map(async (round) => ({
        roundId: round.id,
        fromYear: round.fromYear,
        toYear: round.toYear,
        sources: await Promise.all(facts.sources.map((source) => lineOf(round, source))),
      })),
    );
  });
}

function unitSource(draft: Draft, missing: UnitSource["missing"]): UnitSource {
  const { source, lastDay, reopenedUntil, late, present, tables } = draft;
  return {
    ...{ source, lastDay, reopenedUntil, missing, tables },
    late: late !== null,
    rows: present.length,
    creditsTenths: present.reduce((sum, row) => sum + row.creditsTenths, 0),
    next: nextStep(draft),
  };
}

function nextStep({ tables, lines }: Draft): UnitSource["next"] {
  const status = tables.at(-1)?.status;
  if (lines.length === 0 || status === "reported") return null;
  if (status === undefined) return "close";
  return status === "accepted" ? "supplement" : "close-again";
}

async function countMissing(tx: Tx, actor: Actor, round: Round, source: SummarySource): Promise<UnitSource["missing"]> {
  const counted = await tx.first<UnitSource["missing"]>(sql`
    select count(*) filter (where e.status = 'at_school')::int as "atSchool",
      count(*) filter (where e.status = 'returned')::int as returned
    from credit_entries e where ${entriesOfUnit(actor, source, round)} and e.status in ('at_school', 'returned')`);
  return counted ?? { atSchool: 0, returned: 0 };
}
