import { randomUUID } from "node:crypto";
import { writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import sharp from "sharp";
import { bringMoocs } from "@/features/credits/bring-moocs";
import { confirmMoocs, orderMoocs } from "@/features/credits/confirm-moocs";
import { judgeBroughtMoocs } from "@/features/credits/judge-brought-moocs";
import { IMPORT_FIELDS, type ImportFieldName, templateHeadings } from "@/rules/import-layouts";
import type { Actor } from "@/server/actor";
import type { Result } from "@/server/result";
import { NOW } from "./claims";
import { accepted, performLast } from "./projects";
import { csvOf } from "./tables";

export type MoocCells = Partial<Record<ImportFieldName, string>>;

let courses = 0;

/** A row of a MOOC that is in order; each call another course with another certificate. */
export function moocCells(overrides: MoocCells = {}): MoocCells {
  courses += 1;
  return {
    courseName: `课程${courses}`,
    university: "北京师范大学",
    term: "第3次开课",
    finishedOn: "2019年6月1日",
    score: "86",
    realName: "是",
    certificateNumber: `XB-${randomUUID().slice(0, 8)}`,
    certificateHours: "24学时",
    certificateFile: `证书${courses}.png`,
    ...overrides,
  };
}

export const moocTable = (rows: readonly MoocCells[]) =>
  csvOf(
    templateHeadings("mooc"),
    ...rows.map((row) => IMPORT_FIELDS.mooc.map(({ name }) => row[name as ImportFieldName] ?? "")),
  );

let shade = 0;

/** A picture as a scanner makes it, each call another one. */
export async function aPicture(): Promise<Buffer> {
  shade += 1;
  const colour = { r: shade % 256, g: Math.floor(shade / 256), b: 80 };
  return sharp({ create: { width: 60, height: 40, channels: 3, background: colour } })
    .png()
    .toBuffer();
}

/** Brings a table of MOOCs with a .zip and has both read, as the worker does; answers the import's id. */
export async function aMoocTable(
  school: Actor,
  rows: readonly MoocCells[],
  zip: Buffer | null,
  now = NOW,
): Promise<string> {
  const importId = randomUUID();
  const file = zip && path.join(os.tmpdir(), `${importId}.zip`);
  if (file && zip) writeFileSync(file, zip);
  accepted(await bringMoocs(school, { importId }, moocTable(rows), file, now));
  await performLast(school, importId, judgeBroughtMoocs, now);
  return importId;
}

/** Confirms a table of MOOCs: orders it, and does what the worker does then. */
export async function confirmedMoocs(school: Actor, importId: string, now = NOW): Promise<Result<unknown>> {
  const ordered = await orderMoocs(school, { importId, truthful: "on" }, now);
  if (!ordered.ok) return ordered;
  return (await performLast(school, importId, confirmMoocs, now)) ?? ordered;
}
