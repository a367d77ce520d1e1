import type { Clause, RuleId } from "./clauses";

/** Shapes of what was typed; the edge reports them, and the words for them are needed in every form. */
export const SHAPE_VIOLATIONS = [
  "required",
  "too-long",
  "bad-characters",
  "not-a-date",
  "not-a-number",
  "too-precise",
  "not-a-choice",
  "identity-format",
  "identity-checksum",
  "identity-birth-date",
  "teacher-certificate-format",
  "school-code-format",
] as const;

/** Who may be registered, and whether the training fits the cycle and the person (R0, R4, R15). */
const PERSON_VIOLATIONS = [
  "no-teacher-certificate",
  "not-on-post",
  "private-school-excluded",
  "ended-in-future",
  "outside-cycle",
  "ended-before-hiring",
  "ended-off-post",
] as const;

/** Special credits (R5, R7-R10, R16). */
const CLAIM_VIOLATIONS = [
  "mooc-platform-not-accepted",
  "score-below-pass",
  "score-out-of-range",
  "certificate-number-missing",
  "account-hours-missing",
  "course-hours-missing",
  "hours-not-positive",
  "hours-too-many",
  "real-name-required",
  "certificate-required-without-real-name",
  "degree-not-above-former",
  "second-degree",
  "same-training-twice",
  "same-certificate-twice",
  "evidence-missing",
] as const;

/** Kinds that are no special credit; each says where it belongs instead (R9, R10). */
const KIND_VIOLATIONS = [
  "kind-social-training",
  "kind-human-resources",
  "kind-project",
  "kind-department-project",
  "kind-lecture",
  "kind-commissioned",
  "kind-authorised",
  "kind-support-teaching",
  "kind-online",
  "kind-self-run",
  "kind-other-training",
  "kind-unknown",
] as const;

/** Steps, decisions, deadlines, duplicates (sections 四 and 五 of the notice, R16, R17). */
const STEP_VIOLATIONS = [
  "not-in-this-state",
  "not-your-step",
  "not-the-registrant",
  "decides-own-registration",
  "decides-own-credit",
  "registers-own-credit-as-staff",
  "withdraw-too-late",
  "recall-not-the-decider",
  "recall-nothing-to-undo",
  "recall-too-late",
  "reason-missing",
  "reason-not-for-this-action",
  "note-missing",
  "confirmation-missing",
  "deadline-passed",
  "duplicate-certificate",
  "duplicate-file",
  "waiver-not-at-this-step",
  "decided-with-roster",
] as const;

/** Projects, their papers and rosters (R11-R14, R16). */
const PROJECT_VIOLATIONS = [
  "kind-not-hosted-here",
  "ends-before-it-starts",
  "no-lecturers-here",
  "filing-missing",
  "filing-not-needed",
  "not-the-host",
  "paper-missing",
  "attendance-paper-missing",
  "partner-missing",
  "invoice-number-missing",
  "documented-count-missing",
  "roster-above-papers",
  "roster-empty",
  "roster-has-errors",
  "roster-all-struck",
  "project-same-training",
  "project-closed",
  "correction-unchanged",
  "person-missing",
  "person-unknown",
  "person-ambiguous",
  "name-does-not-match",
  "not-on-duty-then",
  "listed-twice",
  "lecturer-hours-not-set",
  "hours-above-project",
  "has-this-training",
  "support-from-after-to",
  "support-too-short",
  "support-half-told",
  "report-open-already",
  "report-answered-already",
] as const;

/** Tables that were brought: what a cell says, and how it stands to what the bank has. */
const TABLE_VIOLATIONS = [
  "cell-formula",
  "cell-merged",
  "cell-digits-lost",
  "cell-unreadable",
  "year-not-a-year",
  "posted-with-other-hours",
  "scan-not-in-zip",
  "scan-in-zip-twice",
  "import-not-open",
  "import-still-reading",
  "work-under-way",
] as const;

