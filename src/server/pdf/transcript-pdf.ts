import { typeset } from "./typeset";

interface PrintedTable {
  columns: readonly { header: string; width: number; numeric: boolean }[];
  rows: readonly (readonly string[])[];
}

/** A teacher's transcript in words. */
export interface PrintedTranscript {
  lang: string;
  /** Of the document, where it stands alone. */
  title: string;
  heading: string;
  name: string;
  facts: readonly (readonly [label: string, value: string])[];
  /** Complete, or what is missing. */
  sentence: string;
  /** What is deemed complete, and by what. */
  remarks: readonly string[];
  totals: readonly (readonly [label: string, value: string])[];
  yearsTitle: string;
  years: PrintedTable;
  entriesTitle: string;
  entries: PrintedTable & { total: readonly string[] };
  note: string;
  signatures: readonly string[];
  /** Around the number of a page and that of all pages of this transcript; of whom it is, before them. */
  page: readonly string[];
}

/**
 * Transcripts, each on pages of its own with numbers of its own; held to PDF/UA-1.
 * @param title of the document
 * @throws TypesettingBusy
 */
export function typesetTranscripts(
  title: string,
  transcripts: readonly PrintedTranscript[],
  signal?: AbortSignal,
): Promise<Buffer> {
  const lang = transcripts[0]?.lang ?? "zh";
  return typeset({ template: "transcript", data: { lang, title, transcripts }, accessible: true }, signal);
}
