import { inflateSync } from "node:zlib";
import type { FileViolationCode } from "@/rules/verdict";

/**
 * What makes a PDF do something, or carry something. The short names count only with a value behind them, because the four
 * bytes «/JS» alone stand in every fourth large photograph by chance.
 */
const ACTIVE =
  /\/(?:JavaScript|Launch|EmbeddedFiles?|RichMedia|SubmitForm|ImportData|GoTo[ER])(?![A-Za-z0-9])|\/(?:JS|XFA)[\s\0]*(?:[(<[%]|\d+[\s\0]+\d+[\s\0]+R)/;
const LOCKED = /\/Encrypt(?![A-Za-z0-9])/;
/** Where the bytes of a stream begin; lenient readers take more than the line feed that the format asks for. */
const STREAM = /(?<!end)stream[ \t\f\0]*(?:\r\n|\r|\n)?/g;
/** Objects may be packed into a stream, which is then the only kind of stream that can act: fonts and pictures can't. */
const OBJECTS = /\/ObjStm/;
const FILTER = /\/Filter(?![A-Za-z])/g;
/** The one packing that every usual program uses for objects; whoever packs twice, or otherwise, hides them. */
const USUAL_FILTER = /\/Filter[\s\0]*(?:\/[A-Z]|\[[\s\0]*\/FlateDecode[\s\0]*\])/g;
const UNUSUAL = /\/(?:LZW|A85|ASCII|AHx|RL|RunLength|Crypt|DecodeParms|DP)/;
/** A stream of objects begins with their numbers and places. */
const OBJECT_NUMBERS = /^[\s\0]*\d+[\s\0]+\d+/;
const NOTHING_BEHIND = /%%EOF[\s\0]*$/;
/** Far more than the objects of a scan; what inflates further is no scan, and would hold up everybody else. */
const MOST_INFLATED = 16 * 1024 * 1024;
const MOST_PACKED_STREAMS = 2_000;

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
  let left = MOST_INFLATED;
  let before = 0;
  let streams = 0;
  for (const match of text.matchAll(STREAM)) {
    // Everything since the stream before it: a dictionary can be as long as it likes, and its strings can hold any word.
    const head = plainNames(bytes.subarray(before, match.index));
    const start = match.index + match[0].length;
    before = start;
    if (!OBJECTS.test(head)) continue;
    const filters = head.match(FILTER)?.length ?? 0;
    // Not packed at all: its objects were seen with the rest of the text.
    if (filters === 0) continue;
    streams++;
    if (streams > MOST_PACKED_STREAMS || UNUSUAL.test(head) || filters !== head.match(USUAL_FILTER)?.length)
      return "file-pdf-active";
    const objects = inflate(bytes.subarray(start), left);
    if (objects === null) return "file-broken";
    left -= objects.length;
    const written = plainNames(objects);
    if (!OBJECT_NUMBERS.test(written) || ACTIVE.test(written)) return "file-pdf-active";
  }
  return null;
}

function inflate(bytes: Buffer, most: number): Buffer | null {
  try {
    return inflateSync(bytes, { maxOutputLength: Math.max(1, most) });
  } catch {
    return null;
  }
}
