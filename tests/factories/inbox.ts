import type { Actor } from "@/server/actor";
import { all, one, owner } from "./owner";

interface Told {
  /** Whom: the account's name, and the role in which. */
  to: string;
  role: string;
  kind: string;
  subjectId: string | null;
  title: string;
  details: Record<string, unknown>;
}

/** What was told in a city since the last call, in the order of names; each message is answered once. */
export async function toldNow(cityId: number): Promise<Told[]> {
  const told = await all<Told & { id: number }>(
    `select m.id, a.display_name as "to", m.role, m.kind, m.subject_id as "subjectId", m.title, m.details
     from inbox_messages m join accounts a on a.city_id = m.city_id and a.id = m.account_id
     where m.city_id = $1 and m.id > coalesce((select seen from test_inbox where city_id = $1), 0)
     order by a.display_name, m.id`,
    [cityId],
  );
  const seen = Math.max(0, ...told.map(({ id }) => id));
  await (await owner()).query(
    `insert into test_inbox values ($1, $2) on conflict (city_id) do update set seen = greatest(test_inbox.seen, excluded.seen)`,
    [cityId, seen],
  );
  return told.map(({ id: _, ...message }) => message);
}

/** To be called once for a test file. */
export async function watchInbox(): Promise<void> {
  await (await owner()).query("create table test_inbox (city_id int primary key, seen bigint not null)");
}

/** A message of an account, told as another does; answers its id. */
export async function aMessage(
  actor: Actor,
  {
    kind = "report_answered",
    title = "培训",
    role = actor.role,
  }: { kind?: string; title?: string; role?: string } = {},
): Promise<number> {
  const { id } = await one<{ id: string }>(
    `insert into inbox_messages (city_id, account_id, role, kind, title, at)
     values ($1, $2, $3::role, $4::message_kind, $5, now()) returning id`,
    [actor.cityId, actor.accountId, role, kind, title],
  );
  return Number(id);
}
