import { type EntryState, entryStateColumns } from "@/ledger/entry-state";
import type { EntryAction } from "@/rules/approval";
import type { EntryStatus } from "@/rules/credit-entry";
import type { ObjectionStatus } from "@/rules/objections";
import type { Role } from "@/rules/permissions";
import type { Actor } from "@/server/actor";
import type { Tx } from "@/server/db";
import { NotFound } from "@/server/errors";
import { sql } from "@/server/sql";
import { type EvidenceLine, evidenceOf } from "./read-evidence";
import { type StoredClaim, storedClaimColumns } from "./stored-claim";

export interface EventLine {
  seq: number;
  action: EntryAction;
  fromStatus: EntryStatus | null;
  toStatus: EntryStatus;
  byAccountId: number;
  byName: string;
  byRole: Role;
  byOrganisation: string;
  reason: string | null;
  marks: string[];
  note: string | null;
  at: Date;
}

/** An entry with all that hangs on it. */
export interface EntryView {
  entry: EntryState;
  teacherName: string;
  schoolName: string;
  /** The school where the entry was submitted has no county above it. */
  cityDirect: boolean;
  holderName: string | null;
  waitingSince: Date | null;
  /** When somebody last asked for it (催办). */
  lastUrgedAt: Date | null;
  /** What became of the objection to its refusal; null where there was none. */
  objectionStatus: ObjectionStatus | null;
  claim: StoredClaim;
  events: EventLine[];
  evidence: EvidenceLine[];
  waiver: { reason: string; byName: string; at: Date } | null;
}

type EntryRow = EntryState &
  Pick<EntryView, "teacherName" | "schoolName" | "holderName" | "waitingSince" | "lastUrgedAt" | "objectionStatus"> &
  StoredClaim;

/**
 * Reads it in the actor's transaction, as far as the actor may see it.
 * @throws NotFound
 */
export async function entryView(tx: Tx, actor: Actor, id: string): Promise<EntryView> {
  const { cityId } = actor;
  const [row, events, evidence, waiver] = await Promise.all([
    tx.first<EntryRow>(sql`
      select ${entryStateColumns}, t.name as "teacherName", s.name as "schoolName", h.name as "holderName",
        e.waiting_since as "waitingSince",
        (select max(u.at) from entry_urges u where u.city_id = e.city_id and u.entry_id = e.id) as "lastUrgedAt",
        (select b.status from objections b where b.city_id = e.city_id and b.entry_id = e.id) as "objectionStatus",
        ${storedClaimColumns}
      from credit_entries e
      join teachers t on t.city_id = e.city_id and t.id = e.teacher_id
      join organisations s on s.city_id = e.city_id and s.id = e.school_id
      left join organisations h on h.city_id = e.city_id and h.id = e.holder_id
      where e.city_id = ${cityId} and e.id = ${id}`),
    tx.rows<EventLine>(sql`
      select v.seq, v.action, v.from_status as "fromStatus", v.to_status as "toStatus", v.account_id as "byAccountId", a.display_name as "byName",
        v.role as "byRole", o.name as "byOrganisation", v.reason, v.marks, n.note, v.at
      from entry_events v
      join accounts a on a.city_id = v.city_id and a.id = v.account_id
      join organisations o on o.city_id = v.city_id and o.id = v.organisation_id
      left join entry_event_notes n on n.city_id = v.city_id and n.entry_id = v.entry_id and n.seq = v.seq
      where v.city_id = ${cityId} and v.entry_id = ${id} order by v.seq`),
    tx.rows<EvidenceLine>(evidenceOf(cityId, id)),
    tx.first<{ reason: string; byName: string; at: Date }>(sql`
      select w.reason, a.display_name as "byName", w.at
      from entry_waivers w join accounts a on a.city_id = w.city_id and a.id = w.account_id
      where w.city_id = ${cityId} and w.entry_id = ${id}`),
  ]);
  if (!row) throw new NotFound();
  const { teacherName, schoolName, holderName, waitingSince, lastUrgedAt, objectionStatus, mooc, degree, ...entry } =
    row;
  return {
    entry,
    teacherName,
    schoolName,
    cityDirect: entry.countyId === null,
    holderName,
    waitingSince,
    lastUrgedAt,
    objectionStatus,
    claim: { mooc, degree },
    events,
    evidence,
    waiver: waiver ?? null,
  };
}
