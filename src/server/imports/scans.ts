import { randomUUID } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { importStorage } from "../storage";

/** Keeps a .zip of scans until it is read; the file is moved. Answers the name to find it by. */
export const keepScans = (file: string): Promise<string> => importStorage().take(file);

/** Works with a kept .zip as a file. */
export async function withScans<T>(key: string, work: (file: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(path.join(os.tmpdir(), "scans-"));
  const file = path.join(folder, randomUUID());
  try {
    await importStorage().fetch(key, file);
    return await work(file);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** It has been read: the scans that a row names are kept as its evidence, the others not. */
export const dropScans = (key: string): Promise<void> => importStorage().remove(key);
