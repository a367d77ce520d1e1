"use server";

import { revalidatePath } from "next/cache";
import type { z } from "zod";
import { requireActor, requireOwnOrigin } from "@/app/_access/edge";
import { answerForm, roleAction } from "@/app/_access/role-action";
import { addOffice, addSchool } from "@/features/organisations/add-organisation";
import { changeOrganisation } from "@/features/organisations/change-organisation";
import { closeOrganisation } from "@/features/organisations/close-organisation";
import { mergeSchool } from "@/features/organisations/merge-school";
import {
  ChangeInput,
  ClosingInput,
  MergeInput,
  NewOfficeInput,
  NewSchoolInput,
} from "@/features/organisations/organisation-input";
import { EndingInput, endRole, GivingInput, giveRole } from "@/features/people/account-roles";
import { addAccount, NewAccountInput } from "@/features/people/add-account";
import { MailedInput, mailNewPassword, ResetInput, resetPasswords, type Slip } from "@/features/people/reset-passwords";
import { AccountInput, disableAccount, enableAccount } from "@/features/people/use-of-account";
import type { Role } from "@/rules/permissions";
import type { Actor } from "@/server/actor";
import { businessNow } from "@/server/clock";
import { environment } from "@/server/env";
import { currentMessages } from "@/server/locale";
import type { Result } from "@/server/result";
import type { FormState } from "@/ui/form-state";
import { DESK_ROLES, deskBase } from "./places";
import { slipLines } from "./slip-lines";

const placeOf = (done: string) => (id: number, _: unknown, actor: Actor) =>
  `${deskBase(actor.role)}/${id}?done=${done}`;

export const createSchool = roleAction(DESK_ROLES, NewSchoolInput, addSchool, placeOf("added"));
export const createOffice = roleAction(DESK_ROLES, NewOfficeInput, addOffice, placeOf("added"));
export const change = roleAction(DESK_ROLES, ChangeInput, changeOrganisation, placeOf("changed"));
export const close = roleAction(DESK_ROLES, ClosingInput, closeOrganisation, placeOf("closed"));
export const merge = roleAction(DESK_ROLES, MergeInput, mergeSchool, placeOf("merged"));
export const give = roleAction(DESK_ROLES, GivingInput, giveRole, placeOf("given"));
export const end = roleAction(DESK_ROLES, EndingInput, endRole, placeOf("ended"));

const accountOf = (done: string) => (id: number, _: unknown, actor: Actor) =>
  `${deskBase(actor.role)}/accounts/${id}?done=${done}`;

export const disable = roleAction(DESK_ROLES, AccountInput, disableAccount, accountOf("disabled"));
export const enable = roleAction(DESK_ROLES, AccountInput, enableAccount, accountOf("enabled"));

/**
 * Makes passwords and shows them in the answer to this form, and nowhere else: an address is remembered by browsers and proxies,
 * and what is kept is a hash.
 */
async function shownOnce<Input>(
  roles: readonly Role[],
  form: FormData,
  schema: z.ZodType<Input>,
  useCase: (actor: Actor, input: Input, now: Date) => Promise<Result<Slip[]>>,
): Promise<FormState> {
  const actor = await requireActor(roles);
  await requireOwnOrigin();
  const answer = await answerForm(form, schema, (input) => useCase(actor, input, businessNow()));
  if (!answer.ok) return answer.state;
  revalidatePath("/", "layout");
  const messages = await currentMessages();
  const slips = answer.value.map((slip) => slipLines(slip, environment().PUBLIC_ORIGIN, messages));
  return { violations: [], values: { slips: JSON.stringify(slips) }, conflict: null };
}

export async function createAccount(_before: FormState, form: FormData): Promise<FormState> {
  return shownOnce(DESK_ROLES, form, NewAccountInput, async (actor, input, now) => {
    const made = await addAccount(actor, input, now);
    return made.ok ? { ok: true, value: [made.value] } : made;
  });
}

export async function reset(_before: FormState, form: FormData): Promise<FormState> {
  return shownOnce([...DESK_ROLES, "school"], form, ResetInput, resetPasswords);
}

/** Sends it by e-mail; where that fails it is shown, with the word that it wasn't sent. */
export async function mailReset(_before: FormState, form: FormData): Promise<FormState> {
  const state = await shownOnce([...DESK_ROLES, "school"], form, MailedInput, async (actor, input, now) => {
    const made = await mailNewPassword(actor, input, now);
    return made.ok ? { ok: true, value: made.value ? [made.value] : [] } : made;
  });
  return state?.values.slips ? { ...state, values: { ...state.values, asked: "mail" } } : state;
}