/** Files that can't be read as a table, or as scans. */
export const SHEET_VIOLATIONS = [
  "sheet-not-a-spreadsheet",
  "sheet-old-xls",
  "sheet-encrypted",
  "sheet-too-large",
  "sheet-bomb",
  "sheet-broken",
  "sheet-unsafe",
  "sheet-too-many-rows",
  "sheet-too-many-columns",
  "sheet-no-header",
  "sheet-columns-missing",
  "sheet-several",
  "sheet-empty",
  "sheet-encoding",
  "sheet-csv-broken",
  "zip-not-a-zip",
  "zip-unsafe",
  "zip-too-large",
  "zip-broken",
  "zip-encrypted",
] as const;
export type SheetViolationCode = (typeof SHEET_VIOLATIONS)[number];

/** Results that the online platform pushes (R2). */
const ONLINE_VIOLATIONS = [
  "online-hours-not-positive",
  "online-finished-before-study-year",
  "online-result-differs",
  "online-result-twice",
  "online-result-of-somebody-else",
  "online-result-revoked",
] as const;

/** Summary tables, rounds and their days (attachments 1-3, R17). */
const SUMMARY_VIOLATIONS = [
  "summary-empty",
  "summary-unchanged",
  "summary-not-accepted-yet",
  "summary-undecided",
  "summary-paper-missing",
  "summary-certificates-missing",
  "round-years",
  "round-outside-cycle",
  "round-overlaps",
  "round-reported",
  "deadline-before-round",
  "deadline-not-needed",
  "reopening-not-needed",
  "reopening-ended",
] as const;

/** Urging, deputies, e-mail (section 4 of the domain, S). */
const DESK_VIOLATIONS = [
  "urge-nobody-waits",
  "urge-too-early",
  "urge-again-too-early",
  "deputy-not-eligible",
  "deputy-days",
  "deputy-in-past",
  "deputy-twice",
  "email-format",
] as const;

/** Certificates, transcripts, objections (R3, section 4 of the domain). */
const PROOF_VIOLATIONS = [
  "certificate-not-complete",
  "certificate-owes-nothing",
  "certificate-taken-back",
  "objection-not-refused",
  "objection-once",
  "objection-already-decided",
  "objection-own-refusal",
  "objection-answer-missing",
  "objection-project-refused",
  "objection-brought-again",
  "objection-bars-recall",
] as const;

/** Cycles, policies, sampling (S). */
const CITY_VIOLATIONS = [
  "policy-contradicts",
  "policy-unchanged",
  "policy-not-counted",
  "policy-outdated",
  "cycle-overlaps",
  "cycle-closed",
  "cycle-not-over",
  "cycle-work-open",
  "sample-empty",
  "sample-checked-already",
  "sample-own-decision",
  "sample-share",
  "sample-days",
  "sample-days-not-over",
] as const;

/** Teachers, organisations, accounts (R0, R4, S). */
const PEOPLE_VIOLATIONS = [
  "teacher-known",
  "teacher-works-elsewhere",
  "teacher-works-here",
  "teacher-number-taken",
  "teacher-number-format",
  "teacher-number-kept",
  "document-format",
  "hired-in-future",
  "hired-before-birth",
  "hired-before-leaving",
  "hired-twice",
  "end-before-start",
  "end-in-future",
  "not-employed",
  "transfer-open",
  "transfer-same-school",
  "transfer-answered-already",
  "correction-open",
  "correction-answered-already",
  "identity-taken",
  "unchanged",
  "merge-same-record",
  "merge-closed-cycle",
  "owes-in-closed-cycle",
  "merge-employed-twice",
  "merge-registered-twice",
  "record-merged",
  "correction-own",
  "school-code-taken",
  "school-closed",
  "school-has-teachers",
  "account-name-taken",
  "account-own",
  "account-last-officer",
  "role-not-yours-to-give",
  "account-unknown",
  "account-name-format",
  "role-held-already",
  "merge-hired-later",
  "merge-same-school",
] as const;

