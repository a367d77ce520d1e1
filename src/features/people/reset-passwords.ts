import { z } from "zod";
import { judgeAccount } from "@/rules/organisation-desk";
import { misshapen } from "@/rules/verdict";
import type { Actor } from "@/server/actor";
import { authorize } from "@/server/authorize";
import { transaction } from "@/server/db";
import { NotFound } from "@/server/errors";
import { mailServer } from "@/server/mail";
import { mailPassword } from "@/server/mail-password";
import { makeOneTimePassword, type OneTimePassword } from "@/server/one-time-password";
import { done, type Result, refused } from "@/server/result";
import { sql } from "@/server/sql";
import { type KnownAccount, keptAddress, knownAccounts } from "./kept-account";

/** So many slips are printed at once; each password's hash takes its time. */
export const MOST_AT_ONCE = 200;

const account = z.coerce
  .number({ error: "required" })
  .int({ error: "required" })
  .positive({ error: "required" })
  .max(2_147_483_647, { error: "required" });

/** One account, or those that are ticked. */
export const ResetInput = z.object({
  account: z
    .union([account.transform((one) => [one]), z.array(account).max(MOST_AT_ONCE, "too-long")], { error: "required" })
    .transform((ids) => [...new Set(ids)]),
});

/** One account, whose password is sent to the address that it has given. */
export const MailedInput = z.object({ account });

/** What is handed to one person: how to sign in, and until when. Shown once, kept nowhere. */
export interface Slip extends Pick<KnownAccount, "name" | "loginKind" | "loginName" | "schoolCode"> {
  password: string;
  until: Date;
}

export const slipOf = (
  { name, loginKind, loginName, schoolCode }: Pick<Slip, "name" | "loginKind" | "loginName" | "schoolCode">,
  { password, until }: OneTimePassword,
): Slip => ({ name, loginKind, loginName, schoolCode, password, until });

/**
 * One-time passwords for accounts that the actor's desk keeps; what was their password opens nothing any more, and every session of
 * theirs ends. A school does so for its teachers alone.
 * @throws NotFound when one of them has nothing to do with the desk
 */
export async function resetPasswords(
  actor: Actor,
  input: z.output<typeof ResetInput>,
  now: Date,
): Promise<Result<Slip[]>> {
  authorize(actor, "password:reset");
  if (input.account.length === 0) return refused(misshapen("required", "account"));
  const accounts = await transaction(actor, (tx) => knownAccounts(tx, actor, input.account, now));
  if (accounts.length < input.account.length) throw new NotFound();
  const against = accounts.flatMap(({ id, kept }) => judgeAccount(id === actor.accountId, kept));
  if (against[0]) return refused(against[0]);
  // Outside the transaction: the database shall not wait for two hundred hashes.
  const made = await Promise.all(accounts.map(() => makeOneTimePassword(now)));
  const [first] = made;
  if (!first) return done([]);
  await transaction(actor, (tx) =>
    tx.run(sql`select reset_passwords(${accounts.map(({ id }) => id)}::int[], ${made.map(({ hash }) => hash)}::text[], ${first.until},
      ${now})`),
  );
  return done(accounts.flatMap((one, place) => (made[place] ? [slipOf(one, made[place])] : [])));
}

/**
 * A one-time password, sent by e-mail. Where it can't be sent it is answered, as one that is printed: the former one is void already.
 * @throws NotFound
 */
export async function mailNewPassword(
  actor: Actor,
  input: z.output<typeof MailedInput>,
  now: Date,
): Promise<Result<Slip | null>> {
  const reset = await resetPasswords(actor, { account: [input.account] }, now);
  if (!reset.ok) return reset;
  const [slip] = reset.value;
  const address = await transaction(actor, (tx) => keptAddress(tx, input.account, now));
  const sent = slip && address && (await mailPassword(mailServer(), address, slip.password));
  return done(sent ? null : (slip ?? null));
}
