import type { EntryAction } from "@/rules/approval";
import type { EntryStatus } from "@/rules/credit-entry";
import type { MessageKind } from "@/rules/message-kinds";
import type { Actor } from "@/server/actor";
import type { Tx } from "@/server/db";
import { thoseStillThere } from "@/server/inbox";
import { type Statement, sql } from "@/server/sql";
import type { EntryState } from "./entry-state";

/** What a step means to those who wait for it. */
interface Tidings {
  kind: Extract<MessageKind, "entry_returned" | "entry_refused" | "entry_posted" | "entry_revoked">;
  /** The decision of that kind was taken back; or what was posted is worth something else now. */
  turn: "recalled" | "corrected" | null;
}

const DECIDED: Partial<Record<EntryStatus, Tidings["kind"]>> = {
  returned: "entry_returned",
  refused: "entry_refused",
  posted: "entry_posted",
};

/**
 * What is told of a step; null of one that only passes an entry on. Whoever was told of a decision is told that it was
 * taken back, so a recall has to say where the entry stood.
 */
function tidingsOf(action: EntryAction, fromStatus: EntryStatus | null, toStatus: EntryStatus): Tidings | null {
  const told = (kind: Tidings["kind"] | undefined, turn: Tidings["turn"] = null) => (kind ? { kind, turn } : null);
  switch (action) {
    case "approve":
    case "return":
    case "refuse":
      return told(DECIDED[toStatus]);
    case "recall":
      return told(fromStatus ? DECIDED[fromStatus] : undefined, "recalled");
    case "correct":
      return told(DECIDED[toStatus], "corrected");
    case "revoke":
      return told("entry_revoked");
    // What the platform pushes is posted as it comes.
    case "register":
      return told(toStatus === "posted" ? "entry_posted" : undefined);
    case "declare":
    case "withdraw":
    case "resubmit":
    case "record":
    case "pass_on":
    // Whoever decides on an objection, or merges two records, tells of it.
    case "reinstate":
    case "reassign":
      return null;
    default:
      return action satisfies never;
  }
}

type EntryToTell = Pick<
  EntryState,
  | "cityId"
  | "id"
  | "teacherId"
  | "schoolId"
  | "title"
  | "source"
  | "creditsTenths"
  | "projectId"
  | "status"
  | "registeredByRole"
  | "registeredByAccountId"
>;

/**
 * Tells of one entry's step whom it concerns, but nobody of what they did themselves: what was returned is whoever's
 * registered it to mend; what was posted is the credited teacher's; what was refused or revoked is both's.
 */
export async function tellEntry(
  tx: Tx,
  actor: Pick<Actor, "accountId">,
  entry: EntryToTell,
  move: { action: EntryAction; toStatus: EntryStatus; reason: string | null },
  now: Date,
): Promise<void> {
  const tidings = tidingsOf(move.action, entry.status, move.toStatus);
  if (!tidings) return;
  const { kind, turn } = tidings;
  const { cityId, id, teacherId, title, source, creditsTenths, projectId } = entry;
  const details = { source, creditsTenths, projectId, reason: move.reason, turn };
  await tx.run(sql`
    insert into inbox_messages (city_id, account_id, role, kind, subject_id, title, details, at)
    select distinct on (told.account_id) ${cityId}::int, told.account_id, told.role, ${kind}::message_kind, ${id}::uuid, ${title},
      jsonb_strip_nulls(${JSON.stringify(details)}::jsonb), ${now}::timestamptz
    from (
      select account_id, 'teacher'::role as role from teacher_accounts(${cityId}, ${[teacherId]}::int[])
        where ${kind !== "entry_returned"}::boolean
      union all
      select account_id, ${entry.registeredByRole}::role from (${registrants(entry, now)}) r
        where ${kind !== "entry_posted" && entry.registeredByRole !== "platform"}::boolean
    ) told
    where told.account_id <> ${actor.accountId}
    order by told.account_id, told.role`);
}

/** Who registered it; of what a school brought for one teacher somebody else there, when who did it is there no more. */
function registrants(
  { cityId, schoolId, projectId, registeredByRole, registeredByAccountId }: EntryToTell,
  now: Date,
): Statement {
  if (registeredByRole === "school" && projectId === null)
    return thoseStillThere(cityId, schoolId, "school", [registeredByAccountId], now);
  return sql`select id as account_id from accounts
    where city_id = ${cityId} and id = ${registeredByAccountId} and disabled_at is null`;
}

/**
 * Tells the teachers of a step that their entries take together: one message for each teacher and training, however many
 * years or results it is about. Whoever registered them hears of their training or batch, and is not told of each.
 */
export async function tellTeachers(
  tx: Tx,
  actor: Actor,
  ids: readonly string[],
  move: { action: EntryAction; fromStatus?: EntryStatus; toStatus: EntryStatus; reason: string | null },
  now: Date,
): Promise<void> {
  const tidings = tidingsOf(move.action, move.fromStatus ?? null, move.toStatus);
  if (!tidings || tidings.kind === "entry_returned" || ids.length === 0) return;
  await tx.run(sql`
    with stepped as (
      select e.id, e.teacher_id, e.project_id, e.title, e.source, e.credits_tenths from credit_entries e
      where e.city_id = ${actor.cityId} and e.id = any(${ids}::uuid[])
    )
    insert into inbox_messages (city_id, account_id, role, kind, subject_id, title, details, at)
    select ${actor.cityId}::int, told.account_id, 'teacher', ${tidings.kind}::message_kind,
      case when count(*) = 1 then (array_agg(s.id))[1] end, min(s.title),
      jsonb_strip_nulls(jsonb_build_object('source', min(s.source::text), 'creditsTenths', sum(s.credits_tenths), 'entries', count(*),
        'reason', ${move.reason}::text, 'turn', ${tidings.turn}::text)), ${now}::timestamptz
    from teacher_accounts(${actor.cityId}, (select array_agg(distinct teacher_id) from stepped)) told
    join stepped s on s.teacher_id = told.teacher_id
    where told.account_id <> ${actor.accountId}
    group by told.account_id, s.project_id`);
}
