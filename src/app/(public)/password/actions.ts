"use server";

import { redirect } from "next/navigation";
import { HOME, requireOwnOrigin, requireSession } from "@/app/_access/edge";
import { answerForm } from "@/app/_access/role-action";
import { changePassword, PasswordInput } from "@/features/people/change-password";
import { businessNow } from "@/server/clock";
import { startSession } from "@/server/session";
import type { FormState } from "@/ui/form-state";

export async function changePasswordAction(_before: FormState, form: FormData): Promise<FormState> {
  await requireOwnOrigin();
  const session = await requireSession();
  const answer = await answerForm(form, PasswordInput, (input) => changePassword(session, input, businessNow()));
  if (!answer.ok) return answer.state;
  await startSession(answer.value);
  redirect(HOME[answer.value.role]);
}
