import type { ArchiveEntry } from "./archive";
import { type Cell, EMPTY, isoDateCell, numberCell, textCell } from "./cell-text";
import { MOST_COLUMNS, MOST_LINES, Refusal, type TableRow } from "./table";
import { type Book, unescaped } from "./workbook";
import { attributesOf, LONGEST_TEXT, readXml, type XmlHandlers } from "./xml";

export interface SheetHandlers {
  row: (row: TableRow) => void;
  merge?: (fromLine: number, toLine: number, fromColumn: number, toColumn: number) => void;
  enough?: () => boolean;
}

const REFERENCE = /^\$?([A-Z]{1,3})\$?([1-9]\d{0,6})$/i;
const ERROR_VALUE = /^#(?:REF!|N\/A|VALUE!|DIV\/0!|NAME\?|NULL!|NUM!|SPILL!|CALC!|GETTING_DATA)$/;

function placeOf(reference: string): { line: number; column: number } {
  const [, letters, digits] = REFERENCE.exec(reference) ?? [];
  if (!letters || !digits) throw new Refusal("sheet-broken");
  let column = 0;
  for (const letter of letters.toUpperCase()) column = column * 26 + letter.charCodeAt(0) - 64;
  return { line: Number(digits), column: column - 1 };
}

/** Puts together the rows of a worksheet from its XML. Rows and columns that are hidden count as those that are seen. */
class Rows {
  private inData = false;
  private row: TableRow | null = null;
  private line = 0;
  private column = -1;
  private type = "n";
  private style = 0;
  private formula = false;
  private value = "";
  private taking = false;
  private spoken = false;

  constructor(
    private readonly book: Book,
    private readonly to: SheetHandlers,
  ) {}

  open(name: string, raw: string): void {
    if (name === "sheetData") this.inData = true;
    else if (name === "mergeCell") this.merge(attributesOf(raw).get("ref") ?? "");
    else if (!this.inData) return;
    else if (name === "row") this.openRow(raw);
    else if (name === "c") this.openCell(raw);
    else if (name === "f") this.formula = true;
    else if (name === "rPh") this.spoken = true;
    else if (name === "v" || name === "t") this.taking = !this.spoken;
  }

  text(more: string): void {
    if (!this.taking) return;
    this.value += more;
    if (this.value.length > LONGEST_TEXT) throw new Refusal("sheet-broken");
  }

  close(name: string): void {
    if (name === "v" || name === "t") this.taking = false;
    else if (name === "rPh") this.spoken = false;
    else if (name === "sheetData") this.inData = false;
    else if (name === "c" && this.inData) this.closeCell();
    else if (name === "row" && this.row) {
      this.to.row(this.row);
      this.row = null;
    }
  }

  private openRow(raw: string): void {
    const line = Number(attributesOf(raw).get("r") ?? this.line + 1);
    if (!Number.isInteger(line) || line <= this.line) throw new Refusal("sheet-broken");
    if (line > MOST_LINES) throw new Refusal("sheet-too-many-rows", { most: MOST_LINES });
    this.line = line;
    this.column = -1;
    this.row = { line, cells: [], problems: [] };
  }

  private openCell(raw: string): void {
    const attributes = attributesOf(raw);
    const reference = attributes.get("r");
    const { line, column } = reference ? placeOf(reference) : { line: this.line, column: this.column + 1 };
    if (line !== this.line || column <= this.column) throw new Refusal("sheet-broken");
    this.column = column;
    this.type = attributes.get("t") ?? "n";
    this.style = Number(attributes.get("s") ?? 0);
    this.formula = false;
    this.value = "";
  }

  private closeCell(): void {
    const { text, problem } = this.cell();
    if (!this.row || (text === "" && problem === null)) return;
    // Before its place is made: a cell far to the right would take as many before it.
    if (this.column >= MOST_COLUMNS) throw new Refusal("sheet-too-many-columns", { most: MOST_COLUMNS });
    while (this.row.cells.length < this.column) this.row.cells.push("");
    this.row.cells.push(text);
    if (problem !== null) this.row.problems.push({ column: this.column, code: problem });
  }

  /** A formula is read as its value, which is what a person sees; without one, or with an error, it says nothing. */
  private cell(): Cell {
    const cell = this.valueCell();
    if (!this.formula) return cell;
    const valueless = (this.value === "" && this.type !== "str") || ERROR_VALUE.test(cell.text);
    return valueless ? { text: cell.text, problem: "cell-formula" } : cell;
  }

  private valueCell(): Cell {
    switch (this.type) {
      case "s":
        return this.sharedCell();
      case "str":
      case "inlineStr":
        return textCell(unescaped(this.value));
      case "b":
        return this.value === "" ? EMPTY : { text: this.value.trim() === "1" ? "TRUE" : "FALSE", problem: null };
      case "e":
        return { text: this.value, problem: "cell-unreadable" };
      case "d":
        return isoDateCell(this.value);
      default:
        return numberCell(this.value, this.book.looks[this.style] ?? null, this.book.from1904);
    }
  }

  private sharedCell(): Cell {
    if (this.value === "") return EMPTY;
    const shared = this.book.strings[Number(this.value)];
    if (!shared) throw new Refusal("sheet-broken");
    return shared;
  }

  private merge(reference: string): void {
    const [first = "", last = first] = reference.split(":");
    const from = placeOf(first);
    const to = placeOf(last);
    if (from.line === to.line && from.column === to.column) return;
    this.to.merge?.(from.line, to.line, from.column, to.column);
  }
}

/** Goes through the rows of a sheet in their order, then through its merges. */
export async function readSheet(part: ArchiveEntry, book: Book, to: SheetHandlers): Promise<void> {
  const rows = new Rows(book, to);
  const handlers: XmlHandlers = {
    open: (name, attributes) => rows.open(name, attributes),
    text: (text) => rows.text(text),
    close: (name) => rows.close(name),
  };
  await readXml(part.inflate(), to.enough ? { ...handlers, enough: to.enough } : handlers);
}
