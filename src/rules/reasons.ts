import type { StepAction } from "./approval";
import type { Clause, RuleId } from "./clauses";
import type { CreditSource, SpecialSource } from "./credit-entry";
import { stepViolation, type Violation } from "./verdict";

/** The actions that need a reason. */
export type ReasonedAction = Extract<StepAction, "return" | "refuse" | "revoke">;

/** What is decided: a special credit by its kind, one participant of a training, a whole project with its roster, a report, a summary table. */
export type ReasonSubject = SpecialSource | "participant" | "project" | "report" | "summary";

/** A single credit is judged as what it is: a special credit by its kind, any other as one participant's. */
export function reasonSubjectOf(source: CreditSource): SpecialSource | "participant" {
  return source === "mooc" || source === "degree" ? source : "participant";
}

interface ReasonDefinition {
  /** Fixable ones return an entry, final ones refuse or revoke it. */
  for: readonly ReasonedAction[];
  sources: readonly ReasonSubject[];
  rule: RuleId | null;
  clause: Clause;
  /** The field or document that it means, by kind where they are named apart; null when it is the whole. */
  about: string | Partial<Record<ReasonSubject, string>> | null;
  /** The list can't say it, so the reviewer's own words have to. */
  needsNote?: true;
}

const BOTH = ["mooc", "degree"] as const;
const MOOC = ["mooc"] as const;
const DEGREE = ["degree"] as const;
const PROJECT = ["project"] as const;
const SUMMARY = ["summary"] as const;
const CREDITED = [...BOTH, "participant"] as const;
const FIXABLE = ["return"] as const;
const FINAL = ["refuse"] as const;
const FINAL_OR_LATER = ["refuse", "revoke"] as const;

