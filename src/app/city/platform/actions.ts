"use server";

import { revalidatePath } from "next/cache";
import { requireActor, requireOwnOrigin } from "@/app/_access/edge";
import { answerForm, roleAction } from "@/app/_access/role-action";
import { makeToken, TokenInput } from "@/features/online/make-token";
import { RevokedToken, revokeToken } from "@/features/online/revoke-token";
import { businessNow } from "@/server/clock";
import type { FormState } from "@/ui/form-state";

const PAGE = "/city/platform";

/** Makes a token and shows it in the answer to this form, and nowhere else: an address is remembered by browsers and proxies. */
export async function make(_before: FormState, form: FormData): Promise<FormState> {
  const actor = await requireActor("city");
  await requireOwnOrigin();
  const answer = await answerForm(form, TokenInput, (input) => makeToken(actor, input, businessNow()));
  if (!answer.ok) return answer.state;
  revalidatePath(PAGE);
  return { violations: [], values: { token: answer.value }, conflict: null };
}

export const revoke = roleAction("city", RevokedToken, revokeToken, () => `${PAGE}?done=revoke`);
