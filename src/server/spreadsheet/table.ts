import type { SheetViolationCode, VerdictParams, Violation } from "@/rules/verdict";

/** What is wrong with a cell before anybody judges what it says. Its text is then no more than a hint. */
export interface CellProblem {
  column: number;
  code: Extract<Violation["code"], `cell-${string}`>;
}

/** A row as a person sees it. */
export interface TableRow {
  /** As the spreadsheet program counts. */
  line: number;
  /** At least as many as the heading has. */
  cells: string[];
  problems: CellProblem[];
}

export interface Table {
  /** Empty for a .csv. */
  sheet: string;
  header: string[];
  /** Rows with nothing in them are left out. */
  rows: TableRow[];
}

export interface FileRefused {
  ok: false;
  code: SheetViolationCode;
  params?: VerdictParams;
}

/** Ends the reading of a file, from however deep; becomes a `FileRefused` at its face. */
export class Refusal extends Error {
  constructor(
    readonly code: SheetViolationCode,
    readonly params?: VerdictParams,
  ) {
    super(code);
  }

  get refused(): FileRefused {
    return this.params ? { ok: false, code: this.code, params: this.params } : { ok: false, code: this.code };
  }
}

export interface TableLimits {
  fileBytes: number;
  /** All parts of an .xlsx together, inflated. */
  inflatedBytes: number;
  rows: number;
}

/**
 * Fifty thousand rows of twelve columns make a file of 3 to 5 MB, and 60 MB once inflated: the limits leave several times that, and
 * reading up to them stays within the memory of a worker.
 */
export const TABLE_LIMITS: TableLimits = {
  fileBytes: 20 * 1024 * 1024,
  inflatedBytes: 200 * 1024 * 1024,
  rows: 50_000,
};

/** A workbook has a few dozen parts; whoever packs thousands wants the reader to be busy. */
export const MOST_PARTS = 2_000;
/** No table of the bank has twenty. */
export const MOST_COLUMNS = 100;
/** A spreadsheet program has no more lines. */
export const MOST_LINES = 1_048_576;
/** As many as fill the rows with thirty columns each: more would not fit into the memory. */
const MOST_CELLS = 1_500_000;
/** Signs that are held, of all texts; the cells of fifty thousand rows have a tenth of it. */
export const MOST_TEXT = 40_000_000;
/** Of rows above the heading: a title, who made it, when. */
const MOST_TITLE_ROWS = 5;

export interface ReadOptions {
  limits?: Partial<TableLimits>;
  /** Whether a row is the heading; then up to five others may stand above it. Without, the first row is. */
  isHeader?: (cells: string[]) => boolean;
}

const filled = (row: TableRow) => row.problems.length > 0 || row.cells.some((text) => text !== "");

/** Takes rows as they are read, finds the heading among them, and refuses before the memory is full. */
export class TableBuilder {
  private header: string[] | null = null;
  private titles = 0;
  private cells = 0;
  private text = 0;
  private readonly rows: TableRow[] = [];

  constructor(
    private readonly mostRows: number,
    private readonly isHeader: ReadOptions["isHeader"],
  ) {}

  add(row: TableRow): void {
    if (!filled(row)) return;
    if (this.header === null) this.takeAsHeader(row);
    else this.takeAsData(row, this.header.length);
  }

  private takeAsHeader({ cells }: TableRow): void {
    if (this.isHeader && !this.isHeader(cells)) {
      this.titles++;
      if (this.titles > MOST_TITLE_ROWS) throw new Refusal("sheet-no-header");
      return;
    }
    const last = cells.findLastIndex((text) => text !== "");
    this.header = cells.slice(0, last + 1);
  }

  private takeAsData(row: TableRow, columns: number): void {
    if (this.rows.length >= this.mostRows) throw new Refusal("sheet-too-many-rows", { most: this.mostRows });
    while (row.cells.length < columns) row.cells.push("");
    this.cells += row.cells.length;
    if (this.cells > MOST_CELLS) throw new Refusal("sheet-too-many-columns", { most: MOST_COLUMNS });
    for (const text of row.cells) this.text += text.length;
    if (this.text > MOST_TEXT) throw new Refusal("sheet-bomb");
    this.rows.push(row);
  }

  /** Marks the cells under a merge, below the heading. Nobody can tell which of the rows their text belongs to. */
  merge(fromLine: number, toLine: number, fromColumn: number, toColumn: number): void {
    for (let at = this.firstFrom(fromLine); at < this.rows.length; at++) {
      const row = this.rows[at];
      if (!row || row.line > toLine) return;
      for (let column = fromColumn; column <= Math.min(toColumn, row.cells.length - 1); column++) {
        // Merges don't overlap; where a file says otherwise, its cells would be gone through without end.
        if (row.problems.some((problem) => problem.column === column && problem.code === "cell-merged")) {
          throw new Refusal("sheet-broken");
        }
        row.problems.push({ column, code: "cell-merged" });
      }
    }
  }

  /** The place of the first row at or below a line. */
  private firstFrom(line: number): number {
    let low = 0;
    let high = this.rows.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.rows[middle]?.line ?? 0) < line) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  finish(sheet: string): Table {
    if (this.header === null) throw new Refusal(this.titles > 0 ? "sheet-no-header" : "sheet-empty");
    return { sheet, header: this.header, rows: this.rows };
  }
}
