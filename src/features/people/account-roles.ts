import { z } from "zod";
import { against, keepsRoleAt, type OrganisationKind, ROLE_AT } from "@/rules/organisation-desk";
import type { Role } from "@/rules/permissions";
import type { Actor } from "@/server/actor";
import { authorize } from "@/server/authorize";
import { type Tx, transaction } from "@/server/db";
import { NotFound } from "@/server/errors";
import { text } from "@/server/form-fields";
import { done, type Result, refused } from "@/server/result";
import { sql } from "@/server/sql";
import { accountToChange } from "./kept-account";

const number = z.coerce
  .number({ error: "required" })
  .int({ error: "required" })
  .positive({ error: "required" })
  .max(2_147_483_647, { error: "required" });

/** Whom: an officer's sign-in name, or a teacher's number. */
export const GivingInput = z.object({ placeId: number, login: text(60) });
export const EndingInput = z.object({ accountId: number, placeId: number, sure: z.literal("on", "required") });

interface RolePlace {
  id: number;
  kind: OrganisationKind;
  countyId: number | null;
  closed: boolean;
}

async function placeOf(tx: Tx, actor: Actor, id: number): Promise<RolePlace & { role: Role }> {
  const place = await tx.first<RolePlace>(sql`
    select id, kind, county_id as "countyId", closed_on is not null as closed from organisations
    where city_id = ${actor.cityId} and id = ${id}`);
  if (!place || !keepsRoleAt(actor, place)) throw new NotFound();
  return { ...place, role: ROLE_AT[place.kind] };
}

/** Somebody who has an account acts for a place, too, from now on. Answers the place's number. */
export async function giveRole(
  actor: Actor,
  { placeId, login }: z.output<typeof GivingInput>,
  now: Date,
): Promise<Result<number>> {
  authorize(actor, "account:manage");
  return transaction(actor, async (tx) => {
    const place = await placeOf(tx, actor, placeId);
    if (place.closed) return refused(against("school-closed"));
    const found = await tx.first<{ id: number }>(sql`
      select id from accounts where city_id = ${actor.cityId} and login_name = ${login.normalize("NFKC")}
        and login_kind in ('staff', 'teacher') order by login_kind desc limit 1`);
    if (!found) return refused(against("account-unknown", "login"));
    // An account of elsewhere and one that there isn't are the same answer.
    const asked = await accountToChange(tx, actor, found.id, now).catch((error: unknown) => {
      if (error instanceof NotFound) return null;
      throw error;
    });
    if (!asked) return refused(against("account-unknown", "login"));
    if (asked.violations.length > 0) return refused(...asked.violations);
    const given = await tx.first<{ ok: boolean }>(sql`
      select give_role(${found.id}, ${place.role}::role, ${place.id}, ${now}) as ok`);
    return given?.ok ? done(place.id) : refused(against("role-held-already", "login"));
  });
}

/**
 * Somebody doesn't act for a place any longer, from this moment on; who acts for no other can't sign in. Answers the place's number.
 * @throws NotFound
 */
export async function endRole(
  actor: Actor,
  { accountId, placeId }: z.output<typeof EndingInput>,
  now: Date,
): Promise<Result<number>> {
  authorize(actor, "account:manage");
  return transaction(actor, async (tx) => {
    const place = await placeOf(tx, actor, placeId);
    // Whosever the account is by now: the place is the desk's.
    await accountToChange(tx, actor, accountId, now);
    if (accountId === actor.accountId) return refused(against("account-own"));
    const held = await tx.first(sql`
      select 1 from account_roles where city_id = ${actor.cityId} and account_id = ${accountId} and organisation_id = ${place.id}
        and role = ${place.role}::role`);
    // The same form sent twice.
    if (!held) return done(place.id);
    const ended = await tx.first<{ ok: boolean }>(sql`
      select end_role(${accountId}, ${place.role}::role, ${place.id}, ${now}) as ok`);
    return ended?.ok ? done(place.id) : refused(against("account-last-officer"));
  });
}
