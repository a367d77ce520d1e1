import { z } from "zod";
import { IDENTITY_KINDS, type IdentityDocument, parseDocument } from "@/rules/documents";
import { type Hire, parseTeacherNumber } from "@/rules/employment";
import { parseTeacherCertificate } from "@/rules/identity";
import type { ViolationCode } from "@/rules/verdict";
import { choice, date, optional, text, ticked } from "@/server/form-fields";

const MOST_NAME = 50;
const MOST_SUBJECT = 30;

/** A school's word on somebody whom it takes on, as read. */
export interface NewTeacher extends Hire {
  subject: string | null;
}

export const certificate = optional(
  z.string().transform((typed, context) => {
    const parsed = parseTeacherCertificate(typed);
    return parsed.ok ? parsed.value : refuse(context, parsed.code);
  }),
);
export const subject = optional(text(MOST_SUBJECT));

/** A teacher whom a school takes on, as its form sends it. */
export const NewTeacherInput = z
  .object({
    teacherName: text(MOST_NAME),
    identityKind: choice(IDENTITY_KINDS),
    identity: z.string({ error: "required" }).trim().min(1, "required"),
    teacherCertificate: certificate,
    subject,
    hiredOn: date,
    teacherNumber: optional(
      z.string().transform((typed, context) => parseTeacherNumber(typed) ?? refuse(context, "teacher-number-format")),
    ),
    again: ticked,
  })
  .transform(({ identityKind, identity, ...told }, context): NewTeacher => {
    const parsed = parseDocument(identityKind, identity);
    const document: IdentityDocument = parsed.ok ? parsed.value : refuse(context, parsed.code, ["identity"]);
    return {
      name: told.teacherName,
      document,
      certificateNumber: told.teacherCertificate ?? null,
      subject: told.subject ?? null,
      hiredOn: told.hiredOn,
      teacherNumber: told.teacherNumber ?? null,
      again: told.again,
    };
  });

function refuse(context: z.RefinementCtx, message: ViolationCode, path: string[] = []): never {
  context.addIssue({ code: "custom", message, path });
  return z.NEVER;
}
