import { randomBytes } from "node:crypto";
import { copyFile, mkdir, open, readFile, rename, rm } from "node:fs/promises";
import path from "node:path";
import { environment } from "./env";

/** Where scans are kept, outside the database, under names of our own. */
export interface Storage {
  /** Stores bytes for good; answers the name to find them by. */
  put(bytes: Uint8Array): Promise<string>;
  /** The same for a file that is too large to be held; it is moved. */
  take(file: string): Promise<string>;
  /** @throws where there is nothing of that name */
  get(key: string): Promise<Buffer>;
  /** The same into a file. */
  fetch(key: string, file: string): Promise<void>;
  /** What isn't there any more is no fault. */
  remove(key: string): Promise<void>;
}

const KEY = /^[0-9a-f]{2}\/[0-9a-f]{40}$/;

/** A folder; two hundred and fifty-six folders in it, so that none grows too long. */
function folderStorage(folder: string): Storage {
  const pathOf = (key: string) => {
    if (!KEY.test(key)) throw new Error("not a name of this storage");
    return path.join(folder, key);
  };
  const newKey = async () => {
    const name = randomBytes(20).toString("hex");
    const key = `${name.slice(0, 2)}/${name}`;
    const target = pathOf(key);
    await mkdir(path.dirname(target), { recursive: true, mode: 0o700 });
    return { key, target };
  };
  // The new name is on the disk before a row may rely on it.
  const nameSynced = async (target: string) => {
    for (const changed of [path.dirname(target), folder]) await synced(changed);
  };
  return {
    async put(bytes) {
      const { key, target } = await newKey();
      // Written aside and moved: a file that is there is whole, also after a power cut.
      const file = await open(`${target}.part`, "wx", 0o600);
      try {
        await file.writeFile(bytes);
        await file.sync();
      } finally {
        await file.close();
      }
      await rename(`${target}.part`, target);
      await nameSynced(target);
      return key;
    },
    async take(file) {
      const { key, target } = await newKey();
      await synced(file);
      await rename(file, target);
      await nameSynced(target);
      return key;
    },
    get: (key) => readFile(pathOf(key)),
    fetch: (key, file) => copyFile(pathOf(key), file),
    remove: (key) => rm(pathOf(key), { force: true }),
  };
}

async function synced(folder: string): Promise<void> {
  const handle = await open(folder, "r");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

export const evidenceStorage = (): Storage => folderStorage(path.join(environment().DATA_DIR, "evidence"));

/** Tables that were brought and not read yet. */
export const importStorage = (): Storage => folderStorage(path.join(environment().DATA_DIR, "imports"));
