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

const Fields = z.object({
  teacherName: text(MOST_NAME),
  teacherCertificate: certificate,
  subject,
  hiredOn: date,
  teacherNumber: optional(
    z.string().transform((typed, context) => parseTeacherNumber(typed) ?? refuse(context, "teacher-number-format")),
  ),
  again: ticked,
});
const Kind = choice(IDENTITY_KINDS);
const DocumentNumber = z.string({ error: "required" }).trim().min(1, "required");
const Identity = z
  .object({ identityKind: Kind, identity: DocumentNumber })
  .transform(({ identityKind, identity }, context): IdentityDocument => {
    const parsed = parseDocument(identityKind, identity);
    return parsed.ok ? parsed.value : refuse(context, parsed.code, ["identity"]);
  });

/** A teacher whom a school takes on, as its form sends it; all that is wrong with it is said at once. */
export const NewTeacherInput = z.record(z.string(), z.unknown()).transform((sent, context): NewTeacher => {
  const fields = Fields.safeParse(sent);
  const document = Identity.safeParse(sent);
  for (const { path, message } of [fields, document].flatMap((part) => part.error?.issues ?? []))
    context.addIssue({ code: "custom", message, path: [...path] });
  if (!fields.success || !document.success) return z.NEVER;
  const { teacherName, teacherCertificate = null, subject: taught = null, teacherNumber = null, ...told } = fields.data;
  return {
    name: teacherName,
    document: document.data,
    certificateNumber: teacherCertificate,
    subject: taught,
    teacherNumber,
    ...told,
  };
});

function refuse(context: z.RefinementCtx, message: ViolationCode, path: string[] = []): never {
  context.addIssue({ code: "custom", message, path });
  return z.NEVER;
}
