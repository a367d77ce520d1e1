import { randomUUID } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll } from "vitest";
import { type Part, zipOf } from "../../../factories/zip";

const folder = mkdtempSync(path.join(os.tmpdir(), "spreadsheet-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Writes bytes into a file that is gone after the tests. */
export function fileOf(bytes: Uint8Array | string): string {
  const file = path.join(folder, randomUUID());
  writeFileSync(file, bytes);
  return file;
}

const MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"';
const RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

const relations = (all: readonly (readonly [id: string, type: string, target: string])[]) =>
  `<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${all
    .map(([id, type, target]) => `<Relationship Id="${id}" Type="${RELATIONS}/${type}" Target="${target}"/>`)
    .join("")}</Relationships>`;

export interface Workbook {
  sheets: readonly { name: string; rows: string; state?: string; behind?: string }[];
  strings?: string;
  /** By number of the style: a built-in format, or a code. */
  formats?: readonly (number | string)[];
  from1904?: boolean;
}

/** The parts of a small .xlsx; rows, strings and what stands behind the rows are given as XML. */
export function partsOf({ sheets, strings = "", formats = [], from1904 = false }: Workbook): Part[] {
  const codes = formats.flatMap((format, place) =>
    typeof format === "string" ? [`<numFmt numFmtId="${200 + place}" formatCode="${format}"/>`] : [],
  );
  const styles = formats.map(
    (format, place) => `<xf numFmtId="${typeof format === "string" ? 200 + place : format}"/>`,
  );
  return [
    { name: "[Content_Types].xml", data: "<Types/>" },
    { name: "_rels/.rels", data: relations([["rId1", "officeDocument", "xl/workbook.xml"]]) },
    {
      name: "xl/workbook.xml",
      data: `<workbook ${MAIN} xmlns:r="${RELATIONS}"><workbookPr date1904="${from1904}"/><sheets>${sheets
        .map(({ name, state = "visible" }, i) => `<sheet name="${name}" sheetId="${i}" state="${state}" r:id="s${i}"/>`)
        .join("")}</sheets></workbook>`,
    },
    {
      name: "xl/_rels/workbook.xml.rels",
      data: relations([
        ...sheets.map((_, i) => [`s${i}`, "worksheet", `worksheets/sheet${i}.xml`] as const),
        ["strings", "sharedStrings", "sharedStrings.xml"],
        ["styles", "styles", "/xl/styles.xml"],
      ]),
    },
    { name: "xl/sharedStrings.xml", data: `<sst ${MAIN}>${strings}</sst>` },
    {
      name: "xl/styles.xml",
      data: `<styleSheet ${MAIN}><numFmts>${codes.join("")}</numFmts><cellXfs>${styles.join("")}</cellXfs></styleSheet>`,
    },
    ...sheets.map(({ rows, behind = "" }, i) => ({
      name: `xl/worksheets/sheet${i}.xml`,
      data: `<?xml version="1.0"?><worksheet ${MAIN}><sheetData>${rows}</sheetData>${behind}</worksheet>`,
    })),
  ];
}

export const workbookOf = (workbook: Workbook) => zipOf(partsOf(workbook));

/** A row of cells with text. */
export const textRow = (line: number, ...texts: string[]) =>
  `<row r="${line}">${texts.map((text) => `<c t="inlineStr"><is><t>${text}</t></is></c>`).join("")}</row>`;
