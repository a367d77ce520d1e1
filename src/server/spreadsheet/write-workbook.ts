import { writeXlsx, writeXlsxStream } from "hucre/xlsx";

export interface Column {
  header: string;
  /** In characters; a Chinese one takes two. */
  width: number;
  /** Text is shown as it is typed, so that an ID number keeps its digits; a date is written as "YYYY-MM-DD". */
  kind: "text" | "number" | "date";
  /** What may be chosen in a template, 255 characters in all. */
  choices?: readonly string[];
}

export type Value = string | number | null;

export const FORMATS = { text: "@", number: undefined, date: "yyyy-mm-dd" } as const;
/** A template has so many rows in the right formats: in any other, a spreadsheet program would round the ID numbers. */
const TEMPLATE_ROWS = 1_000;
const DATE = /^\d{4}-\d{2}-\d{2}$/;
/** What XML can't hold, and nobody sees. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: those are what is looked for
const INVISIBLE = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\ufffe\uffff]/g;

/**
 * A text that a spreadsheet program never takes for a formula, not even when the table is saved as .csv and opened again: a ' in front
 * is how such programs themselves mark text, and our own reading drops it. _x0041_ would be read as A.
 */
export function safeText(text: string): string {
  const seen = text
    .replace(/\r\n?/g, "\n")
    .replace(INVISIBLE, "")
    .replace(/_(?=x[0-9A-Fa-f]{4}_)/g, "_x005F_");
  return /^[=+\-@'\t\n\u2212]/.test(seen.slice(0, 1).normalize("NFKC")) ? `'${seen}` : seen;
}

export function cellOf(kind: Column["kind"], value: Value | undefined): string | number | Date | null {
  if (value === null || value === undefined || value === "") return null;
  if (typeof value === "number") return kind === "text" ? safeText(String(value)) : value;
  return kind === "date" && DATE.test(value) ? new Date(`${value}T00:00:00Z`) : safeText(value);
}

export const safeName = (name: string) => name.replace(/[\\/?*[\]:'\p{Cc}]/gu, " ").slice(0, 31);

const columnOf = ({ width, kind }: Column) => {
  const numFmt = FORMATS[kind];
  return numFmt === undefined ? { width } : { width, style: { numFmt } };
};

/** An .xlsx of any length; rows are asked for as it is read, and none is held. */
export function writeWorkbook(
  sheet: string,
  columns: readonly Column[],
  rows: Iterable<readonly Value[]> | AsyncIterable<readonly Value[]>,
): ReadableStream<Uint8Array> {
  async function* cells() {
    yield columns.map(({ header }) => safeText(header));
    for await (const row of rows) yield columns.map(({ kind }, place) => cellOf(kind, row[place]));
  }
  return writeXlsxStream(cells(), { name: safeName(sheet), columns: columns.map(columnOf), freezePane: { rows: 1 } });
}

export interface Template {
  sheet: string;
  columns: readonly Column[];
  /** Examples or what is known already; the rest is empty. */
  rows?: readonly (readonly Value[])[];
  /** A sheet of its own with words for people; named «说明», our reading passes it over. */
  notes?: { sheet: string; lines: readonly string[] };
}

const letterOf = (column: number) => String.fromCharCode("A".charCodeAt(0) + column);

/** A short .xlsx to be filled in: formats and lists to choose from reach beyond its last row. */
export async function writeTemplate({ sheet, columns, rows = [], notes }: Template): Promise<Uint8Array> {
  const filled = rows.map((row) => columns.map(({ kind }, place) => cellOf(kind, row[place])));
  const blank = Array.from({ length: TEMPLATE_ROWS - filled.length }, () => columns.map(() => null));
  const heading = columns.map(({ header }) => safeText(header));
  const lists = columns.flatMap(({ choices }, place) =>
    choices
      ? [
          {
            type: "list" as const,
            values: [...choices],
            range: `${letterOf(place)}2:${letterOf(place)}${TEMPLATE_ROWS + 1}`,
            allowBlank: true,
            showErrorMessage: true,
          },
        ]
      : [],
  );
  return writeXlsx({
    sheets: [
      {
        name: safeName(sheet),
        columns: columns.map(columnOf),
        rows: [heading, ...filled, ...blank],
        freezePane: { rows: 1 },
        dataValidations: lists,
      },
      ...(notes
        ? [
            {
              name: safeName(notes.sheet),
              columns: [{ width: 100, style: { numFmt: "@" } }],
              rows: notes.lines.map((line) => [safeText(line)]),
            },
          ]
        : []),
    ],
  });
}
