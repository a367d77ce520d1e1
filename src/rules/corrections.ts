import type { IdentityDocument } from "./documents";
import type { Role } from "./permissions";
import type { Violation, ViolationCode } from "./verdict";

/** What of a person's record can be corrected, each with evidence. */
export const CORRECTION_KINDS = ["name", "identity"] as const;
export type CorrectionKind = (typeof CORRECTION_KINDS)[number];

/** What is asked of somebody else and waits for the answer. The database keeps the same words (prisma/schema/staffing.prisma). */
export const ASK_STATUSES = ["asked", "accepted", "declined", "withdrawn"] as const;
export type AskStatus = (typeof ASK_STATUSES)[number];

/** One side of a correction: what the record says, or shall say. */
export type CorrectedValue = { kind: "name"; name: string } | { kind: "identity"; document: IdentityDocument };

const stands = (code: ViolationCode, field: string | null, params?: Violation["params"]): Violation => ({
  rule: null,
  clause: "S",
  code,
  field,
  ...(params && { params }),
});

interface AskFacts {
  /** A correction of the same kind waits already. */
  open: boolean;
  /** Another person's record has the document. */
  taken: boolean;
  /** A scan was brought. */
  proved: boolean;
  /** The record was merged into another. */
  merged: boolean;
}

/** The field of the form in which the new value stands. */
const FIELDS: Record<CorrectionKind, string> = { name: "newName", identity: "documentNumber" };

/** What stands against asking for a correction. */
export function judgeCorrection(before: CorrectedValue, after: CorrectedValue, facts: AskFacts): Violation[] {
  if (facts.merged) return [stands("record-merged", null)];
  if (facts.open) return [stands("correction-open", null)];
  const violations: Violation[] = [];
  if (sameValue(before, after)) violations.push(stands("unchanged", FIELDS[after.kind]));
  if (facts.taken) violations.push(stands("identity-taken", FIELDS[after.kind]));
  if (!facts.proved) violations.push(stands("evidence-missing", "identity_proof", { kind: "identity_proof" }));
  return violations;
}

/** A name is what is written, to the letter: width and middle dots are what is corrected. */
function sameValue(one: CorrectedValue, other: CorrectedValue): boolean {
  if (one.kind === "name" || other.kind === "name")
    return one.kind === "name" && other.kind === "name" && one.name === other.name;
  return one.document.kind === other.document.kind && one.document.number === other.document.number;
}

interface AnswerFacts {
  status: AskStatus;
  askedBy: number;
  teacherId: number;
  /** Another person's record has the document. */
  taken: boolean;
}

/** What stands against an answer: once, by neither who asked nor whom it is about, and never declined without a word. */
export function judgeCorrectionAnswer(
  { accepts, note }: { accepts: boolean; note: string | null },
  { status, askedBy, teacherId, taken }: AnswerFacts,
  actor: { accountId: number; teacherId: number | null; role: Role },
): Violation[] {
  if (status !== "asked") return [stands("correction-answered-already", null)];
  if (askedBy === actor.accountId || teacherId === actor.teacherId) return [stands("correction-own", null)];
  if (!accepts && note === null) return [stands("note-missing", "note")];
  return accepts && taken ? [stands("identity-taken", null)] : [];
}
