import { parseCalendarDate } from "./calendar";
import type { ViolationCode } from "./verdict";

type Parsed<Code extends ViolationCode> = { ok: true; value: string } | { ok: false; code: Code };

// ISO 7064 MOD 11-2, as GB 11643-1999 writes it out.
const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const CHECK_SIGNS = "10X98765432";

/** The check sign of the first 17 digits of a resident ID number. */
export function residentCheckSign(digits: string): string {
  const sum = WEIGHTS.reduce((total, weight, i) => total + weight * Number(digits[i]), 0);
  return CHECK_SIGNS.charAt(sum % 11);
}

/** A resident ID number: 18 characters, a real date of birth, the right check sign; x and full-width digits are folded. */
export function parseResidentId(
  typed: string,
): Parsed<"identity-format" | "identity-birth-date" | "identity-checksum"> {
  const value = typed.normalize("NFKC").replace(/\s+/g, "").toUpperCase();
  if (!/^\d{17}[\dX]$/.test(value)) return { ok: false, code: "identity-format" };
  const birth = `${value.slice(6, 10)}-${value.slice(10, 12)}-${value.slice(12, 14)}`;
  if (parseCalendarDate(birth) === null) return { ok: false, code: "identity-birth-date" };
  return residentCheckSign(value) === value.charAt(17) ? { ok: true, value } : { ok: false, code: "identity-checksum" };
}

/** The first four and the last four signs: 4107**********1234. */
export function maskIdentityNumber(number: string): string {
  const shown = Math.min(4, Math.floor(number.length / 4));
  return `${number.slice(0, shown)}${"*".repeat(number.length - 2 * shown)}${number.slice(number.length - shown)}`;
}

/** What people call a file is kept as they wrote it, but for the ID number that many put into it. */
export const maskNumbersIn = (words: string): string =>
  words.replace(/[\d０-９]{17}[\d０-９XxＸｘ]/gu, maskIdentityNumber);

/** A teacher certificate's number: 17 digits. Its sex digit is no ground to refuse: sources disagree on it. */
export function parseTeacherCertificate(typed: string): Parsed<"teacher-certificate-format"> {
  const value = typed.normalize("NFKC").replace(/\s+/g, "");
  return /^\d{17}$/.test(value) ? { ok: true, value } : { ok: false, code: "teacher-certificate-format" };
}

/** Two digits for the type, 41 for Henan, six serial ones; there is no check digit. */
export function parseSchoolCode(typed: string): Parsed<"school-code-format"> {
  const value = typed.normalize("NFKC").replace(/\s+/g, "");
  return /^(?:11|21|31|34|36|51)41\d{6}$/.test(value) ? { ok: true, value } : { ok: false, code: "school-code-format" };
}
