import { z } from "zod";
import type { Violation } from "@/rules/verdict";
import type { Actor } from "@/server/actor";
import { transaction } from "@/server/db";
import { SessionEnded } from "@/server/errors";
import { hashPassword, verifyPassword } from "@/server/passwords";
import { done, type Result, refused } from "@/server/result";
import type { Session } from "@/server/session";
import { rolesOf, sessionInRole } from "@/server/sign-in";
import { sql } from "@/server/sql";

export const PasswordInput = z.object({
  current: z.string().min(1, "required").max(200, "too-long"),
  next: z.string().min(10, "password-too-short").max(200, "too-long"),
  repeat: z.string(),
});

const system = (code: Violation["code"], field: string): Violation => ({ rule: "R0", clause: "S", code, field });

/** Sets a new password and ends every other session of the account; answers the session that goes on. */
export async function changePassword(
  actor: Actor,
  input: z.output<typeof PasswordInput>,
  now: Date,
): Promise<Result<Session>> {
  if (input.next !== input.repeat) return refused(system("password-repeat-differs", "repeat"));
  if (input.next === input.current) return refused(system("password-unchanged", "next"));
  return transaction(actor, async (tx) => {
    const own = await tx.first<{ hash: string }>(sql`select own_password_hash() as hash`);
    if (!(await verifyPassword(own?.hash ?? null, input.current))) return refused(system("password-wrong", "current"));
    const changed = await tx.first<{ sessionVersion: number }>(sql`
      update accounts set password_hash = ${await hashPassword(input.next)}, must_change_password = false, one_time_until = null,
        session_version = session_version + 1
      where city_id = ${actor.cityId} and id = ${actor.accountId} and session_version = ${actor.sessionVersion}
      returning session_version as "sessionVersion"`);
    if (!changed) throw new SessionEnded();
    await tx.run(sql`insert into audit_events (city_id, account_id, kind, at)
      values (${actor.cityId}, ${actor.accountId}, 'password-changed', ${now})`);
    const { cityId, accountId, teacherId, name, role } = actor;
    const claims = {
      cityId,
      accountId,
      teacherId,
      name,
      sessionVersion: changed.sessionVersion,
      mustChangePassword: false,
    };
    const session = sessionInRole(claims, await rolesOf(tx, actor), role);
    if (!session) throw new SessionEnded();
    return done(session);
  });
}
