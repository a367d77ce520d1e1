import type { Clause, RuleId } from "@/rules/clauses";

/** One thing to mend, in words. */
export interface FormViolation {
  /** The name of the field; null when it is about the whole form. */
  field: string | null;
  text: string;
  /** The field's name in words, where the text alone doesn't say which one it means. */
  label: string | null;
  clause: Clause | null;
  ruleId: RuleId | null;
  /** The link to the ground, «依据 三.7»; null where none is needed. */
  ground: { href: string; text: string } | null;
}

/** What a server action answers a form with; null before the first answer. */
export type FormState = {
  violations: FormViolation[];
  /** What was typed, so that nothing is lost. */
  values: Record<string, string>;
  /** Somebody was quicker: what happened, by whom and when. */
  conflict: string | null;
} | null;
