import { spawnSync } from "node:child_process";

/**
 * The text of a PDF, page by page, as a reader sees it, or cell by cell as it was set; Debian's poppler-utils has the program.
 */
export function pagesOf(pdf: Uint8Array, order: "layout" | "raw" = "layout"): string[] {
  const { stdout, status, error } = spawnSync("pdftotext", [`-${order}`, "-enc", "UTF-8", "-", "-"], { input: pdf });
  if (error || status !== 0) throw new Error(`pdftotext ended with ${status}`);
  return stdout.toString("utf8").split("\f").slice(0, -1);
}

/** Spaces are a matter of layout, and so is where a line ends. */
export const withoutSpaces = (text: string) => text.replace(/[\s\u200b]+/g, "");

export const HAS_PDFTOTEXT = spawnSync("pdftotext", ["-v"]).error === undefined;
