import { type CalendarDate, parseCalendarDate } from "./calendar";
import { parseResidentId } from "./identity";
import { foldNumber } from "./matching";
import type { ViolationCode } from "./verdict";

/** The documents by which a person is known. */
export const IDENTITY_KINDS = ["resident_id", "passport", "hong_kong_macao", "taiwan"] as const;
export type IdentityKind = (typeof IDENTITY_KINDS)[number];

/** A document as it is kept: its kind, and the number folded so that the same document is the same text. */
export interface IdentityDocument {
  kind: IdentityKind;
  number: string;
}

type Parsed<Value> = { ok: true; value: Value } | { ok: false; code: ViolationCode };

/**
 * The number of a document, as its kind asks for. Documents other than the resident ID have no check sign; a resident ID number
 * under another name would be the same person twice, so it is none of theirs.
 */
export function parseDocument(kind: IdentityKind, typed: string): Parsed<IdentityDocument> {
  if (kind === "resident_id") {
    const parsed = parseResidentId(typed);
    return parsed.ok ? { ok: true, value: { kind, number: parsed.value } } : parsed;
  }
  const number = foldNumber(typed);
  return /^[A-Z0-9]{5,17}$/.test(number)
    ? { ok: true, value: { kind, number } }
    : { ok: false, code: "document-format" };
}

/** The day of birth that a document's number tells; null where it tells none. */
export function birthOf({ kind, number }: IdentityDocument): CalendarDate | null {
  if (kind !== "resident_id") return null;
  return parseCalendarDate(`${number.slice(6, 10)}-${number.slice(10, 12)}-${number.slice(12, 14)}`);
}

/** How the kinds are written into tables. */
const WRITTEN: readonly [IdentityKind, RegExp][] = [
  ["resident_id", /^(居民)?身份证|^resident/i],
  ["passport", /护照|^passport/i],
  ["hong_kong_macao", /港澳|^hong kong|^macao/i],
  ["taiwan", /台湾|臺灣|^taiwan/i],
];

/** The kind that a cell names: the resident ID where it is empty, null where it is none that is known. */
export function documentKindOf(cell: string): IdentityKind | null {
  const written = cell.normalize("NFKC").trim();
  if (written === "") return "resident_id";
  return WRITTEN.find(([, pattern]) => pattern.test(written))?.[0] ?? null;
}
