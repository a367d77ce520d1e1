import { inflateSync } from "node:zlib";
import type { FileViolationCode } from "@/rules/verdict";

/** Names in a PDF that make it do something, carry something, or hide. */
const ACTIVE = /\/(?:JavaScript|JS|Launch|EmbeddedFiles?|RichMedia|XFA|SubmitForm|ImportData|GoToE)(?![A-Za-z0-9])/;
const LOCKED = /\/Encrypt(?![A-Za-z0-9])/;
const STREAM = /stream\r?\n/g;
/** As much as a scan's structure needs; what inflates further is no scan. */
const MOST_INFLATED = 64 * 1024 * 1024;

/** A name may be written with #xx for its letters: /J#61vaScript. */
const plainNames = (text: string) =>
  text.replace(/#([0-9A-Fa-f]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));

/** What is wrong with a PDF as a scan, looked for in its text and in its compressed objects; null when nothing is. */
export function pdfViolation(bytes: Buffer): FileViolationCode | null {
  const text = bytes.toString("latin1");
  if (!text.startsWith("%PDF-") || !text.slice(-2048).includes("%%EOF")) return "file-broken";
  if (LOCKED.test(plainNames(text))) return "file-pdf-locked";
  if (ACTIVE.test(plainNames(text))) return "file-pdf-active";
  let left = MOST_INFLATED;
  for (const match of text.matchAll(STREAM)) {
    const start = match.index + match[0].length;
    // Only what holds objects; pictures and fonts can't act.
    const head = text.slice(Math.max(0, match.index - 400), match.index);
    if (!/\/ObjStm/.test(plainNames(head.slice(head.lastIndexOf("obj"))))) continue;
    const inflated = inflate(bytes.subarray(start), left);
    if (inflated === null) return "file-broken";
    left -= inflated.length;
    if (ACTIVE.test(plainNames(inflated.toString("latin1")))) return "file-pdf-active";
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
