import { randomBytes } from "node:crypto";
import { mkdir, open, readdir, readFile, rename, rm, stat } from "node:fs/promises";
import path from "node:path";
import { z } from "zod";
import { environment } from "./env";
import { openBytes, sealBytes } from "./identity-vault";

// What was made for printing, until it is fetched: sealed, because it holds ID numbers, and for a day, because it is made
// again in minutes.

const KEPT_MS = 24 * 60 * 60_000;
const PART = /^\d{1,4}$/;

const shelf = () => path.join(environment().DATA_DIR, "prints");

function folderOf(orderId: string): string {
  if (!z.uuid().safeParse(orderId).success) throw new Error("not the id of an order");
  return path.join(shelf(), orderId);
}

/** Keeps one part of what was ordered; the same part again replaces it. @param part counted from 1 */
export async function keepPrint(orderId: string, part: number, bytes: Uint8Array): Promise<void> {
  const folder = folderOf(orderId);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  // Written aside and moved: a part that is there is whole, also where a worker is killed.
  const aside = path.join(folder, `${randomBytes(8).toString("hex")}.part`);
  const file = await open(aside, "wx", 0o600);
  try {
    await file.writeFile(sealBytes(bytes));
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(aside, path.join(folder, String(part)));
}

/** Takes away what an earlier try has made of an order. */
export async function clearPrints(orderId: string): Promise<void> {
  await rm(folderOf(orderId), { recursive: true, force: true });
}

/** How many parts of an order are kept; none after a day. */
export async function countPrints(orderId: string): Promise<number> {
  const folder = folderOf(orderId);
  if (!(await isFresh(folder))) return 0;
  return (await readdir(folder)).filter((name) => PART.test(name)).length;
}

/** One part of what was ordered; null where there is none any more. */
export async function readPrint(orderId: string, part: number): Promise<Buffer | null> {
  const folder = folderOf(orderId);
  if (!(await isFresh(folder))) return null;
  const sealed = await readFile(path.join(folder, String(part))).catch(() => null);
  return sealed && openBytes(sealed);
}

/** Takes away what is older than a day. */
export async function sweepPrints(): Promise<void> {
  for (const name of await readdir(shelf()).catch(() => [])) {
    const folder = path.join(shelf(), name);
    if (!(await isFresh(folder))) await rm(folder, { recursive: true, force: true });
  }
}

async function isFresh(folder: string): Promise<boolean> {
  const known = await stat(folder).catch(() => null);
  return known !== null && Date.now() - known.mtimeMs < KEPT_MS;
}
