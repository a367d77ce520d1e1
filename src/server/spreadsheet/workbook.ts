import path from "node:path";
import type { Archive, ArchiveEntry } from "./archive";
import { type Cell, lookOf, type NumberLook, textCell } from "./cell-text";
import { MOST_TEXT, Refusal } from "./table";
import { attributesOf, LONGEST_TEXT, readXml } from "./xml";

export interface BookSheet {
  name: string;
  part: ArchiveEntry;
}

export interface Book {
  /** Those that a person sees, in their order. */
  sheets: BookSheet[];
  /** Days are counted from 1904 in workbooks of old Macs. */
  from1904: boolean;
  strings: readonly Cell[];
  /** By the number of a cell's style. */
  looks: readonly NumberLook[];
}

interface Relationship {
  id: string;
  /** The last word of its type; what stands before it differs between the two editions of the format. */
  type: string;
  target: string;
}

const MOST_STYLES = 100_000;

/** The parts of a workbook by name; whether small or capital letters makes no difference. */
class Parts {
  private readonly byName: Map<string, ArchiveEntry>;

  constructor(entries: readonly ArchiveEntry[]) {
    this.byName = new Map(entries.map((entry) => [entry.name.toLowerCase(), entry]));
  }

  get(name: string): ArchiveEntry | undefined {
    return this.byName.get(name.toLowerCase());
  }

  /** What a part refers to, with targets as names of parts. */
  async relationships(of: string): Promise<Relationship[]> {
    const folder = path.posix.dirname(of);
    const part = this.get(path.posix.join(folder, "_rels", `${path.posix.basename(of)}.rels`));
    const found: Relationship[] = [];
    if (!part) return found;
    await readXml(part.inflate(), {
      open(name, raw) {
        if (name !== "Relationship") return;
        const attributes = attributesOf(raw);
        if (attributes.get("TargetMode") === "External") return;
        const target = attributes.get("Target") ?? "";
        found.push({
          id: attributes.get("Id") ?? "",
          type: path.posix.basename(attributes.get("Type") ?? ""),
          target: target.startsWith("/") ? target.slice(1) : path.posix.join(folder, target),
        });
      },
    });
    return found;
  }
}

const isYes = (value: string | undefined) => value === "1" || value === "true";

/** What every sheet of a workbook needs; the sheets themselves are read later. */
export async function openBook(archive: Archive): Promise<Book> {
  const parts = new Parts(archive.entries);
  const main = (await parts.relationships("")).find(({ type }) => type === "officeDocument")?.target;
  const book = main?.endsWith(".xml") ? parts.get(main) : undefined;
  if (!main || !book) throw new Refusal("sheet-not-a-spreadsheet");
  const related = await parts.relationships(main);
  const partOf = (type: string) => parts.get(related.find((relationship) => relationship.type === type)?.target ?? "");

  const sheetParts = new Map(
    related.filter(({ type }) => type === "worksheet").map(({ id, target }) => [id, parts.get(target)]),
  );
  const { listed, from1904 } = await sheetsOf(book);
  const sheets: BookSheet[] = [];
  for (const { name, id } of listed) {
    // A sheet that is a chart has no cells.
    if (!sheetParts.has(id)) continue;
    const part = sheetParts.get(id);
    // Two sheets of one part: a small file could be gone through without end.
    if (!part || sheets.some((other) => other.part === part)) throw new Refusal("sheet-broken");
    sheets.push({ name, part });
  }
  const strings = partOf("sharedStrings");
  const styles = partOf("styles");
  return {
    sheets,
    from1904,
    strings: strings ? await stringsOf(strings) : [],
    looks: styles ? await looksOf(styles) : [],
  };
}

async function sheetsOf(book: ArchiveEntry) {
  const listed: { name: string; id: string }[] = [];
  let from1904 = false;
  let root = "";
  await readXml(book.inflate(), {
    open(name, raw) {
      root ||= name;
      if (name === "workbookPr") from1904 = isYes(attributesOf(raw).get("date1904"));
      if (name !== "sheet") return;
      const attributes = attributesOf(raw);
      if ((attributes.get("state") ?? "visible") !== "visible") return;
      listed.push({ name: textCell(attributes.get("name") ?? "").text, id: attributes.get("id") ?? "" });
    },
  });
  if (root !== "workbook") throw new Refusal("sheet-not-a-spreadsheet");
  return { listed, from1904 };
}

/** _x000D_ is how the format writes a sign that XML can't hold. */
export const unescaped = (text: string) =>
  text.includes("_x")
    ? text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
    : text;

/** The texts that cells refer to by number: the runs of each put together, how they are pronounced left out. */
async function stringsOf(part: ArchiveEntry): Promise<Cell[]> {
  const strings: Cell[] = [];
  let text = "";
  let length = 0;
  let inText = false;
  let spoken = false;
  await readXml(part.inflate(), {
    open(name) {
      if (name === "si") text = "";
      if (name === "t") inText = !spoken;
      if (name === "rPh") spoken = true;
    },
    text(more) {
      if (inText) text += more;
      if (text.length > LONGEST_TEXT) throw new Refusal("sheet-broken");
    },
    close(name) {
      if (name === "t") inText = false;
      if (name === "rPh") spoken = false;
      if (name !== "si") return;
      length += text.length;
      if (length > MOST_TEXT) throw new Refusal("sheet-bomb");
      strings.push(textCell(unescaped(text)));
    },
  });
  return strings;
}

async function looksOf(part: ArchiveEntry): Promise<NumberLook[]> {
  const codes = new Map<number, string>();
  const looks: NumberLook[] = [];
  let inCells = false;
  await readXml(part.inflate(), {
    open(name, raw) {
      if (name === "cellXfs") inCells = true;
      if (name === "numFmt") {
        const attributes = attributesOf(raw);
        codes.set(Number(attributes.get("numFmtId")), attributes.get("formatCode") ?? "");
      }
      if (name !== "xf" || !inCells) return;
      if (looks.length >= MOST_STYLES) throw new Refusal("sheet-broken");
      const id = Number(attributesOf(raw).get("numFmtId") ?? 0);
      looks.push(lookOf(id, codes.get(id)));
    },
    close(name) {
      if (name === "cellXfs") inCells = false;
    },
  });
  return looks;
}
