import { textCell } from "./cell-text";
import { MOST_COLUMNS, Refusal, type TableRow } from "./table";

/** Excel's own, then GB18030 as a Chinese Windows writes it. UTF-16 is told by its first two bytes only. */
function decoded(bytes: Buffer): string {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return attempt("utf-16le", bytes) ?? "";
  if (first === 0xfe && second === 0xff) return attempt("utf-16be", bytes) ?? "";
  return attempt("utf-8", bytes) ?? attempt("gb18030", bytes) ?? "";
}

function attempt(encoding: string, bytes: Buffer): string | null {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}

const DELIMITERS = [",", ";", "\t"] as const;

/** The sign that parts the cells: the one that is most in the first line that has any, outside of quotes. */
function delimiterOf(text: string): string {
  for (const [line] of text.slice(0, 100_000).matchAll(/[^\r\n]+/g)) {
    const bare = line.replace(/"[^"]*"/g, "");
    const counts = DELIMITERS.map((delimiter) => bare.split(delimiter).length - 1);
    const most = Math.max(...counts);
    if (most > 0) return DELIMITERS[counts.indexOf(most)] ?? ",";
  }
  return ",";
}

class Csv {
  private at = 0;
  private line = 0;
  private readonly ends: RegExp;

  constructor(
    private readonly text: string,
    private readonly delimiter: string,
  ) {
    this.ends = new RegExp(`[${delimiter}\r\n]`, "g");
  }

  /** A record is a line of the spreadsheet program, also where a line breaks within quotes. */
  *records(): Generator<TableRow> {
    while (this.at < this.text.length) {
      this.line++;
      yield this.record();
    }
  }

  private record(): TableRow {
    const row: TableRow = { line: this.line, cells: [], problems: [] };
    for (let column = 0; ; column++) {
      const { text, problem } = textCell(this.field());
      if (column < MOST_COLUMNS) row.cells.push(text);
      else if (text !== "") throw new Refusal("sheet-too-many-columns", { most: MOST_COLUMNS });
      if (problem !== null) row.problems.push({ column, code: problem });
      if (this.text[this.at] !== this.delimiter) break;
      this.at++;
    }
    if (this.text[this.at] === "\r") this.at++;
    if (this.text[this.at] === "\n") this.at++;
    return row;
  }

  private field(): string {
    if (this.text[this.at] === '"') return this.quoted();
    this.ends.lastIndex = this.at;
    const end = this.ends.exec(this.text)?.index ?? this.text.length;
    const field = this.text.slice(this.at, end);
    this.at = end;
    // ="0123" is how a .csv keeps a spreadsheet program from making a number of it.
    return /^="([^"]*)"$/.exec(field)?.[1] ?? field;
  }

  private quoted(): string {
    const from = this.at + 1;
    let end = this.text.indexOf('"', from);
    while (end >= 0 && this.text[end + 1] === '"') end = this.text.indexOf('"', end + 2);
    const behind = this.text[end + 1];
    const over = behind === undefined || behind === this.delimiter || behind === "\r" || behind === "\n";
    if (end < 0 || !over) throw new Refusal("sheet-csv-broken", { line: this.line });
    this.at = end + 1;
    return this.text.slice(from, end).replaceAll('""', '"');
  }
}

/** The rows of a .csv, as RFC 4180 parts them. */
export function* csvRows(bytes: Buffer): Generator<TableRow> {
  const text = decoded(bytes);
  if (text === "") throw new Refusal(bytes.length === 0 ? "sheet-empty" : "sheet-encoding");
  yield* new Csv(text, delimiterOf(text)).records();
}
