import type { CalendarDate } from "@/rules/calendar";
import type { EntryStatus } from "@/rules/credit-entry";
import type { Round } from "@/rules/deadlines";
import { creditsOfLines, type SummaryLine, type SummarySource } from "@/rules/summary-tables";
import type { Violation } from "@/rules/verdict";
import type { Actor } from "@/server/actor";
import { authorize } from "@/server/authorize";
import { type Tx, transaction } from "@/server/db";
import { sql } from "@/server/sql";
import { chosenRound, readDraftOf, readUnitFacts } from "./draft";
import { maskLine } from "./frozen-copy";
import { entriesOfUnit, MISSING } from "./present-rows";

/** An entry that closing now would leave out, since when, and why it came back. */
export interface MissingLine {
  entryId: string;
  teacherName: string;
  title: string;
  status: EntryStatus;
  since: Date;
  reason: string | null;
}

/** A table before it is closed. ID numbers are masked. */
export interface DraftView {
  round: Round;
  source: SummarySource;
  unitName: string;
  lastDay: CalendarDate | null;
  reopenedUntil: CalendarDate | null;
  number: number;
  /** What closing now would freeze: all rows, or of a supplementary table exactly what has changed. */
  lines: SummaryLine[];
  missing: MissingLine[];
  against: Violation[];
  creditsTenths: number;
}

/**
 * What closing a table of the actor's unit now would freeze, what it would leave out, and what stands against it.
 * @throws NotFound
 */
export async function readDraft(actor: Actor, roundId: number, source: SummarySource, now: Date): Promise<DraftView> {
  authorize(actor, "summary:close");
  return transaction(actor, async (tx) => {
    const facts = await readUnitFacts(tx, actor);
    const round = chosenRound(facts, roundId, source);
    const [draft, missing] = await Promise.all([
      readDraftOf(tx, actor, facts, round, source, now),
      readMissing(tx, actor, source, round),
    ]);
    const { lastDay, reopenedUntil, number, lines, against } = draft;
    return {
      ...{ round, source, lastDay, reopenedUntil, number, missing, against },
      unitName: actor.organisationName,
      lines: lines.map(maskLine),
      creditsTenths: creditsOfLines(lines),
    };
  });
}

/** The longest waiting first. What waits at a step has waited since; what came back, since it came back. */
function readMissing(tx: Tx, actor: Actor, source: SummarySource, round: Round): Promise<MissingLine[]> {
  return tx.rows<MissingLine>(sql`
    select e.id as "entryId", p.name as "teacherName", e.title, e.status, coalesce(e.waiting_since, v.at) as since,
      case when e.status = 'returned' then v.reason end as reason
    from credit_entries e
    join teachers p on p.city_id = e.city_id and p.id = e.teacher_id
    join entry_events v on v.city_id = e.city_id and v.entry_id = e.id and v.seq = e.version
    where ${entriesOfUnit(actor, source, round)} and e.status = any(${MISSING}::entry_status[])
    order by coalesce(e.waiting_since, v.at), e.id`);
}
