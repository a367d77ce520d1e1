import { randomUUID } from "node:crypto";
import { writeFile } from "node:fs/promises";
import path from "node:path";
import { type ImportKind, type LayoutChanges, layoutOf } from "@/rules/import-layouts";
import { openBytes, sealBytes } from "../identity-vault";
import { type ReadTable, readTable } from "../spreadsheet/read-table";
import type { TableLimits } from "../spreadsheet/table";
import { importStorage } from "../storage";
import { inWorkFolder } from "./work-folder";

/** Keeps a table as it was brought, sealed: it holds ID numbers. Answers the name to find it by. */
export const keepTable = (bytes: Uint8Array): Promise<string> => importStorage().put(sealBytes(bytes));

/** Reads a kept table; for the worker, never for the web process. Two of the wanted columns make a row the heading. */
export async function readKeptTable(
  key: string,
  kind: ImportKind,
  changes: LayoutChanges,
  limits: Partial<TableLimits> = {},
): Promise<ReadTable> {
  return inWorkFolder(async (folder) => {
    const file = path.join(folder, randomUUID());
    await writeFile(file, openBytes(await importStorage().get(key)), { mode: 0o600 });
    return readTable(file, { limits, isHeader: (cells) => layoutOf(kind, cells, changes).columns.size >= 2 });
  });
}

/** It has been read, so it need not be kept: its rows are. */
export const dropTable = (key: string): Promise<void> => importStorage().remove(key);
