import { writeFile } from "node:fs/promises";
import path from "node:path";
import sharp from "sharp";
import { evidenceStorage } from "../storage";
import { countPages, TypesettingBusy } from "./typeset";

/** A scan as it is kept. */
export interface KeptScan {
  storageKey: string;
  mediaType: string;
}

/** A file that a document can place. */
export interface Placeable {
  /** By which the document calls it. */
  name: string;
  file: string;
  bytes: number;
  /** Of a PDF; null for a picture. */
  pages: number | null;
}

/** On paper A4, 1800 points are 200 an inch: what is printed there can be read. */
const LONG_SIDE = 1_800;
const QUALITY = 80;

/**
 * Brings a scan into a form that can be placed; null where it can't be: missing, broken, locked. A picture becomes a JPEG, which
 * goes into a PDF as it is and makes it a tenth as large.
 */
export async function placeable(scan: KeptScan, folder: string, name: string): Promise<Placeable | null> {
  const bytes = await evidenceStorage()
    .get(scan.storageKey)
    .catch((error: NodeJS.ErrnoException) => {
      if (error.code === "ENOENT") return null;
      throw error;
    });
  if (!bytes) return null;
  const placing =
    scan.mediaType === "application/pdf"
      ? placeablePdf(bytes, folder, `${name}.pdf`)
      : placeablePicture(bytes, folder, `${name}.jpg`);
  return placing.catch((error) => {
    if (error instanceof TypesettingBusy) throw error;
    return null;
  });
}

async function placeablePicture(bytes: Buffer, folder: string, name: string): Promise<Placeable> {
  const file = path.join(folder, name);
  const { size } = await sharp(bytes)
    .resize(LONG_SIDE, LONG_SIDE, { fit: "inside", withoutEnlargement: true })
    // A picture with holes stands on paper.
    .flatten({ background: "#fff" })
    .jpeg({ quality: QUALITY })
    .toFile(file);
  return { name, file, bytes: size, pages: null };
}

/** Asked of a program of its own, which a broken file may take down without harm. */
async function placeablePdf(bytes: Buffer, folder: string, name: string): Promise<Placeable | null> {
  const file = path.join(folder, name);
  await writeFile(file, bytes, { mode: 0o600 });
  const { [name]: pages = 0 } = await countPages({ [name]: file });
  return pages > 0 ? { name, file, bytes: bytes.length, pages } : null;
}
