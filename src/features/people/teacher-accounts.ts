import type { Actor } from "@/server/actor";
import { authorize } from "@/server/authorize";
import { transaction } from "@/server/db";
import { sql } from "@/server/sql";
import { isMailable, type KnownAccount, knownAccounts } from "./kept-account";
import { MOST_AT_ONCE } from "./reset-passwords";

/** The account with which a teacher signs in as such, as far as the actor's desk keeps it; null: there is none, or it doesn't. */
export async function readTeacherAccount(
  actor: Actor,
  teacherId: number,
  now: Date,
): Promise<(KnownAccount & { mailable: boolean }) | null> {
  authorize(actor, "password:reset");
  return transaction(actor, async (tx) => {
    const found = await tx.rows<{ id: number }>(sql`
      select id from accounts where city_id = ${actor.cityId} and teacher_id = ${teacherId} and login_kind = 'teacher'`);
    const accounts = await knownAccounts(
      tx,
      actor,
      found.map(({ id }) => id),
      now,
    );
    const account = accounts.find(({ kept, disabledAt }) => kept && disabledAt === null);
    return account ? { ...account, mailable: await isMailable(tx, account.id, now) } : null;
  });
}

/**
 * The teachers of the actor's school who work there and never had a password of their own: those who have no good one-time one
 * first. As many as can be printed at once.
 */
export async function listWithoutPassword(
  actor: Actor,
  now: Date,
): Promise<{ accounts: KnownAccount[]; count: number }> {
  authorize(actor, "password:reset");
  return transaction(actor, async (tx) => {
    const found = await tx.rows<{ id: number }>(sql`
      select a.id from accounts a join teachers t on t.city_id = a.city_id and t.id = a.teacher_id
      where a.city_id = ${actor.cityId} and t.school_id = ${actor.organisationId} and a.login_kind = 'teacher'
        and a.must_change_password and a.disabled_at is null and exists (select 1 from employments m
          where m.city_id = t.city_id and m.teacher_id = t.id and m.school_id = t.school_id and m.ends_on is null)
      order by coalesce(a.one_time_until > ${now}, false), t.pinyin, a.id`);
    const ids = found.map(({ id }) => id);
    const known = await knownAccounts(tx, actor, ids.slice(0, MOST_AT_ONCE), now);
    const place = new Map(ids.map((id, index) => [id, index]));
    return {
      accounts: known.filter(({ kept }) => kept).sort((a, b) => (place.get(a.id) ?? 0) - (place.get(b.id) ?? 0)),
      count: ids.length,
    };
  });
}
