import type { MessageKind } from "@/rules/message-kinds";
import type { Role } from "@/rules/permissions";
import { businessToday } from "./clock";
import type { Tx } from "./db";
import { sql } from "./sql";

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

/** Tells something to accounts in one of their roles, in the transaction in which it happens. */
export async function tellAccounts(
  tx: Tx,
  cityId: number,
  accountIds: readonly number[],
  role: Role,
  telling: Telling,
  now: Date,
): Promise<void> {
  const { kind, subjectId, title, details = {}, key = null } = telling;
  await tx.run(sql`
    insert into inbox_messages (city_id, account_id, role, kind, subject_id, title, details, key, at)
    select distinct ${cityId}::int, told.id, ${role}::role, ${kind}::message_kind, ${subjectId}::uuid, ${title},
      ${JSON.stringify(details)}::jsonb, ${key}, ${now}::timestamptz
    from unnest(${accountIds}::int[]) as told(id)
    on conflict (city_id, account_id, key) do nothing`);
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
  const officers = await tx.rows<{ accountId: number }>(sql`
    select account_id as "accountId" from officers_of(${cityId}, ${[organisationId]}::int[], ${role}::role, ${businessToday()})`);
  const ids = officers.map(({ accountId }) => accountId);
  if (ids.length > 0) await tellAccounts(tx, cityId, ids, role, telling, now);
}
