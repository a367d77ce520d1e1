/** The closed lists that a credit's life is told in. The database keeps the same words (prisma/schema/credit.prisma). */

export const CREDIT_SOURCES = [
  "mooc",
  "degree",
  "online",
  "project",
  "lecture",
  "commissioned",
  "authorised",
  "support_teaching",
  "self_run",
  "opening",
] as const;
export type CreditSource = (typeof CREDIT_SOURCES)[number];

/** The only two that a person brings with a certificate (N3.9). */
export type SpecialSource = Extract<CreditSource, "mooc" | "degree">;

export const ENTRY_STATUSES = [
  "at_school",
  "at_county",
  "at_city",
  "returned",
  "refused",
  "withdrawn",
  "posted",
  "revoked",
  "recorded",
] as const;
export type EntryStatus = (typeof ENTRY_STATUSES)[number];

/** First review, review, verification (N5), in this order. */
export const STEPS = ["school", "county", "city"] as const;
export type Step = (typeof STEPS)[number];

export const EVIDENCE_KINDS = [
  "certificate",
  "completion_screenshot",
  "account_screenshot",
  "school_statement",
  "diploma",
  "notice",
  "bureau_consent",
  "partner_qualification",
  "agreement",
  "invoice",
  "sign_in_sheets",
  "participant_list",
  "attendance_proof",
  "identity_proof",
  "objection_proof",
] as const;
export type EvidenceKind = (typeof EVIDENCE_KINDS)[number];

const ENDED: ReadonlySet<EntryStatus> = new Set<EntryStatus>(["refused", "withdrawn", "revoked"]);

/** A live entry holds its certificate number and its training; an ended one frees both (R16). */
export function isLive(status: EntryStatus): boolean {
  return !ENDED.has(status);
}
