import type { CellProblem } from "./table";

export interface Cell {
  text: string;
  problem: CellProblem["code"] | null;
}

export const EMPTY: Cell = { text: "", problem: null };

/** Control characters save tab and line feed, what stands for a byte that is no text, and what turns the direction of writing. */
const UNREADABLE =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: those are what is looked for
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069\ufffd-\uffff]/;
const UNREADABLE_ALL = new RegExp(UNREADABLE, "g");
/** A long number that a spreadsheet program has rounded, as it writes it into a .csv: 4.10725E+17. */
const ROUNDED = /^-?\d(?:\.\d+)?E\+(?:1[5-9]|[2-9]\d|\d{3})$/i;
/** Digits that a spreadsheet program keeps of a number. */
const KEPT_DIGITS = 15;

/** A cell of text as a person sees it: without blanks at its ends (ideographic ones too), without the ' that marks text. */
export function textCell(raw: string): Cell {
  let text = raw.trim();
  if (text === "") return EMPTY;
  if (text.startsWith("'")) text = text.slice(1);
  if (text.includes("\r")) text = text.replace(/\r\n?/g, "\n");
  if (UNREADABLE.test(text) || !text.isWellFormed()) {
    return { text: text.toWellFormed().replace(UNREADABLE_ALL, "\ufffd"), problem: "cell-unreadable" };
  }
  return { text: owned(text), problem: ROUNDED.test(text) ? "cell-digits-lost" : null };
}

/** A part of a text, from thirteen signs on, keeps the whole of it in memory: fifty thousand ID numbers, all of the sheet's XML. */
const owned = (text: string) => (text.length < 13 ? text : Buffer.from(text).toString());

/** How a number is shown; null as it is. Other formats change how it looks, not what it is. */
export type NumberLook = "date" | { digits: number } | null;

const LONGEST_FORMAT = 255;
/** Built-in formats that show a date, those of the Chinese versions among them; times alone are none. */
const DATE_FORMATS = new Set([14, 15, 16, 17, 22, 27, 28, 29, 30, 31, 36, 50, 51, 52, 53, 54, 57, 58]);

export function lookOf(formatId: number, code: string | undefined): NumberLook {
  if (code === undefined) return DATE_FORMATS.has(formatId) ? "date" : null;
  if (/^0+$/.test(code)) return { digits: code.length };
  if (/\[[hms]+\]/i.test(code)) return null;
  // What is quoted, escaped or in brackets is shown as it is, or tells a colour or a language.
  const signs = (code.slice(0, LONGEST_FORMAT).split(";")[0] ?? "")
    .replace(/"[^"]*"|\\.|_.|\*.|\[[^\]]*\]/g, "")
    .replace(/general/i, "");
  return /[yd]|^[^hs0#?]*m[^hs0#?]*$/i.test(signs) ? "date" : null;
}

const DAY = 86_400_000;
const SERIAL_1900_OFFSET = Date.UTC(1899, 11, 30);
const SERIAL_1904_OFFSET = Date.UTC(1904, 0, 1);
/** Days before 1 March 1900 are counted wrongly, since spreadsheet programs believe in its 29 February; none is of interest. */
const FIRST_SERIAL = 61;
const LAST_YEAR = 9999;

function dateOf(serial: number, from1904: boolean): string | null {
  const day = Math.floor(serial);
  if (from1904 ? day < 0 : day < FIRST_SERIAL) return null;
  const date = new Date((from1904 ? SERIAL_1904_OFFSET : SERIAL_1900_OFFSET) + day * DAY);
  return date.getUTCFullYear() <= LAST_YEAR ? date.toISOString().slice(0, 10) : null;
}

/** A number too long for its digits, as a program shows it: with zeros for those that are lost. */
function zeroed(number: number): string {
  const [mantissa = "", exponent] = number.toExponential(KEPT_DIGITS - 1).split("e");
  return mantissa.replace(".", "").concat("0".repeat(Number(exponent) - KEPT_DIGITS + 1));
}

/** A number as a person sees it: a date where it is shown as one, otherwise with the digits that are kept. */
export function numberCell(raw: string, look: NumberLook, from1904: boolean): Cell {
  const value = raw.trim();
  if (value === "") return EMPTY;
  const number = Number(value);
  if (!Number.isFinite(number)) return { text: value, problem: "cell-unreadable" };
  const date = look === "date" ? dateOf(number, from1904) : null;
  if (date !== null) return { text: date, problem: null };
  if (Math.abs(number) >= 10 ** KEPT_DIGITS) {
    return { text: zeroed(number), problem: "cell-digits-lost" };
  }
  // 7.4999999999999996 is how a file writes 7.5.
  const text = String(Number(number.toPrecision(KEPT_DIGITS)));
  const padded = typeof look === "object" && look && /^\d+$/.test(text) ? text.padStart(look.digits, "0") : text;
  return { text: padded, problem: null };
}

/** An ISO date, as some programs write a date cell. */
export function isoDateCell(raw: string): Cell {
  if (raw.trim() === "") return EMPTY;
  const day = /^\d{4}-\d{2}-\d{2}(?=$|T)/.exec(raw.trim());
  return day ? { text: day[0], problem: null } : { text: textCell(raw).text, problem: "cell-unreadable" };
}