const DEFINITIONS = {
  "scan-unreadable": { for: FIXABLE, sources: BOTH, rule: null, clause: "S", about: "evidence" },
  "scan-of-something-else": { for: FIXABLE, sources: BOTH, rule: null, clause: "S", about: "evidence" },
  "scan-and-form-differ": { for: FIXABLE, sources: BOTH, rule: null, clause: "S", about: "evidence" },
  "hours-differ": { for: FIXABLE, sources: MOOC, rule: "R7", clause: "N3.7", about: "certificateHours" },
  "score-not-shown": { for: FIXABLE, sources: MOOC, rule: "R7", clause: "N3.7", about: "completion_screenshot" },
  "account-not-looked-into": { for: FIXABLE, sources: MOOC, rule: "R7", clause: "N3.7", about: "account_screenshot" },
  "number-differs": {
    for: FIXABLE,
    sources: BOTH,
    rule: "R16",
    clause: "S",
    about: { mooc: "certificateNumber", degree: "diplomaNumber" },
  },
  "date-differs": {
    for: FIXABLE,
    sources: BOTH,
    rule: "R15",
    clause: "S",
    about: { mooc: "finishedOn", degree: "graduatedOn" },
  },
  "papers-unreadable": { for: FIXABLE, sources: PROJECT, rule: "R11", clause: "N3.2", about: "papers" },
  "papers-and-roster-differ": { for: FIXABLE, sources: PROJECT, rule: "R11", clause: "N3.2", about: "roster" },
  "hours-not-as-notice": { for: FIXABLE, sources: PROJECT, rule: null, clause: "S", about: "hours" },
  "roster-wrong": { for: FIXABLE, sources: PROJECT, rule: null, clause: "S", about: "roster", needsNote: true },
  "filing-incomplete": { for: FIXABLE, sources: PROJECT, rule: "R12", clause: "N3.1", about: null, needsNote: true },
  "correction-unfounded": { for: FIXABLE, sources: PROJECT, rule: null, clause: "S", about: "hours", needsNote: true },
  "partner-not-qualified": {
    for: FINAL,
    sources: PROJECT,
    rule: "R11",
    clause: "N3.2",
    about: "partner_qualification",
  },
  "without-consent": { for: FINAL, sources: PROJECT, rule: "R11", clause: "N3.2", about: "bureau_consent" },
  "invoice-of-another-training": { for: FINAL, sources: PROJECT, rule: "R11", clause: "N3.2", about: "invoice" },
  "not-by-an-education-department": { for: FINAL, sources: PROJECT, rule: "R10", clause: "N3.8", about: null },
  "did-not-attend": { for: FINAL_OR_LATER, sources: ["participant", "report"], rule: null, clause: "S", about: null },
  "attended-too-little": {
    for: FINAL_OR_LATER,
    sources: ["participant", "report"],
    rule: null,
    clause: "S",
    about: null,
  },
  "not-hosted-by-us": { for: FINAL, sources: ["report"], rule: null, clause: "N3.1", about: null, needsNote: true },
  "registered-already": { for: FINAL, sources: ["report"], rule: "R16", clause: "S", about: null },
  "other-to-mend": {
    for: FIXABLE,
    sources: [...BOTH, "project"],
    rule: null,
    clause: "S",
    about: null,
    needsNote: true,
  },
  "not-about-education": { for: FINAL_OR_LATER, sources: MOOC, rule: "R7", clause: "N3.7", about: "courseName" },
  "other-platform": { for: FINAL_OR_LATER, sources: MOOC, rule: "R7", clause: "N3.7", about: "platform" },
  "not-passed": { for: FINAL_OR_LATER, sources: MOOC, rule: "R7", clause: "N3.7", about: "score" },
  "not-real-name": { for: FINAL_OR_LATER, sources: MOOC, rule: "R8", clause: "N3.7", about: "realName" },
  "mooc-outside-cycle": { for: FINAL_OR_LATER, sources: MOOC, rule: "R7", clause: "N3.7", about: "finishedOn" },
  "degree-outside-cycle": { for: FINAL_OR_LATER, sources: DEGREE, rule: "R5", clause: "N3.3", about: "graduatedOn" },
  "not-an-upgrade": { for: FINAL_OR_LATER, sources: DEGREE, rule: "R5", clause: "N3.3", about: "newLevel" },
  "social-training": { for: FINAL_OR_LATER, sources: BOTH, rule: "R10", clause: "N3.8", about: "evidence" },
  "not-a-special-credit": { for: FINAL_OR_LATER, sources: BOTH, rule: "R9", clause: "N3.9", about: null },
  "counted-already": { for: FINAL_OR_LATER, sources: CREDITED, rule: "R16", clause: "S", about: null },
  "certificate-of-somebody-else": { for: FINAL_OR_LATER, sources: BOTH, rule: "R16", clause: "S", about: "evidence" },
  falsified: {
    for: FINAL_OR_LATER,
    sources: [...CREDITED, "project", "report"],
    rule: null,
    clause: "N5",
    about: null,
  },
  "other-final": {
    for: FINAL,
    sources: [...CREDITED, "project", "report"],
    rule: null,
    clause: "S",
    about: null,
    needsNote: true,
  },
  "posted-in-error": { for: ["revoke"], sources: CREDITED, rule: null, clause: "S", about: null, needsNote: true },
  "table-rows-missing": { for: FIXABLE, sources: SUMMARY, rule: null, clause: "S", about: null, needsNote: true },
  "table-facts-wrong": { for: FIXABLE, sources: SUMMARY, rule: null, clause: "S", about: null, needsNote: true },
  "paper-differs": { for: FIXABLE, sources: SUMMARY, rule: null, clause: "N3.7", about: null },
  "seal-missing": { for: FIXABLE, sources: SUMMARY, rule: null, clause: "N3.7", about: null },
  "copies-incomplete": { for: FIXABLE, sources: SUMMARY, rule: null, clause: "N3.7", about: null },
  "table-other": { for: FIXABLE, sources: SUMMARY, rule: null, clause: "S", about: null, needsNote: true },
} as const satisfies Record<string, ReasonDefinition>;

export type ReasonCode = keyof typeof DEFINITIONS;
const REASON_CODES = Object.keys(DEFINITIONS) as ReasonCode[];
export const REASONS: Record<ReasonCode, ReasonDefinition> = DEFINITIONS;

const isReasonCode = (code: string): code is ReasonCode => Object.hasOwn(DEFINITIONS, code);

/** The reasons to choose from, for an action on a kind of credit. */
export function reasonsFor(action: ReasonedAction, source: ReasonSubject): ReasonCode[] {
  return REASON_CODES.filter((code) => REASONS[code].for.includes(action) && REASONS[code].sources.includes(source));
}

/** The field or document that a reason means in a claim of this kind, to be marked where it is mended. */
export function marksOf(code: string | null, source: ReasonSubject): string[] {
  const about = code !== null && isReasonCode(code) ? REASONS[code].about : null;
  if (about === null) return [];
  const mark = typeof about === "string" ? about : about[source];
  return mark === undefined ? [] : [mark];
}

/** A fixable reason returns, a final one refuses; some have to be explained in words. Null when it is in order. */
export function judgeReason(
  action: ReasonedAction,
  source: ReasonSubject,
  code: string | null,
  note: string | null,
): Violation | null {
  if (code === null || code === "") return stepViolation("reason-missing", "reason");
  if (!isReasonCode(code) || !reasonsFor(action, source).includes(code))
    return stepViolation("reason-not-for-this-action", "reason");
  return REASONS[code].needsNote && !note ? stepViolation("note-missing", "note") : null;
}
