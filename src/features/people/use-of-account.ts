import { z } from "zod";
import { against } from "@/rules/organisation-desk";
import type { Actor } from "@/server/actor";
import { authorize } from "@/server/authorize";
import { type Tx, transaction } from "@/server/db";
import { done, type Result, refused } from "@/server/result";
import { sql } from "@/server/sql";
import { accountToChange } from "./kept-account";

export const AccountInput = z.object({
  accountId: z.coerce
    .number({ error: "required" })
    .int({ error: "required" })
    .positive({ error: "required" })
    .max(2_147_483_647, { error: "required" }),
});

async function setUsable(actor: Actor, accountId: number, usable: boolean, now: Date): Promise<Result<number>> {
  authorize(actor, "account:manage");
  return transaction(actor, async (tx) => {
    const { violations } = await accountToChange(tx, actor, accountId, now);
    if (violations.length > 0) return refused(...violations);
    if (usable && (await isOfMergedRecord(tx, actor, accountId))) return refused(against("record-merged"));
    const set = await tx.first<{ ok: boolean }>(sql`select set_account_usable(${accountId}, ${usable}, ${now}) as ok`);
    return set?.ok ? done(accountId) : refused(against("account-last-officer"));
  });
}

/** The person has the other record's account, and this one leads nowhere. */
async function isOfMergedRecord(tx: Tx, { cityId }: Actor, accountId: number): Promise<boolean> {
  const found = await tx.first(sql`
    select 1 from accounts a join teachers t on t.city_id = a.city_id and t.id = a.teacher_id
    where a.city_id = ${cityId} and a.id = ${accountId} and t.merged_into_id is not null`);
  return found !== undefined;
}

/**
 * From this moment on nobody acts with the account: not in a session that is open, not by work that it ordered, not as a deputy.
 * @throws NotFound
 */
export const disableAccount = (actor: Actor, { accountId }: z.output<typeof AccountInput>, now: Date) =>
  setUsable(actor, accountId, false, now);

/**
 * The account can sign in again, with the password that it had.
 * @throws NotFound
 */
export const enableAccount = (actor: Actor, { accountId }: z.output<typeof AccountInput>, now: Date) =>
  setUsable(actor, accountId, true, now);
