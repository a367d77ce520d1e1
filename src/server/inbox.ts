import { calendarDateInShanghai } from "@/rules/calendar";
import type { MessageKind } from "@/rules/message-kinds";
import type { Role } from "@/rules/permissions";
import { businessToday } from "./clock";
import type { Tx } from "./db";
import { type Statement, sql } from "./sql";

/** Something to tell: codes and numbers, of which the words are made when it is read. No personal data. */
export interface Telling {
  kind: MessageKind;
  /** The entry, project, report or table that it is about. */
  subjectId: string | null;
  /** Of the course, training or table. */
  title: string;
  details?: Readonly<Record<string, string | number | null>>;
  /** What must not be told twice to one account. */
  key?: string;
}

/** Tells something to accounts in one of their roles, in the transaction in which it happens; nobody is told of what they did. */
export async function tellAccounts(
  tx: Tx,
  cityId: number,
  accountIds: readonly number[],
  role: Role,
  telling: Telling,
  now: Date,
): Promise<void> {
  await tell(tx, cityId, sql`select unnest(${accountIds}::int[])`, role, telling, now);
}

/** Tells something to whoever holds a role at a place today, deputies among them. */
export async function tellOfficers(
  tx: Tx,
  cityId: number,
  organisationId: number,
  role: Role,
  telling: Telling,
  now: Date,
): Promise<void> {
  const officers = sql`
    select account_id from officers_of(${cityId}, ${[organisationId]}::int[], ${role}::role, ${businessToday()})`;
  await tell(tx, cityId, officers, role, telling, now);
}

/**
 * Of these accounts those that hold a role at a place on that day; where none does any more, all who hold it: what a deputy did, or
 * somebody who has left, is the place's to go on with. As rows of account_id.
 */
export const thoseStillThere = (
  cityId: number,
  organisationId: number,
  role: Role,
  accountIds: readonly number[],
  now: Date,
): Statement => sql`
  select f.account_id from (
    select o.account_id, o.account_id = any(${accountIds}::int[]) as meant,
      bool_or(o.account_id = any(${accountIds}::int[])) over () as there
    from officers_of(${cityId}, ${[organisationId]}::int[], ${role}::role,
      ${calendarDateInShanghai(now)}) o
  ) f where f.meant or not f.there`;

/** Tells something to those who did something in a role at a place, or to whoever has it now. */
export async function tellThoseStillThere(
  tx: Tx,
  cityId: number,
  { organisationId, role, accountIds }: { organisationId: number; role: Role; accountIds: readonly number[] },
  telling: Telling,
  now: Date,
): Promise<void> {
  await tell(tx, cityId, thoseStillThere(cityId, organisationId, role, accountIds, now), role, telling, now);
}

/** Tells something to a teacher. */
export async function tellTeacher(
  tx: Tx,
  cityId: number,
  teacherId: number,
  telling: Telling,
  now: Date,
): Promise<void> {
  const accounts = sql`select account_id from teacher_accounts(${cityId}, ${[teacherId]}::int[])`;
  await tell(tx, cityId, accounts, "teacher", telling, now);
}

async function tell(
  tx: Tx,
  cityId: number,
  accounts: Statement,
  role: Role,
  { kind, subjectId, title, details = {}, key }: Telling,
  now: Date,
): Promise<void> {
  // No column is named as the one in conflict: that would ask for the right to read what others are told.
  await tx.run(sql`
    insert into inbox_messages (city_id, account_id, role, kind, subject_id, title, details, key, at)
    select distinct ${cityId}::int, told.id, ${role}::role, ${kind}::message_kind, ${subjectId}::uuid, ${title},
      jsonb_strip_nulls(${JSON.stringify(details)}::jsonb), ${key ?? null}, ${now}::timestamptz
    from (${accounts}) as told(id) where told.id is distinct from actor_account()
    on conflict do nothing`);
}
