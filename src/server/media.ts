import { fileTypeFromBuffer } from "file-type";
import sharp from "sharp";
import type { FileViolationCode } from "@/rules/verdict";
import { pdfViolation } from "./pdf-check";

/** The largest scan that is taken, in bytes. */
export const MOST_BYTES = 10 * 1024 * 1024;
const MOST_PIXELS = 60_000_000;
const LONG_SIDE = 2400;
const THUMBNAIL_SIDE = 320;

const PICTURES = new Set(["image/jpeg", "image/png", "image/webp"]);
const PHONE_PICTURES = new Set([
  "image/heic",
  "image/heif",
  "image/heic-sequence",
  "image/heif-sequence",
  "image/avif",
  "image/x-adobe-dng",
]);

export interface Scan {
  mediaType: "image/webp" | "application/pdf";
  bytes: Buffer;
  thumbnail: Buffer | null;
  width: number | null;
  height: number | null;
}

export type PreparedScan = { ok: true; scan: Scan } | { ok: false; code: FileViolationCode };

// Decoding is the heaviest thing the web process does: one at a time, so that pages stay quick meanwhile.
sharp.cache(false);
sharp.concurrency(1);
let queue: Promise<unknown> = Promise.resolve();

function oneAtATime<T>(work: () => Promise<T>): Promise<T> {
  const turn = queue.then(work, work);
  queue = turn.catch(() => undefined);
  return turn;
}

/**
 * Makes of a file what is kept as a scan: judged by its content, never by its name. A picture is drawn anew, upright, so that
 * neither its metadata nor anything behind its end comes along; a PDF is kept as it is, if it can do nothing by itself.
 */
export async function prepareScan(bytes: Buffer): Promise<PreparedScan> {
  if (bytes.length === 0) return { ok: false, code: "file-empty" };
  if (bytes.length > MOST_BYTES) return { ok: false, code: "file-too-large" };
  const type = (await fileTypeFromBuffer(bytes))?.mime;
  if (type === "application/pdf") {
    const code = pdfViolation(bytes);
    if (code) return { ok: false, code };
    return { ok: true, scan: { mediaType: "application/pdf", bytes, thumbnail: null, width: null, height: null } };
  }
  if (type && PHONE_PICTURES.has(type)) return { ok: false, code: "file-phone-format" };
  if (!type || !PICTURES.has(type)) return { ok: false, code: "file-type-not-accepted" };
  return oneAtATime(() => redrawn(bytes));
}

async function redrawn(bytes: Buffer): Promise<PreparedScan> {
  try {
    const picture = sharp(bytes, { limitInputPixels: MOST_PIXELS, failOn: "error" }).rotate();
    const { data, info } = await picture
      .resize(LONG_SIDE, LONG_SIDE, { fit: "inside", withoutEnlargement: true })
      .webp({ quality: 82, effort: 2 })
      .toBuffer({ resolveWithObject: true });
    const thumbnail = await sharp(data)
      .resize(THUMBNAIL_SIDE, THUMBNAIL_SIDE, { fit: "inside", withoutEnlargement: true })
      .webp({ quality: 70, effort: 2 })
      .toBuffer();
    return {
      ok: true,
      scan: { mediaType: "image/webp", bytes: data, thumbnail, width: info.width, height: info.height },
    };
  } catch (error) {
    const tooBig = error instanceof Error && /pixel limit/i.test(error.message);
    return { ok: false, code: tooBig ? "file-picture-too-big" : "file-broken" };
  }
}
