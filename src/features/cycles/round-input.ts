import { z } from "zod";
import { SCHOOL_SOURCES } from "@/rules/rounds";
import { SUMMARY_SOURCES } from "@/rules/summary-tables";
import { choice, date, optional, text } from "@/server/form-fields";

const year = z.string({ error: "required" }).transform((typed, context) => {
  if (/^\d{4}$/.test(typed.trim())) return Number(typed);
  context.addIssue({ code: "custom", message: typed.trim() === "" ? "required" : "not-a-number" });
  return z.NEVER;
});
const number = z.coerce
  .number({ error: "not-a-choice" })
  .int({ error: "not-a-choice" })
  .positive({ error: "not-a-choice" });
/** Why; kept in the audit trail, and for a reopening in its row. */
const why = text(500);

export const NewRoundInput = z.object({
  fromYear: year,
  toYear: year,
  degree: date,
  mooc: date,
  support_teaching: optional(date),
});
export type NewRoundInput = z.output<typeof NewRoundInput>;

export const RoundYearsInput = z.object({ roundId: number, fromYear: year, toYear: year, why });
export type RoundYearsInput = z.output<typeof RoundYearsInput>;

export const DeadlineInput = z
  .object({
    roundId: number,
    source: choice(SUMMARY_SOURCES),
    /** None: only attachment 3 can be without a last day. */
    lastDay: optional(date).transform((day) => day ?? null),
    /** The last day that the person saw. */
    seen: optional(date).transform((day) => day ?? null),
    why,
  })
  .refine(({ source, lastDay }) => lastDay !== null || source === "support_teaching", {
    error: "required",
    path: ["lastDay"],
  });
export type DeadlineInput = z.output<typeof DeadlineInput>;

export const ReopeningInput = z.object({
  schoolId: number,
  /** Round and kind: «1/mooc». */
  target: z.string({ error: "required" }).transform((typed, context) => {
    const [roundId, source] = typed.split("/");
    const kind = SCHOOL_SOURCES.find((one) => one === source);
    if (/^\d{1,9}$/.test(roundId ?? "") && kind) return { roundId: Number(roundId), source: kind };
    context.addIssue({ code: "custom", message: typed === "" ? "required" : "not-a-choice" });
    return z.NEVER;
  }),
  until: date,
  why,
});
export type ReopeningInput = z.output<typeof ReopeningInput>;
