import { type CalendarDate, calendarDateInShanghai } from "@/rules/calendar";
import { formatTenths } from "@/rules/credits";
import { SUMMARY_COLUMNS, type SummaryColumn, type SummaryLine, type SummarySource } from "@/rules/summary-tables";
import type { Locale, Messages } from ".";
import { cellWords } from "./summary-cells";

/** What a frozen table says, before it has words. */
export interface FrozenSummary {
  head: {
    source: SummarySource;
    fromYear: number;
    toYear: number;
    unitName: string;
    number: number;
    closedAt: Date;
    creditsTenths: number;
    hash: string;
  };
  superiorName: string;
  lines: readonly SummaryLine[];
}

interface DocumentColumn {
  header: string;
  /** In characters; a Chinese one takes two. */
  width: number;
  kind: "text" | "number" | "date";
}

/** A summary table in words, as it is printed and exported. */
export interface SummaryDocument {
  lang: "zh" | "en";
  title: string;
  unit: string;
  /** A file's name, without its ending. */
  name: string;
  facts: [label: string, value: string][];
  columns: DocumentColumn[];
  rows: string[][];
  total: string[];
  signatures: string[];
  hash: [label: string, value: string];
  /** Around the number of a page and that of all pages. */
  page: string[];
}

/** All together make A4 landscape: an ID number has eighteen digits and is not to be broken. */
const WIDTHS: Record<SummaryColumn, number> = {
  unit: 20,
  name: 12,
  identity: 22,
  formerLevel: 10,
  newLevel: 10,
  institution: 20,
  major: 18,
  graduatedOn: 12,
  diplomaNumber: 22,
  course: 26,
  university: 18,
  hours: 7,
  score: 7,
  certificateNumber: 22,
  realName: 10,
  kind: 14,
  place: 18,
  school: 24,
  startsOn: 12,
  endsOn: 12,
  years: 7,
  credits: 8,
};
const KINDS: Partial<Record<SummaryColumn, "number" | "date">> = {
  hours: "number",
  score: "number",
  years: "number",
  credits: "number",
  graduatedOn: "date",
  startsOn: "date",
  endsOn: "date",
};
const POSITION_WIDTH = 6;
const CHANGE_WIDTH = 8;

/** Puts a frozen table into words: the table itself, or what a supplementary one changes, row by row. */
export function summaryDocument(frozen: FrozenSummary, messages: Messages, locale: Locale): SummaryDocument {
  const { head, superiorName, lines } = frozen;
  const { summaries, summaryPrint: words } = messages;
  const supplement = head.number > 1;
  const table = summaries.titleOf(summaries.tables[head.source], head.fromYear, head.toYear);
  const title = supplement ? `${table} ${summaries.numbered(head.number)}` : table;
  const columns = SUMMARY_COLUMNS[head.source];
  const text = (header: string, width: number): DocumentColumn => ({ header, width, kind: "text" });
  const rows = lines.flatMap((line, index) => rowsOf(line, String(index + 1), columns, supplement, messages));
  return {
    lang: locale === "zh-CN" ? "zh" : "en",
    title,
    unit: head.unitName,
    name: words.fileName(title, head.unitName),
    facts: [
      [words.unit, head.unitName],
      [words.superior, superiorName],
      [words.closedOn, closedOn(head.closedAt)],
      [words.round, words.years(head.fromYear, head.toYear)],
      [words.number, summaries.numbered(head.number)],
    ],
    columns: [
      { header: words.position, width: POSITION_WIDTH, kind: "number" },
      ...(supplement ? [text(words.change, CHANGE_WIDTH)] : []),
      ...columns.map((column) => ({
        header: summaries.columns[column],
        width: WIDTHS[column],
        kind: KINDS[column] ?? ("text" as const),
      })),
    ],
    rows,
    total: totalOf(
      supplement ? words.totalChange(lines.length) : words.total(lines.length),
      columns,
      supplement,
      formatTenths(head.creditsTenths),
    ),
    signatures: words.signatures,
    hash: [words.hash, head.hash],
    page: words.page,
  };
}

const closedOn = (instant: Date): CalendarDate => calendarDateInShanghai(instant);

/** A changed row of a supplementary table is told twice: as it was and as it is. */
function rowsOf(
  { change, row, before }: SummaryLine,
  position: string,
  columns: readonly SummaryColumn[],
  supplement: boolean,
  messages: Messages,
): string[][] {
  const cellsOf = (of: SummaryLine["row"]) => columns.map((column) => cellWords(column, of.cells[column], messages));
  if (!supplement) return [[position, ...cellsOf(row)]];
  const { changes } = messages.summaryPrint;
  if (change !== "changed") return [[position, changes[change], ...cellsOf(row)]];
  return [
    ...(before ? [[position, changes.before, ...cellsOf(before)]] : []),
    [position, changes.after, ...cellsOf(row)],
  ];
}

/** Its words stand in the first wide column, its sum under the credits. */
function totalOf(words: string, columns: readonly SummaryColumn[], supplement: boolean, credits: string): string[] {
  const cells = columns.map((column) => (column === "credits" ? credits : ""));
  return ["", ...(supplement ? [""] : []), words, ...cells.slice(1)];
}
