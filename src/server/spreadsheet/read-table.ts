import { open, readFile, stat } from "node:fs/promises";
import { fileTypeFromBuffer } from "file-type";
import { type Archive, type ArchiveEntry, type ArchiveFault, ArchiveRefused, openArchive } from "./archive";
import { csvRows } from "./csv";
import {
  type FileRefused,
  MOST_PARTS,
  type ReadOptions,
  Refusal,
  TABLE_LIMITS,
  type Table,
  TableBuilder,
  type TableLimits,
} from "./table";
import { type Book, type BookSheet, openBook } from "./workbook";
import { readSheet } from "./worksheet";
import { readXml, XmlRefused } from "./xml";

export type ReadTable = { ok: true; table: Table } | FileRefused;

const ARCHIVE_FAULTS = {
  "not-a-zip": "sheet-broken",
  encrypted: "sheet-encrypted",
  bomb: "sheet-bomb",
  unsafe: "sheet-unsafe",
  broken: "sheet-broken",
} as const satisfies Record<ArchiveFault, string>;

/** Sheets with words for people; our own template has one. */
const NOTES = new Set(["说明", "填表说明", "填写说明", "notes", "readme"]);
const ZIP_MAGIC = 0x504b0304;
/** Of Word, Excel and PowerPoint up to 2003, and around a workbook with a password. */
const OLE_MAGIC = 0xd0cf11e0;
/** By so much of its beginning a file is told from others. */
const MAGIC_BYTES = 4_100;

/**
 * Reads the table that a person brought, an .xlsx or .csv told by its content: the one visible sheet with anything in it. Cells come
 * as text, as a person sees them; whatever can't be told for certain is named as a problem of the cell, never guessed.
 */
export async function readTable(file: string, options: ReadOptions = {}): Promise<ReadTable> {
  const limits = { ...TABLE_LIMITS, ...options.limits };
  const builder = new TableBuilder(limits.rows, options.isHeader);
  try {
    return { ok: true, table: await read(file, limits, builder) };
  } catch (error) {
    if (error instanceof Refusal) return error.refused;
    if (error instanceof ArchiveRefused) return { ok: false, code: ARCHIVE_FAULTS[error.fault] };
    if (error instanceof XmlRefused) return { ok: false, code: `sheet-${error.fault}` };
    throw error;
  }
}

async function read(file: string, limits: TableLimits, builder: TableBuilder): Promise<Table> {
  const { size } = await stat(file);
  if (size > limits.fileBytes) {
    throw new Refusal("sheet-too-large", { mostMegabytes: Math.floor(limits.fileBytes / 1024 / 1024) });
  }
  const start = await beginning(file);
  if (start.length === 0) throw new Refusal("sheet-empty");
  const magic = start.length >= 4 ? start.readUInt32BE() : 0;
  if (magic === ZIP_MAGIC) return readWorkbook(file, limits, builder);
  if (magic === OLE_MAGIC) throw oleRefusal(await readFile(file));
  if (await isSomethingElse(start)) throw new Refusal("sheet-not-a-spreadsheet");
  for (const row of csvRows(await readFile(file))) builder.add(row);
  return builder.finish("");
}

async function beginning(file: string): Promise<Buffer> {
  const handle = await open(file);
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(MAGIC_BYTES), 0, MAGIC_BYTES, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await handle.close();
  }
}

/** A picture, a PDF, a web page named as a table. */
async function isSomethingElse(start: Buffer): Promise<boolean> {
  if (/^\s*(?:<(?:!doctype|html|\?xml|table|meta|head|body)\b|\{\\rtf)/i.test(start.toString("latin1"))) return true;
  // The first two bytes of UTF-16 are also those of some sounds.
  const utf16 = (start[0] === 0xff && start[1] === 0xfe) || (start[0] === 0xfe && start[1] === 0xff);
  return !utf16 && (await fileTypeFromBuffer(start)) !== undefined;
}

function oleRefusal(bytes: Buffer): Refusal {
  const holds = (name: string) => bytes.includes(Buffer.from(name, "utf16le"));
  if (holds("EncryptedPackage")) return new Refusal("sheet-encrypted");
  return new Refusal(holds("Workbook") || holds("Book\0") ? "sheet-old-xls" : "sheet-not-a-spreadsheet");
}

async function readWorkbook(file: string, limits: TableLimits, builder: TableBuilder): Promise<Table> {
  const archive = await openArchive(file, { entries: MOST_PARTS, inflatedBytes: limits.inflatedBytes });
  try {
    await refuseDocumentTypes(archive);
    const book = await openBook(archive);
    const sheet = await sheetToRead(book);
    await readSheet(sheet.part, book, {
      row: (row) => builder.add(row),
      merge: (...range) => builder.merge(...range),
    });
    return builder.finish(sheet.name);
  } finally {
    archive.close();
  }
}

/** A document type, the door to entities, can only stand before the first element: so far each part is looked into. */
async function refuseDocumentTypes({ entries }: Archive): Promise<void> {
  for (const part of entries.filter(({ name }) => /\.(?:xml|rels|vml)$/i.test(name))) {
    let begun = false;
    await readXml(part.inflate(), {
      open: () => {
        begun = true;
      },
      enough: () => begun,
    });
  }
}

async function sheetToRead(book: Book): Promise<BookSheet> {
  const filled: BookSheet[] = [];
  for (const sheet of book.sheets) if (await hasData(sheet.part, book)) filled.push(sheet);
  const tables = filled.filter(({ name }) => !NOTES.has(name.toLowerCase()));
  const [sheet] = tables.length > 0 ? tables : filled;
  if (!sheet) throw new Refusal("sheet-empty");
  if (tables.length > 1) throw new Refusal("sheet-several", { sheets: tables.map(({ name }) => name).join("、") });
  return sheet;
}

async function hasData(part: ArchiveEntry, book: Book): Promise<boolean> {
  let found = false;
  await readSheet(part, book, {
    row: ({ cells, problems }) => {
      found ||= problems.length > 0 || cells.some((text) => text !== "");
    },
    enough: () => found,
  });
  return found;
}
