"use server";

import { redirect } from "next/navigation";
import { z } from "zod";
import { HOME, NEW_PASSWORD } from "@/app/_access/edge";
import { formState, typedValues } from "@/app/_access/form-words";
import type { Violation } from "@/rules/verdict";
import { slowDown } from "@/server/answer-status";
import { clientAddress } from "@/server/client-address";
import { businessNow } from "@/server/clock";
import { currentMessages } from "@/server/locale";
import { sameOrigin, startSession } from "@/server/session";
import { signIn } from "@/server/sign-in";
import type { FormState } from "@/ui/form-state";

const Fields = z.object({
  as: z.enum(["teacher", "school", "staff"]).catch("teacher"),
  // A Chinese keyboard easily types full-width digits, which look the same.
  schoolCode: z.string().normalize("NFKC").trim().max(20).catch(""),
  name: z.string().normalize("NFKC").trim().max(60).catch(""),
  password: z.string().max(200).catch(""),
});

const SCHOOL_CODE = /^\d{10}$/;

const account = (code: Violation["code"], field: string, params?: Violation["params"]): Violation => ({
  rule: null,
  clause: "S",
  code,
  field,
  ...(params && { params }),
});

export async function signInAction(_before: FormState, form: FormData): Promise<FormState> {
  const fields = Fields.parse(Object.fromEntries(form));
  const refuse = async (...violations: Violation[]) =>
    formState(await currentMessages(), violations, typedValues(form));
  if (!(await sameOrigin())) return refuse(account("sign-in-wrong", "password"));
  const empty = (["name", "password"] as const).filter((field) => fields[field] === "");
  const unfit = empty.map((field) => account("required", field));
  // The shape alone, which says nothing of whether there is such a school.
  if (fields.as === "school" && !SCHOOL_CODE.test(fields.schoolCode))
    unfit.unshift(account("school-code-format", "schoolCode"));
  if (unfit.length > 0) return refuse(...unfit);
  const answer = await signIn(
    {
      kind: fields.as,
      schoolCode: fields.as === "school" ? fields.schoolCode : null,
      name: fields.name,
      password: fields.password,
      address: await clientAddress(),
    },
    businessNow(),
  );
  if (!answer.ok) {
    if (answer.code === "sign-in-slow-down") await slowDown(answer.waitSeconds);
    const params = answer.code === "sign-in-slow-down" ? { minutes: Math.ceil(answer.waitSeconds / 60) } : undefined;
    return refuse(account(answer.code, "password", params));
  }
  await startSession(answer.session);
  redirect(answer.session.mustChangePassword ? NEW_PASSWORD : HOME[answer.session.role]);
}
