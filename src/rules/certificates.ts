import type { Balance } from "./balance";
import { invariant } from "./invariant";
import type { Violation } from "./verdict";

/** Crockford's base 32: no I, L, O and U, so that nothing is misread from paper. */
const SIGNS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const BITS_A_SIGN = 5;
/** 15 bytes are 24 signs: 120 bits that nobody guesses. */
export const CODE_BYTES = 15;
const CODE = /^[0-9A-HJKMNP-TV-Z]{24}$/;

/**
 * Why there is no certificate (R3, R4, N5); null where the teacher may have one.
 * @param takenBack the city took one back, and nothing of the ledger that it attested has been reversed since
 */
export function certificateViolation(
  balance: Pick<Balance, "complete" | "owesNothing">,
  takenBack: boolean,
): Violation | null {
  if (takenBack) return { rule: null, clause: "N5", code: "certificate-taken-back", field: null };
  if (balance.owesNothing) return { rule: "R4", clause: "N3.10", code: "certificate-owes-nothing", field: null };
  if (!balance.complete) return { rule: "R3", clause: "N1", code: "certificate-not-complete", field: null };
  return null;
}

/** The code of a certificate, of so many random bytes: 24 signs. */
export function certificateCode(random: Uint8Array): string {
  invariant(random.length === CODE_BYTES, "a code is made of 15 bytes");
  let bits = 0;
  let held = 0;
  let code = "";
  for (const byte of random) {
    bits = ((bits << 8) | byte) & 0xfff;
    for (held += 8; held >= BITS_A_SIGN; held -= BITS_A_SIGN)
      code += SIGNS.charAt((bits >> (held - BITS_A_SIGN)) & 0x1f);
  }
  return code;
}

/** A code as it is printed and read aloud: groups of four. */
export const groupedCode = (code: string): string => code.match(/.{1,4}/g)?.join("-") ?? "";

/** The code that somebody means, however it was typed: in small letters, with spaces or dashes, O for 0, I or L for 1; null for none. */
export function readCode(typed: string): string | null {
  if (typed.length > 200) return null;
  const signs = typed
    .normalize("NFKC")
    .toUpperCase()
    .replace(/[\s\p{Pd}_.·]/gu, "");
  const code = signs.replace(/O/g, "0").replace(/[IL]/g, "1");
  return CODE.test(code) ? code : null;
}

/** A number as it is kept: city, first year of the cycle, serial number in it, e.g. 4107-2016-000123. It opens nothing. */
export const certificateNumber = (cityCode: string, fromYear: number, serial: number): string =>
  `${cityCode}-${fromYear}-${String(serial).padStart(6, "0")}`;

/** The parts of a number. */
export function certificateNumberParts(number: string): { city: string; fromYear: number; serial: string } {
  const [city = "", fromYear = "", serial = ""] = number.split("-");
  return { city, fromYear: Number(fromYear), serial };
}

/** What a stranger sees of a name: its first sign, and of three or more its last; signs of any script, not halves of them. */
export function maskName(name: string): string {
  const signs = [...new Intl.Segmenter("zh", { granularity: "grapheme" }).segment(name)].map(({ segment }) => segment);
  const [first = "", ...rest] = signs;
  return rest.length < 2 ? `${first}*` : `${first}${"*".repeat(Math.min(rest.length - 1, 3))}${rest.at(-1)}`;
}
