import { typeset } from "./typeset";

/** A summary table in words. */
export interface PrintedSummary {
  lang: string;
  title: string;
  facts: readonly (readonly [label: string, value: string])[];
  columns: readonly { header: string; width: number; kind: string }[];
  rows: readonly (readonly string[])[];
  total: readonly string[];
  signatures: readonly string[];
  hash: readonly [label: string, value: string];
  /** Around the number of a page and that of all pages. */
  page: readonly string[];
}

/** One page behind the table. */
export interface CertificateSheet {
  heading: string;
  /** The first of its row: the document's outline names it. */
  first: boolean;
  /** A picture, or a page of a PDF; null where something is said in its place. */
  file: string | null;
  page: number | null;
  says: string | null;
}

/** The table alone, held to PDF/UA-1. @throws TypesettingBusy */
export const typesetSummary = (summary: PrintedSummary, signal?: AbortSignal): Promise<Buffer> =>
  typeset({ template: "summary-table", data: dataOf(summary), accessible: true }, signal);

/**
 * Certificates in the table's order, each on a page of its own, behind the table where that is asked for.
 * @param files where the files of the sheets lie
 * @throws TypesettingBusy
 */
export const typesetCertificates = (
  summary: PrintedSummary,
  { sheets, files, withTable }: { sheets: CertificateSheet[]; files: Record<string, string>; withTable: boolean },
): Promise<Buffer> =>
  typeset({ template: "summary-certificates", data: { ...dataOf(summary), sheets, withTable }, files });

const dataOf = ({ columns, ...summary }: PrintedSummary) => ({
  ...summary,
  columns: columns.map(({ header, width, kind }) => ({ header, width, numeric: kind === "number" })),
});
