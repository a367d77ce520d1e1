import type { CalendarDate } from "@/rules/calendar";
import { parseCalendarDate } from "@/rules/calendar";
import type { EntryStatus } from "@/rules/credit-entry";
import type { Role } from "@/rules/permissions";
import { againstAccepting, isDecidedBy, judgeSummaryStep } from "@/rules/summary-steps";
import { SUMMARY_ACTIONS, type SummaryAction, type SummaryLine, type SummaryStatus } from "@/rules/summary-tables";
import type { Violation } from "@/rules/verdict";
import type { Actor } from "@/server/actor";
import { authorize } from "@/server/authorize";
import { type Tx, transaction } from "@/server/db";
import { NotFound } from "@/server/errors";
import { sql } from "@/server/sql";
import { maskLine, readCopies } from "./frozen-copy";
import { readHead, type SummaryHead } from "./summary-head";

export interface SummaryEventLine {
  seq: number;
  action: SummaryAction;
  toStatus: SummaryStatus;
  byName: string;
  byRole: Role;
  byOrganisation: string;
  /** Why it was returned. */
  reason: string | null;
  note: string | null;
  /** Of a tick, the day on which the paper arrived; null where the tick was taken away. */
  arrivedOn: CalendarDate | null;
  at: Date;
}

/** An entry of the table that the superior has still to decide. */
export interface UndecidedLine {
  entryId: string;
  teacherName: string;
  status: EntryStatus;
}

/** A table as it was closed. ID numbers are masked. */
export interface SummaryView {
  head: SummaryHead;
  lines: SummaryLine[];
  /** Where each entry of the table stands now. */
  standing: Record<string, EntryStatus>;
  undecided: UndecidedLine[];
  events: SummaryEventLine[];
  /** What this actor may do with it now; what stands against accepting is said beside. */
  actions: SummaryAction[];
  /** While it waits to be accepted. */
  against: Violation[];
  /** Is what is kept what was closed? */
  intact: boolean;
}

/**
 * One table with where it stands and what the actor may do.
 * @throws NotFound
 */
export async function readSummary(actor: Actor, id: string, _now: Date): Promise<SummaryView> {
  authorize(actor, "summary:read");
  return transaction(actor, async (tx) => {
    const [head, copies, events] = await Promise.all([
      readHead(tx, actor, id),
      readCopies(tx, sql`t.city_id = ${actor.cityId} and t.id = ${id}`),
      readEvents(tx, actor.cityId, id),
    ]);
    const [copy] = copies;
    if (!copy) throw new NotFound();
    const entries = await readStanding(tx, actor.cityId, copy.lines);
    const undecided = undecidedOf(head, entries);
    return {
      head,
      lines: copy.lines.map(maskLine),
      standing: Object.fromEntries(entries.map(({ entryId, status }) => [entryId, status])),
      undecided,
      events,
      // Closing anew is done from the draft; nobody accepts what isn't what was closed.
      actions: SUMMARY_ACTIONS.filter(
        (action) =>
          action !== "close" && (action !== "accept" || copy.intact) && judgeSummaryStep(action, head, actor).ok,
      ),
      against: head.status === "reported" ? againstAccepting({ ...head, undecided: undecided.length }) : [],
      intact: copy.intact,
    };
  });
}

/** Where the entries stand that the lines name. What is gone from the table needs no decision any more. */
export async function readStanding(tx: Tx, cityId: number, lines: readonly SummaryLine[]): Promise<UndecidedLine[]> {
  const ids = lines.flatMap(({ change, row }) => (change === "removed" ? [] : row.entryIds));
  const found = await tx.rows<UndecidedLine>(sql`
    select e.id as "entryId", p.name as "teacherName", e.status
    from credit_entries e join teachers p on p.city_id = e.city_id and p.id = e.teacher_id
    where e.city_id = ${cityId} and e.id = any(${ids}::uuid[])`);
  const order = new Map(ids.map((id, index) => [id, index]));
  return found.sort((a, b) => (order.get(a.entryId) ?? 0) - (order.get(b.entryId) ?? 0));
}

export function undecidedOf({ countyId }: SummaryHead, entries: readonly UndecidedLine[]): UndecidedLine[] {
  const superior = countyId === null ? "city" : "county";
  return entries.filter(({ status }) => !isDecidedBy(superior, status));
}

async function readEvents(tx: Tx, cityId: number, id: string): Promise<SummaryEventLine[]> {
  const events = await tx.rows<SummaryEventLine>(sql`
    select v.seq, v.action, v.to_status as "toStatus", a.display_name as "byName", v.role as "byRole",
      o.name as "byOrganisation", v.reason, n.note, v.at
    from summary_events v
    join accounts a on a.city_id = v.city_id and a.id = v.account_id
    join organisations o on o.city_id = v.city_id and o.id = v.organisation_id
    left join summary_event_notes n on n.city_id = v.city_id and n.table_id = v.table_id and n.seq = v.seq
    where v.city_id = ${cityId} and v.table_id = ${id} order by v.seq`);
  return events.map((event) => {
    const ticked = event.action === "receive_paper" || event.action === "receive_certificates";
    const arrivedOn = ticked && event.reason ? parseCalendarDate(event.reason) : null;
    return { ...event, reason: ticked ? null : event.reason, arrivedOn };
  });
}
