import { z } from "zod";
import { OFFICE_DUTIES } from "@/rules/projects";
import { SCHOOL_STAGES } from "@/rules/school-stages";
import { choice, date, optional, text, ticked } from "@/server/form-fields";

/** The number of an organisation or an account. */
const number = z.coerce
  .number({ error: "required" })
  .int({ error: "required" })
  .positive({ error: "required" })
  .max(2_147_483_647, { error: "required" });

/** Ten digits; a Chinese keyboard easily types full-width ones, which look the same. */
const schoolCode = z
  .string({ error: "required" })
  .transform((typed) => typed.normalize("NFKC").trim())
  .pipe(
    z
      .string()
      .min(1, "required")
      .regex(/^\d{10}$/, "school-code-format"),
  );

/** The superior as the city chooses it: a county's number, or «direct»; a county's form doesn't ask. */
const county = optional(
  z
    .literal("direct")
    .transform(() => null)
    .or(number),
);
const name = text(100);

export const NewSchoolInput = z.object({
  code: schoolCode,
  placeName: name,
  stage: choice(SCHOOL_STAGES),
  isPrivate: ticked,
  county,
});

export const NewOfficeInput = z.object({ placeName: name, duty: choice(OFFICE_DUTIES), county });

export const ChangeInput = z.object({
  placeId: number,
  placeName: name,
  /** Of schools alone, the next two. */
  code: schoolCode.optional(),
  stage: choice(SCHOOL_STAGES).optional(),
  county,
  /** The first day on which it is so. */
  day: date,
  why: text(500),
});

export const ClosingInput = z.object({ placeId: number, day: date, why: text(500), sure: z.literal("on", "required") });

export const MergeInput = ClosingInput.extend({ into: number });