/** Signing in and the own password (S). */
const ACCOUNT_VIOLATIONS = [
  "sign-in-wrong",
  "sign-in-slow-down",
  "password-wrong",
  "password-too-short",
  "password-unchanged",
  "password-repeat-differs",
] as const;

/** Files that can't be taken as scans (section 5 of the domain). */
export const FILE_VIOLATIONS = [
  "file-empty",
  "file-too-large",
  "file-type-not-accepted",
  "file-phone-format",
  "file-broken",
  "file-picture-too-big",
  "file-pdf-active",
  "file-pdf-locked",
  "file-too-many",
  "file-claim-closed",
] as const;
export type FileViolationCode = (typeof FILE_VIOLATIONS)[number];

export const VIOLATION_CODES = [
  ...FILE_VIOLATIONS,
  ...SHAPE_VIOLATIONS,
  ...PERSON_VIOLATIONS,
  ...CLAIM_VIOLATIONS,
  ...KIND_VIOLATIONS,
  ...STEP_VIOLATIONS,
  ...PROJECT_VIOLATIONS,
  ...TABLE_VIOLATIONS,
  ...SHEET_VIOLATIONS,
  ...ONLINE_VIOLATIONS,
  ...SUMMARY_VIOLATIONS,
  ...DESK_VIOLATIONS,
  ...PROOF_VIOLATIONS,
  ...CITY_VIOLATIONS,
  ...PEOPLE_VIOLATIONS,
  ...ACCOUNT_VIOLATIONS,
] as const;
export type ViolationCode = (typeof VIOLATION_CODES)[number];

export type VerdictParams = Readonly<Record<string, string | number>>;

/** One thing that stands against what a person wants. */
export interface Violation {
  /** Null where no rule of the list R0-R17 speaks: the shape of an input, the order of the steps. */
  rule: RuleId | null;
  clause: Clause;
  code: ViolationCode;
  /** The field, or the kind of evidence, that has to be mended; null when it is the whole. */
  field: string | null;
  params?: VerdictParams;
}

export const CHECK_CODES = [
  "teacher-certificate",
  "on-post",
  "school-in-scope",
  "platform",
  "ended-by-today",
  "in-cycle",
  "on-post-when-ended",
  "score",
  "real-name",
  "certificate-for-not-real-name",
  "hours",
  "certificate-number",
  "account-looked-into",
  "level-above-former",
  "degree-once",
  "training-once",
  "certificate-once",
  "evidence",
  "certificate-unshared",
  "file-unshared",
  "filed",
  "roster-filled",
  "papers",
  "partner",
  "invoice-number",
  "count-as-papers",
  "invoice-unshared",
] as const;
export type CheckCode = (typeof CHECK_CODES)[number];

/** One line of the list of ✓ and ✗ that a reviewer sees beside the scan. */
export interface Check {
  code: CheckCode;
  ok: boolean;
  rule: RuleId;
  clause: Clause;
  params?: VerdictParams;
}

/** Nothing wrong, but for somebody to look at. */
export const FLAG_CODES = [
  "overlapping-training",
  "same-course-in-another-term",
  "certificate-shared",
  "above-annual-cap",
  "posted-already",
  "partly-outside-cycle",
  "taken-on-again",
  "without-teacher-certificate",
] as const;
export interface Flag {
  code: (typeof FLAG_CODES)[number];
  params?: VerdictParams;
}

/** The shape of an input is wrong. */
export function misshapen(code: (typeof SHAPE_VIOLATIONS)[number], field: string, params?: VerdictParams): Violation {
  return { rule: null, clause: "S", code, field, ...(params && { params }) };
}

/** The order of the steps stands against it (N5: declare, first review, review, verify). */
export function stepViolation(code: ViolationCode, field: string | null = null): Violation {
  return { rule: null, clause: "N5", code, field };
}
