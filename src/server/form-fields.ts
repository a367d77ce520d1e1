import { z } from "zod";
import { parseCalendarDate } from "@/rules/calendar";
import { parseTenths } from "@/rules/credits";
import type { ViolationCode } from "@/rules/verdict";

// The shapes that the fields of forms have: what a browser sends is text, and what is wrong with it is a code.

/** Says what is wrong with a field as a code; the edge has the words. */
const refuse = (context: z.RefinementCtx, message: ViolationCode): never => {
  context.addIssue({ code: "custom", message });
  return z.NEVER;
};

// Any script and any sign of Unicode stays as it was typed, but for what no printed text can hold.
const NOT_TEXT = /[\p{Cc}\p{Cs}]/u;

export const text = (most: number) =>
  z.string({ error: "required" }).transform((typed, context) => {
    const trimmed = typed.trim();
    if (trimmed === "") return refuse(context, "required");
    if (NOT_TEXT.test(trimmed)) return refuse(context, "bad-characters");
    return [...trimmed].length > most ? refuse(context, "too-long") : trimmed;
  });

/** A person's words in several lines; a browser ends each with two signs. */
export const paragraphs = (most: number) =>
  z.string({ error: "required" }).transform((typed, context) => {
    const trimmed = typed.replace(/\r\n?/g, "\n").trim();
    if (trimmed === "") return refuse(context, "required");
    if (NOT_TEXT.test(trimmed.replaceAll("\n", ""))) return refuse(context, "bad-characters");
    return [...trimmed].length > most ? refuse(context, "too-long") : trimmed;
  });

export const date = z.string({ error: "required" }).transform((typed, context) => {
  if (typed.trim() === "") return refuse(context, "required");
  return parseCalendarDate(typed.trim()) ?? refuse(context, "not-a-date");
});

export const tenths = z.string({ error: "required" }).transform((typed, context) => {
  if (typed.trim() === "") return refuse(context, "required");
  const parsed = parseTenths(typed);
  return parsed.ok ? parsed.tenths : refuse(context, parsed.code);
});

/** An empty field is no answer, not a wrong one. */
export const optional = <Field extends z.ZodType>(field: Field) =>
  z.preprocess((typed) => (typeof typed === "string" && typed.trim() === "" ? undefined : typed), field.optional());

export const choice = <const Values extends readonly [string, ...string[]]>(values: Values) =>
  z.enum(values, { error: "not-a-choice" });

export const yesOrNo = choice(["yes", "no"]).transform((answer) => answer === "yes");
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

/** The id of whatever else a form is about. */
export const id = z.uuid({ error: "required" });

/** N5: nothing is submitted without the word that it is true. */
export const truthful = z.literal("on", { error: "required" });

/** A whole number of people. */
export const count = z.string({ error: "required" }).transform((typed, context) => {
  const folded = typed.normalize("NFKC").trim();
  if (folded === "") return refuse(context, "required");
  return /^\d{1,6}$/.test(folded) ? Number(folded) : refuse(context, "not-a-number");
});
