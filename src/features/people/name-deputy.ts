import { z } from "zod";
import { calendarDateInShanghai } from "@/rules/calendar";
import { type Absence, judgeAbsence } from "@/rules/deputies";
import type { Actor } from "@/server/actor";
import { authorize } from "@/server/authorize";
import { transaction } from "@/server/db";
import { Forbidden } from "@/server/errors";
import { date } from "@/server/form-fields";
import { tellAccounts } from "@/server/inbox";
import { done, type Result, refused } from "@/server/result";
import { sql } from "@/server/sql";

export const DeputyInput = z.object({
  deputy: z.coerce.number({ error: "required" }).int({ error: "required" }).positive({ error: "required" }),
  fromDay: date,
  toDay: date,
});
export type DeputyInput = z.output<typeof DeputyInput>;

/**
 * Names somebody who holds the actor's role at the actor's place for some days, beside the actor. The same form sent twice is
 * refused the second time: the days are taken.
 */
export async function nameDeputy(actor: Actor, input: DeputyInput, now: Date): Promise<Result<number>> {
  authorize(actor, "deputy:name");
  const { deputy, fromDay, toDay } = input;
  return transaction(actor, async (tx) => {
    // Two forms at once: the second sees the first.
    await tx.rows(
      sql`select pg_advisory_xact_lock(hashtextextended(${`deputy/${actor.cityId}/${actor.accountId}`}, 1))`,
    );
    const [others, candidates, held] = await Promise.all([
      tx.rows<Absence>(sql`
        select from_day as "fromDay", to_day as "toDay" from deputies
        where city_id = ${actor.cityId} and absent_account_id = ${actor.accountId} and role = ${actor.role}::role
          and organisation_id = ${actor.organisationId} and ended_at is null order by from_day`),
      tx.rows<{ role: Actor["role"] }>(sql`select role from deputy_candidates() where account_id = ${deputy}`),
      tx.first<{ held: boolean }>(sql`
        select true as held from account_roles where city_id = ${actor.cityId} and account_id = ${actor.accountId}
          and role = ${actor.role}::role and organisation_id = ${actor.organisationId}`),
    ]);
    // A deputy doesn't hand on what is only lent.
    if (!held) throw new Forbidden("a deputy names no deputy");
    const today = calendarDateInShanghai(now);
    const [candidate] = candidates;
    const against = judgeAbsence({ fromDay, toDay }, { others, eligible: candidate !== undefined, today });
    if (against.length > 0 || !candidate) return refused(...against);
    const named = await tx.first<{ id: number }>(sql`
      insert into deputies (city_id, organisation_id, role, absent_account_id, deputy_account_id, from_day, to_day, created_at)
      values (${actor.cityId}, ${actor.organisationId}, ${actor.role}::role, ${actor.accountId}, ${deputy}, ${fromDay}, ${toDay}, ${now})
      returning id`);
    await tellAccounts(
      tx,
      actor.cityId,
      [deputy],
      candidate.role,
      { kind: "deputy_named", subjectId: null, title: actor.organisationName, details: { fromDay, toDay } },
      now,
    );
    await tx.run(sql`insert into audit_events (city_id, account_id, kind, subject, at)
      values (${actor.cityId}, ${actor.accountId}, 'deputy-named', ${String(named?.id)}, ${now})`);
    return done(named?.id ?? 0);
  });
}
