import { randomUUID } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { crc32, deflateRawSync } from "node:zlib";
import { afterAll } from "vitest";

const folder = mkdtempSync(path.join(os.tmpdir(), "spreadsheet-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Writes bytes into a file that is gone after the tests. */
export function fileOf(bytes: Uint8Array | string): string {
  const file = path.join(folder, randomUUID());
  writeFileSync(file, bytes);
  return file;
}

export interface Part {
  name: string | Buffer;
  data: string | Buffer;
  /** What the directory tells of the size, true or not. */
  told?: number;
  flags?: number;
  unixMode?: number;
}

/** A .zip as no program would write it: names, sizes and flags are what they are told to be. */
export function zipOf(parts: readonly Part[]): Buffer {
  const locals: Buffer[] = [];
  const directory: Buffer[] = [];
  const nothing = deflateRawSync("");
  let offset = 0;
  for (const { name, data, told, flags = 0x800, unixMode = 0 } of parts) {
    const rawName = Buffer.from(name);
    const plain = Buffer.from(data);
    const packed = plain.length === 0 ? nothing : deflateRawSync(plain);
    const shared = Buffer.alloc(26);
    shared.writeUInt16LE(20, 0);
    shared.writeUInt16LE(flags, 2);
    shared.writeUInt16LE(8, 4);
    shared.writeUInt32LE(crc32(plain), 10);
    shared.writeUInt32LE(packed.length, 14);
    shared.writeUInt32LE(told ?? plain.length, 18);
    shared.writeUInt16LE(rawName.length, 22);
    const local = Buffer.concat([Buffer.from("PK\x03\x04"), shared, rawName, packed]);
    const tail = Buffer.alloc(14);
    tail.writeUInt32LE((unixMode << 16) >>> 0, 6);
    tail.writeUInt32LE(offset, 10);
    directory.push(Buffer.concat([Buffer.from("PK\x01\x02"), Buffer.from([20, 3]), shared, tail, rawName]));
    locals.push(local);
    offset += local.length;
  }
  const listed = Buffer.concat(directory);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(parts.length, 4);
  end.writeUInt16LE(parts.length, 6);
  end.writeUInt32LE(listed.length, 8);
  end.writeUInt32LE(offset, 12);
  return Buffer.concat([...locals, listed, Buffer.from("PK\x05\x06"), end]);
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
