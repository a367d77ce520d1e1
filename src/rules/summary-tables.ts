import type { CreditSource, EntryStatus } from "./credit-entry";
import { grouped } from "./grouped";
import type { OfficeDuty } from "./projects";
import { supportKindOf } from "./support-teaching";

/** Attachments 1, 2 and 3 of the notice. */
export const SUMMARY_SOURCES = ["degree", "mooc", "support_teaching"] as const satisfies readonly CreditSource[];
export type SummarySource = (typeof SUMMARY_SOURCES)[number];

export const SUMMARY_STATUSES = ["reported", "returned", "accepted"] as const;
export type SummaryStatus = (typeof SUMMARY_STATUSES)[number];

export const SUMMARY_ACTIONS = [
  "close",
  "take_back",
  "receive_paper",
  "receive_certificates",
  "return",
  "accept",
] as const;
export type SummaryAction = (typeof SUMMARY_ACTIONS)[number];

/** Their columns; ours, because the attachments are not at hand. */
export const SUMMARY_COLUMNS = {
  degree: [
    "unit",
    "name",
    "identity",
    "formerLevel",
    "newLevel",
    "institution",
    "major",
    "graduatedOn",
    "diplomaNumber",
    "credits",
  ],
  mooc: [
    "unit",
    "name",
    "identity",
    "course",
    "university",
    "hours",
    "score",
    "certificateNumber",
    "realName",
    "credits",
  ],
  support_teaching: ["unit", "name", "identity", "kind", "place", "school", "startsOn", "endsOn", "years", "credits"],
} as const satisfies Record<SummarySource, readonly string[]>;
export type SummaryColumn = (typeof SUMMARY_COLUMNS)[SummarySource][number];

/** What a cell says: hours, score and credits in tenths; levels and kinds as codes; «yes» and «no»; years as «1.5». */
export type SummaryCell = string | number | null;

/** One row of a table: a degree, a MOOC, or a time of support teaching, which may be several entries. */
export interface SummaryRow {
  /** By which it is known again in the next table. */
  key: string;
  entryIds: readonly string[];
  teacherId: number;
  cells: Readonly<Partial<Record<SummaryColumn, SummaryCell>>>;
  creditsTenths: number;
}

export type SummaryChange = "added" | "removed" | "changed";

/** What a table says of a row. The first table adds all of its rows; a removed row is told as it was. */
export interface SummaryLine {
  change: SummaryChange;
  row: SummaryRow;
  /** As the row stood until now, where it has changed. */
  before: SummaryRow | null;
}

/** Which tables a place reports: a school attachments 1 and 2, a host of support teaching attachment 3 (N3.3, N3.4, N3.7). */
export function summarySourcesOf(role: string, office: OfficeDuty | null): SummarySource[] {
  if (role === "school") return ["degree", "mooc"];
  return supportKindOf(role, office) === null ? [] : ["support_teaching"];
}

/** Of a unit's entries in the years of a round: on the table, missing on it for now, or none of its business any more. */
export function standingOf(status: EntryStatus): "listed" | "missing" | "off" {
  switch (status) {
    case "at_county":
    case "at_city":
    case "posted":
      return "listed";
    case "at_school":
    case "returned":
      return "missing";
    case "refused":
    case "withdrawn":
    case "revoked":
    case "recorded":
      return "off";
    default:
      return status satisfies never;
  }
}

/** What the accepted tables, one after the other, say stands. */
export function foldTables(tables: readonly (readonly SummaryLine[])[]): SummaryRow[] {
  const standing = new Map<string, SummaryRow>();
  for (const { change, row } of tables.flat()) {
    if (change === "removed") standing.delete(row.key);
    else standing.set(row.key, row);
  }
  return [...standing.values()];
}

/**
 * Exactly what has changed between what the tables so far say and what is so now: new and changed rows in the present order,
 * then those that are gone. A row has changed when it would be printed otherwise.
 */
export function differenceOf(standing: readonly SummaryRow[], present: readonly SummaryRow[]): SummaryLine[] {
  const known = new Map(standing.map((row) => [row.key, row]));
  const lines: SummaryLine[] = [];
  for (const row of present) {
    const before = known.get(row.key);
    known.delete(row.key);
    if (!before) lines.push({ change: "added", row, before: null });
    else if (printed(before) !== printed(row)) lines.push({ change: "changed", row, before });
  }
  return [...lines, ...[...known.values()].map((row) => ({ change: "removed", row, before: null }) as const)];
}

const printed = ({ cells, creditsTenths }: SummaryRow) => canonicalJson({ cells, creditsTenths });

/** By how many tenths of a credit the lines change what stands: of a first table the sum of its rows. */
export function creditsOfLines(lines: readonly SummaryLine[]): number {
  return lines.reduce((sum, { change, row, before }) => {
    if (change === "removed") return sum - row.creditsTenths;
    return sum + row.creditsTenths - (before?.creditsTenths ?? 0);
  }, 0);
}

/** The same value is the same text, in whatever order its keys were set. */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) => {
    if (part === null || typeof part !== "object" || Array.isArray(part)) return part;
    return Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)));
  });
}

/** One calendar year of a time of support teaching, as an entry has it. */
export interface SupportEntry {
  entryId: string;
  teacherId: number;
  /** 1 and 2 are the halves of the year, 3 is both. */
  halves: number;
  creditsTenths: number;
  cells: Readonly<
    Record<Exclude<(typeof SUMMARY_COLUMNS)["support_teaching"][number], "years" | "credits">, SummaryCell>
  >;
}

/** Table 3: a time of service is one row, with the years and credits of its entries added up (N3.4). */
export function supportRows(entries: readonly SupportEntry[]): SummaryRow[] {
  const times = grouped(entries, ({ teacherId, cells: { kind, place, school, startsOn, endsOn } }) =>
    canonicalJson([teacherId, kind, place, school, startsOn, endsOn]),
  );
  return [...times].flatMap(([key, parts]) => {
    const [first] = parts;
    if (!first) return [];
    const creditsTenths = parts.reduce((sum, part) => sum + part.creditsTenths, 0);
    const halves = parts.reduce((sum, part) => sum + (part.halves === 3 ? 2 : 1), 0);
    return {
      key,
      entryIds: parts.map(({ entryId }) => entryId),
      teacherId: first.teacherId,
      cells: { ...first.cells, years: String(halves / 2), credits: creditsTenths },
      creditsTenths,
    };
  });
}
