import { z } from "zod";
import { parseCalendarDate } from "@/rules/calendar";
import { parseTenths } from "@/rules/credits";
import { DEGREE_LEVELS, type DegreeClaim } from "@/rules/degree";
import type { MoocClaim } from "@/rules/mooc";
import type { ViolationCode } from "@/rules/verdict";

/** Says what is wrong with a field as a code; the edge has the words. */
const refuse = (context: z.RefinementCtx, message: ViolationCode): never => {
  context.addIssue({ code: "custom", message });
  return z.NEVER;
};

// Any script and any sign of Unicode stays as it was typed, but for what no printed text can hold.
const NOT_TEXT = /[\p{Cc}\p{Cs}]/u;

const text = (most: number) =>
  z.string({ error: "required" }).transform((typed, context) => {
    const trimmed = typed.trim();
    if (trimmed === "") return refuse(context, "required");
    if (NOT_TEXT.test(trimmed)) return refuse(context, "bad-characters");
    return [...trimmed].length > most ? refuse(context, "too-long") : trimmed;
  });

const date = z.string({ error: "required" }).transform((typed, context) => {
  if (typed.trim() === "") return refuse(context, "required");
  return parseCalendarDate(typed.trim()) ?? refuse(context, "not-a-date");
});

const tenths = z.string({ error: "required" }).transform((typed, context) => {
  if (typed.trim() === "") return refuse(context, "required");
  const parsed = parseTenths(typed);
  return parsed.ok ? parsed.tenths : refuse(context, parsed.code);
});

/** An empty field is no answer, not a wrong one. */
const optional = <Field extends z.ZodType>(field: Field) =>
  z.preprocess((typed) => (typeof typed === "string" && typed.trim() === "" ? undefined : typed), field.optional());

const choice = <const Values extends readonly [string, ...string[]]>(values: Values) =>
  z.enum(values, { error: "not-a-choice" });

const yesOrNo = choice(["yes", "no"]).transform((answer) => answer === "yes");
/** A box that isn't ticked sends nothing. */
export const ticked = z
  .literal("on")
  .optional()
  .catch(undefined)
  .transform((value) => value === "on");

/** The id of an entry, and the version of it that the person saw. */
export const entryId = z.uuid({ error: "required" });
export const version = z.coerce.number({ error: "required" }).int().positive();

/** A person's own words; none is null. */
export const note = optional(text(500)).transform((typed) => typed ?? null);

const MoocFields = z.object({
  platform: choice(["icourse163", "other"]),
  courseName: text(120),
  university: text(80),
  term: text(40),
  finishedOn: date,
  score: tenths,
  realName: yesOrNo,
  hasCertificate: yesOrNo,
  certificateNumber: optional(text(60)),
  certificateHours: optional(tenths),
  accountHours: optional(tenths),
  courseHours: optional(tenths),
});

const DegreeFields = z.object({
  formerLevel: choice(DEGREE_LEVELS),
  newLevel: choice(DEGREE_LEVELS),
  institution: text(80),
  major: text(80),
  graduatedOn: date,
  diplomaNumber: text(40),
});

/** Statements and ticks that go along with a claim. N5: nothing is submitted without the word that it is true. */
const statements = {
  truthful: z.literal("on", { error: "required" }),
  accountChecked: ticked,
};

export const ClaimInput = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("mooc"), entryId, ...MoocFields.shape, ...statements }),
  z.object({ kind: z.literal("degree"), entryId, ...DegreeFields.shape, ...statements }),
]);
export type ClaimInput = z.output<typeof ClaimInput>;

/** The school says whose credit it is. */
export const SchoolClaimInput = z.intersection(
  ClaimInput,
  z.object({ teacherId: z.coerce.number({ error: "required" }).int().positive().max(2_147_483_647) }),
);
export type SchoolClaimInput = z.output<typeof SchoolClaimInput>;

export type SpecialClaim = { kind: "mooc"; claim: MoocClaim } | { kind: "degree"; claim: DegreeClaim };

/** The claim that the rules judge, of the fields that a person filled in. */
export function claimOf(input: ClaimInput): SpecialClaim {
  if (input.kind === "degree") {
    const { formerLevel, newLevel, institution, major, graduatedOn, diplomaNumber } = input;
    return { kind: "degree", claim: { formerLevel, newLevel, institution, major, graduatedOn, diplomaNumber } };
  }
  // What belongs to a certificate counts only where there is one; a left-over field of another case is not the person's word.
  const { platform, courseName, university, term, finishedOn, realName, hasCertificate } = input;
  return {
    kind: "mooc",
    claim: {
      platform,
      courseName,
      university,
      term,
      finishedOn,
      scoreTenths: input.score,
      realName,
      hasCertificate,
      certificateNumber: where(hasCertificate, input.certificateNumber),
      certificateHoursTenths: where(hasCertificate, input.certificateHours),
      accountHoursTenths: where(hasCertificate, input.accountHours),
      courseHoursTenths: where(!hasCertificate, input.courseHours),
    },
  };
}

const where = <Value>(applies: boolean, value: Value | undefined): Value | null => (applies ? (value ?? null) : null);
