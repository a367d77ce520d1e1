import type { EntryState } from "@/ledger/entry-state";
import type { EntryAction, StepFacts } from "@/rules/approval";
import type { EntryStatus } from "@/rules/credit-entry";
import { invariant } from "@/rules/invariant";
import type { Role } from "@/rules/permissions";
import type { Tx } from "@/server/db";
import { sql } from "@/server/sql";

type LastEvent = StepFacts["lastEvent"];

/** The last event of an entry: who may recall it, and what it would be recalled to. */
export async function readLastEvent(tx: Tx, cityId: number, entryId: string): Promise<LastEvent> {
  const last = await tx.first<{
    action: EntryAction;
    fromStatus: EntryStatus | null;
    accountId: number;
    role: Role;
    at: Date;
  }>(sql`
    select action, from_status as "fromStatus", account_id as "accountId", role, at from entry_events
    where city_id = ${cityId} and entry_id = ${entryId} order by seq desc limit 1`);
  invariant(last, `entry ${entryId} has an event`);
  return last;
}

/** What the approval table asks of an entry. */
export function stepFacts(entry: EntryState, lastEvent: LastEvent): StepFacts {
  const { status, route, schoolId, countyId, registeredByAccountId, registeredByRole, withRoster } = entry;
  return {
    status,
    route,
    schoolId,
    countyId,
    creditedTeacherId: entry.teacherId,
    registeredByAccountId,
    registeredByRole,
    withRoster,
    lastEvent,
  };
}
