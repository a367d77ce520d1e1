import { randomUUID } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { bringTable, TableInput } from "@/features/projects/bring-table";
import { judgeBroughtTable } from "@/features/projects/judge-brought-table";
import { type ImportRowView, readImport } from "@/features/projects/read-import";
import type { ImportKind } from "@/rules/import-layouts";
import type { Actor } from "@/server/actor";
import type { BroughtFile } from "@/server/imports/bring-files";
import { NOW } from "./claims";
import { accepted, performLast } from "./projects";

/** Brings a table and has it read, as the worker does; answers the import's id. */
export async function aTable(
  actor: Actor,
  kind: ImportKind,
  file: BroughtFile,
  projectId?: string,
  now = NOW,
): Promise<string> {
  const importId = await aWaitingTable(actor, kind, file, projectId, now);
  await performLast(actor, importId, judgeBroughtTable, now);
  return importId;
}

/** A table that was brought and is not read yet. */
export async function aWaitingTable(
  actor: Actor,
  kind: ImportKind,
  file: BroughtFile,
  projectId?: string,
  now = NOW,
): Promise<string> {
  return accepted(await bringTable(actor, TableInput.parse({ importId: randomUUID(), kind, projectId }), file, now));
}

/** A table as a spreadsheet program saves it for everybody: UTF-8 with a mark, commas. */
export const csvOf = (...rows: readonly (readonly (string | number)[])[]): BroughtFile => ({
  name: "名单.csv",
  bytes: Buffer.from(`\ufeff${rows.map((row) => row.map((cell) => `"${cell}"`).join(",")).join("\r\n")}\r\n`),
});

/** One of the tables that LibreOffice wrote. */
export const fixture = (name: string): BroughtFile => ({
  name,
  bytes: readFileSync(path.join("tests/fixtures/spreadsheet", name)),
});

/** What stands against each row, line by line. */
export async function codesOf(actor: Actor, importId: string): Promise<Record<number, string[]>> {
  const { rows } = await readImport(actor, importId, {});
  return Object.fromEntries(
    rows.map(({ line, violations }: ImportRowView) => [line, violations.map(({ code }) => code)]),
  );
}

/** Every file that is kept under the folder of the data. */
export function keptFiles(): string[] {
  const folder = process.env.DATA_DIR as string;
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name));
}
