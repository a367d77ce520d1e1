import { mkdir, mkdtemp, readdir, rm, stat } from "node:fs/promises";
import path from "node:path";
import { environment } from "../env";

/** No file is worked with for so long: what is older is left from a worker that was killed. */
const LEFT_BEHIND_MS = 60 * 60_000;

/**
 * Works in a folder of its own, which is gone afterwards. What is opened there holds ID numbers, so that what killed workers have
 * left is taken away, too.
 */
export async function inWorkFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const base = path.join(environment().DATA_DIR, "reading");
  await mkdir(base, { recursive: true, mode: 0o700 });
  await removeLeftBehind(base);
  const folder = await mkdtemp(path.join(base, "table-"));
  try {
    return await work(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function removeLeftBehind(base: string): Promise<void> {
  for (const name of await readdir(base)) {
    const folder = path.join(base, name);
    // Another worker may have been quicker.
    const known = await stat(folder).catch(() => null);
    if (known && Date.now() - known.mtimeMs > LEFT_BEHIND_MS) await rm(folder, { recursive: true, force: true });
  }
}
