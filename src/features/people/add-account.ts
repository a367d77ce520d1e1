import { z } from "zod";
import { against, keepsRoleAt, type OrganisationKind } from "@/rules/organisation-desk";
import type { Actor } from "@/server/actor";
import { authorize } from "@/server/authorize";
import { transaction } from "@/server/db";
import { NotFound } from "@/server/errors";
import { text } from "@/server/form-fields";
import { makeOneTimePassword } from "@/server/one-time-password";
import { done, type Result, refused } from "@/server/result";
import { sql } from "@/server/sql";
import { type Slip, slipOf } from "./reset-passwords";

const LOGIN_NAME = /^[a-z0-9][a-z0-9._-]{2,31}$/;

export const NewAccountInput = z.object({
  placeId: z.coerce
    .number({ error: "required" })
    .int({ error: "required" })
    .positive({ error: "required" })
    .max(2_147_483_647, { error: "required" }),
  displayName: text(40),
  loginName: z
    .string({ error: "required" })
    .transform((typed) => typed.normalize("NFKC").trim().toLowerCase())
    .pipe(z.string().min(1, "required").regex(LOGIN_NAME, "account-name-format")),
});

/**
 * An account for somebody who acts for a place from now on: a school's administrators sign in with the school's code and a name,
 * officers with a name alone. Its first password is a one-time one.
 * @throws NotFound
 */
export async function addAccount(
  actor: Actor,
  input: z.output<typeof NewAccountInput>,
  now: Date,
): Promise<Result<Slip>> {
  authorize(actor, "account:manage");
  const password = await makeOneTimePassword(now);
  return transaction(actor, async (tx) => {
    const place = await tx.first<{
      id: number;
      kind: OrganisationKind;
      code: string | null;
      countyId: number | null;
      closed: boolean;
    }>(sql`
      select id, kind, code, county_id as "countyId", closed_on is not null as closed from organisations
      where city_id = ${actor.cityId} and id = ${input.placeId}`);
    if (!place || !keepsRoleAt(actor, place)) throw new NotFound();
    if (place.closed) return refused(against("school-closed"));
    const made = await tx.first<{ id: number | null }>(sql`
      select add_account(${input.loginName}, ${input.displayName}, ${place.id}, ${password.hash}, ${password.until}, ${now}) as id`);
    if (!made?.id) return refused(against("account-name-taken", "loginName"));
    const isSchool = place.kind === "school";
    const signIn = {
      name: input.displayName,
      loginKind: isSchool ? ("school" as const) : ("staff" as const),
      loginName: input.loginName,
      schoolCode: isSchool ? place.code : null,
    };
    return done(slipOf(signIn, password));
  });
}
