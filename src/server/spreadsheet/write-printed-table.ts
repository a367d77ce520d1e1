import { type CellStyle, type CellValue, writeXlsx } from "hucre/xlsx";
import { type Column, cellOf, FORMATS, safeName, safeText, type Value } from "./write-workbook";

/** A table that is printed, signed and kept: what stands above and below its rows is part of it. */
export interface PrintedTable {
  sheet: string;
  title: string;
  /** Whose it is, of when: a line each, four at most, so that reading it again finds the heading. */
  above: readonly string[];
  columns: readonly Column[];
  rows: readonly (readonly Value[])[];
  total: readonly Value[];
  below: readonly string[];
  /** At the foot of each page; &P is its number, &N how many there are. */
  foot: string;
}

const LINE = { style: "thin" } as const;
const GRID: CellStyle = {
  border: { top: LINE, right: LINE, bottom: LINE, left: LINE },
  alignment: { vertical: "center", wrapText: true },
};
const TITLE: CellStyle = { font: { bold: true, size: 16 }, alignment: { horizontal: "center", vertical: "center" } };
const PLAIN: CellStyle = { numFmt: FORMATS.text, alignment: { vertical: "center" } };
const HEADING: CellStyle = {
  ...GRID,
  numFmt: FORMATS.text,
  font: { bold: true },
  alignment: { horizontal: "center", vertical: "center", wrapText: true },
};
const TITLE_HEIGHT = 30;
const INCHES_OF_A_CENTIMETRE = 1 / 2.54;
const MARGIN = 1.4 * INCHES_OF_A_CENTIMETRE;

const styleOf = ({ kind }: Column, bold: boolean): CellStyle => {
  const numFmt = FORMATS[kind];
  return { ...GRID, ...(bold && { font: { bold: true } }), ...(numFmt !== undefined && { numFmt }) };
};

/** An .xlsx that prints as it is: A4 landscape, as wide as the page, its heading on each page. */
export async function writePrintedTable(table: PrintedTable): Promise<Uint8Array> {
  const { sheet, title, above, columns, rows, total, below, foot } = table;
  const last = columns.length - 1;
  const styled: { cells: CellValue[]; styles: CellStyle[]; whole?: boolean }[] = [
    { cells: [safeText(title)], styles: [TITLE], whole: true },
    ...above.map((text) => ({ cells: [safeText(text)], styles: [PLAIN], whole: true })),
    { cells: columns.map(({ header }) => safeText(header)), styles: columns.map(() => HEADING) },
    ...[...rows, total].map((row, at) => ({
      cells: columns.map(({ kind }, place) => cellOf(kind, row[place])),
      styles: columns.map((column) => styleOf(column, at === rows.length)),
    })),
    ...below.map((text) => ({ cells: [safeText(text)], styles: [PLAIN] })),
  ];
  const heading = above.length + 1;
  return writeXlsx({
    sheets: [
      {
        name: safeName(sheet),
        columns: columns.map(({ width }) => ({ width })),
        rows: styled.map(({ cells }) => cells),
        cells: new Map(
          styled.flatMap(({ cells, styles }, row) =>
            styles.map((style, column) => [`${row},${column}`, { value: cells[column] ?? null, style }] as const),
          ),
        ),
        merges: styled.flatMap(({ whole }, row) =>
          whole ? [{ startRow: row, endRow: row, startCol: 0, endCol: last }] : [],
        ),
        rowDefs: new Map([[0, { height: TITLE_HEIGHT }]]),
        freezePane: { rows: heading + 1 },
        pageSetup: {
          paperSize: "a4",
          orientation: "landscape",
          fitToPage: true,
          fitToWidth: 1,
          fitToHeight: 0,
          horizontalCentered: true,
          printTitlesRow: `$${heading + 1}:$${heading + 1}`,
          margins: { top: MARGIN, right: MARGIN, bottom: MARGIN, left: MARGIN, header: 0.3, footer: 0.3 },
        },
        headerFooter: { oddFooter: foot },
      },
    ],
  });
}
