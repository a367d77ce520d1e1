import type { Role } from "@/rules/permissions";
import type { SummaryAction, SummaryStatus } from "@/rules/summary-tables";
import type { Actor } from "@/server/actor";
import type { Tx } from "@/server/db";
import { type Telling, tellOfficers, tellThoseStillThere } from "@/server/inbox";
import { sql } from "@/server/sql";
import type { SummaryHead } from "./summary-head";

/** One step of a table, as it is told in its event. */
export interface SummaryMove {
  action: SummaryAction;
  fromStatus: SummaryStatus | null;
  toStatus: SummaryStatus;
  /** Why it was returned; of a tick, the day on which the paper arrived. */
  reason: string | null;
  note: string | null;
}

/** Writes the event of a step that was just taken. */
export async function writeEvent(
  tx: Tx,
  actor: Actor,
  table: { id: string; version: number },
  { action, fromStatus, toStatus, reason, note }: SummaryMove,
  now: Date,
): Promise<void> {
  const { cityId, accountId, role, organisationId } = actor;
  await tx.run(sql`
    insert into summary_events (city_id, table_id, seq, action, from_status, to_status, account_id, role, organisation_id, reason, at)
    values (${cityId}, ${table.id}, ${table.version}, ${action}::summary_action, ${fromStatus}::summary_status,
      ${toStatus}::summary_status, ${accountId}, ${role}::role, ${organisationId}, ${reason}, ${now})`);
  // People's words may name somebody, so they stay apart from the events, which are kept for ever.
  if (note)
    await tx.run(sql`insert into summary_event_notes (city_id, table_id, seq, note)
      values (${cityId}, ${table.id}, ${table.version}, ${note})`);
}

type TableWords = Pick<SummaryHead, "id" | "source" | "fromYear" | "toYear" | "number" | "unitName">;

const telling = (kind: Telling["kind"], table: TableWords, reason: string | null): Telling => {
  const { id, source, fromYear, toYear, number, unitName } = table;
  return {
    kind,
    subjectId: id,
    title: unitName,
    details: { source, fromYear, toYear, number, unit: unitName, reason },
  };
};

/** The superior learns that a table has come. */
export async function tellReported(
  tx: Tx,
  actor: Actor,
  table: TableWords,
  superior: { id: number; role: "county" | "city" },
  now: Date,
): Promise<void> {
  await tellOfficers(tx, actor.cityId, superior.id, superior.role, telling("table_reported", table, null), now);
}

/** Whoever closed a table learns what became of it, in the role in which it was closed. */
export async function tellCloser(
  tx: Tx,
  actor: Actor,
  table: SummaryHead,
  { action, reason }: Pick<SummaryMove, "action" | "reason">,
  now: Date,
): Promise<void> {
  if (action !== "return" && action !== "accept") return;
  const closed = await tx.first<{ accountId: number; role: Role }>(sql`
    select account_id as "accountId", role from summary_events
    where city_id = ${actor.cityId} and table_id = ${table.id} and action = 'close' order by seq desc limit 1`);
  if (!closed) return;
  const told = telling(action === "return" ? "table_returned" : "table_accepted", table, reason);
  const those = { organisationId: table.unitId, role: closed.role, accountIds: [closed.accountId] };
  await tellThoseStillThere(tx, actor.cityId, those, told, now);
}
