import { inflateSync } from "node:zlib";
import type { FileViolationCode } from "@/rules/verdict";

/**
 * What makes a PDF do something, or carry something. The short names count only with a value behind them, because the four
 * bytes «/JS» alone stand in every fourth large photograph by chance.
 */
const ACTIVE =
  /\/(?:JavaScript|Launch|EmbeddedFiles?|RichMedia|SubmitForm|ImportData|GoTo[ER])(?![A-Za-z0-9])|\/(?:JS|XFA)[\s\0]*(?:[(<[%]|\d+[\s\0]+\d+[\s\0]+R)/;
const LOCKED = /\/Encrypt(?![A-Za-z0-9])/;
/** Where an object begins. A reader finds objects by place, so one may also stand inside a text or another stream. */
const OBJECT = /(?<!end)obj\d*/g;
/** Where the bytes of a stream begin; lenient readers take more than the line feed that the format asks for. */
const STREAM = /stream[ \t\f\0]*(?:\r\n|\r|\n)?/y;
const GAP = /[\s\0]+|%[^\r\n]*/y;
const TOKEN = /<<|>>|<[^>]*>?|>|%[^\r\n]*|[^<>(%]+/y;
/**
 * Objects may be packed into a stream, which is then the only kind of stream that can act: fonts and pictures can't. Not every
 * reader asks for the type, but all need to know where the first object begins.
 */
const PACKED = /\/(?:ObjStm|First)(?![A-Za-z0-9])/;
const FILTER = /\/(?:Filter|F)(?![A-Za-z0-9])/g;
/** The one packing that every usual program uses for objects; whoever packs twice, or otherwise, hides them. */
const USUAL_FILTER = /\/Filter[\s\0]*(?:\/FlateDecode(?![A-Za-z0-9])|\[[\s\0]*\/FlateDecode[\s\0]*\])/;
const PARAMETERS = /\/(?:DecodeParms|DP)(?![A-Za-z0-9])/;
/** A stream of objects begins with their numbers and places. */
const OBJECT_NUMBERS = /^[\s\0]*\d+[\s\0]+\d+/;
const NOTHING_BEHIND = /%%EOF[\s\0]*$/;
/** Far more than the objects of a scan; what inflates further is no scan, and would hold up everybody else. */
const MOST_INFLATED = 16 * 1024 * 1024;
const MOST_PACKED_STREAMS = 2_000;
/** How often the length of a file is read in all; ordinary objects don't overlap. A small piece costs more than its length. */
const MOST_READINGS = 4;
const COST_OF_PIECE = 16;

/** The bytes as text, in which no name hides a letter as #xx any more: /J#61vaScript. */
function plainNames(bytes: Buffer): string {
  // By hand, for a file of nothing but such signs would keep a regular expression busy for seconds.
  const plain = Buffer.allocUnsafe(bytes.length);
  let length = 0;
  for (let at = 0; at < bytes.length; at++) {
    const code = bytes[at] === HASH ? 16 * hexDigit(bytes[at + 1]) + hexDigit(bytes[at + 2]) : Number.NaN;
    plain[length++] = Number.isNaN(code) ? (bytes[at] ?? 0) : code;
    if (!Number.isNaN(code)) at += 2;
  }
  return plain.toString("latin1", 0, length);
}

const HASH = 0x23;

function hexDigit(byte = 0): number {
  if (byte >= 0x30 && byte <= 0x39) return byte - 0x30;
  const letter = byte | 0x20;
  return letter >= 0x61 && letter <= 0x66 ? letter - 0x57 : Number.NaN;
}

/** What is wrong with a PDF as a scan, looked for in its text and in its packed objects; null when nothing is. */
export function pdfViolation(bytes: Buffer): FileViolationCode | null {
  const text = bytes.toString("latin1");
  if (!text.startsWith("%PDF-") || !text.includes("%%EOF", Math.max(0, text.length - 2048))) return "file-broken";
  // An archive or a page behind its end would make it two files in one.
  if (!NOTHING_BEHIND.test(text.slice(-2048))) return "file-pdf-active";
  const plain = plainNames(bytes);
  if (LOCKED.test(plain)) return "file-pdf-locked";
  if (ACTIVE.test(plain)) return "file-pdf-active";
  return packedViolation(bytes, text);
}

function packedViolation(bytes: Buffer, text: string): FileViolationCode | null {
  const reading = { left: MOST_READINGS * text.length };
  let left = MOST_INFLATED;
  let streams = 0;
  for (const match of text.matchAll(OBJECT)) {
    const stream = streamBehind(text, match.index + match[0].length, reading);
    if (reading.left < 0) return "file-pdf-active";
    if (!stream || !PACKED.test(stream.dictionary)) continue;
    const filters = stream.dictionary.match(FILTER)?.length ?? 0;
    // Not packed at all: its objects were seen with the rest of the text.
    if (filters === 0) continue;
    streams++;
    const usual = filters === 1 && USUAL_FILTER.test(stream.dictionary) && !PARAMETERS.test(stream.dictionary);
    if (streams > MOST_PACKED_STREAMS || !usual) return "file-pdf-active";
    const objects = inflate(bytes.subarray(stream.start), left);
    if (objects === null) return "file-broken";
    left -= objects.length;
    const written = plainNames(objects);
    if (!OBJECT_NUMBERS.test(written) || ACTIVE.test(written)) return "file-pdf-active";
  }
  return null;
}

/** How many characters may still be read. */
interface Reading {
  left: number;
}

/**
 * The stream of the object whose body begins at `from`, with its dictionary but for comments and the words in it, which could
 * look like anything; null where the object is no stream.
 */
function streamBehind(text: string, from: number, reading: Reading): { dictionary: string; start: number } | null {
  let at = afterGap(text, from, reading);
  if (!text.startsWith("<<", at)) return null;
  let dictionary = "";
  let depth = 0;
  while (at < text.length && reading.left >= 0) {
    const token = tokenAt(text, at);
    at += token.length;
    reading.left -= token.length + COST_OF_PIECE;
    const isWords = token.startsWith("(") || token.startsWith("%") || (token.startsWith("<") && token !== "<<");
    dictionary += isWords ? " " : token;
    if (token === "<<") depth++;
    if (token !== ">>") continue;
    depth--;
    // At any depth: some readers end a dictionary early when it is written wrongly.
    STREAM.lastIndex = afterGap(text, at, reading);
    if (STREAM.test(text))
      return { dictionary: plainNames(Buffer.from(dictionary, "latin1")), start: STREAM.lastIndex };
    if (depth === 0) return null;
  }
  return null;
}

function afterGap(text: string, from: number, reading: Reading): number {
  let at = from;
  GAP.lastIndex = at;
  while (GAP.test(text)) at = GAP.lastIndex;
  reading.left -= at - from;
  return at;
}

function tokenAt(text: string, at: number): string {
  TOKEN.lastIndex = at;
  return TOKEN.exec(text)?.[0] ?? text.slice(at, endOfWords(text, at));
}

/** Behind the bracket that closes the words which begin at `at`; brackets nest, and a backslash takes the sign behind it. */
function endOfWords(text: string, at: number): number {
  let depth = 0;
  for (let end = at; end < text.length; end++) {
    const sign = text[end];
    if (sign === "\\") end++;
    else if (sign === "(") depth++;
    else if (sign === ")") depth--;
    if (depth === 0) return end + 1;
  }
  return text.length;
}

function inflate(bytes: Buffer, most: number): Buffer | null {
  try {
    return inflateSync(bytes, { maxOutputLength: Math.max(1, most) });
  } catch {
    return null;
  }
}
