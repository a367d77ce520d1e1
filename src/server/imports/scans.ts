import { randomUUID } from "node:crypto";
import path from "node:path";
import { importStorage } from "../storage";
import { inWorkFolder } from "./work-folder";

/** Keeps a .zip of scans until it is read; the file is moved. Answers the name to find it by. */
export const keepScans = (file: string): Promise<string> => importStorage().take(file);

/** Works with a kept .zip as a file. */
export async function withScans<T>(key: string, work: (file: string) => Promise<T>): Promise<T> {
  return inWorkFolder(async (folder) => {
    const file = path.join(folder, randomUUID());
    await importStorage().fetch(key, file);
    return work(file);
  });
}

/** It has been read: the scans that a row names are kept as its evidence, the others not. */
export const dropScans = (key: string): Promise<void> => importStorage().remove(key);
