import { workbookAnswer } from "@/app/_access/download";
import { type DocumentRequest, documentAnswer, openDocument } from "@/app/_summaries/open-document";
import type { SummaryDocument } from "@/messages/summary-document";
import { writePrintedTable } from "@/server/spreadsheet/write-printed-table";
import type { Column, Value } from "@/server/spreadsheet/write-workbook";

/** A frozen table to be worked with: numbers are numbers, everything else stays the text that it is. */
export function GET(request: Request, input: DocumentRequest): Promise<Response> {
  return documentAnswer(request, input, async (actor, id) => {
    const document = await openDocument(actor, id, "xlsx");
    return workbookAnswer(await workbookOf(document), `${document.name}.xlsx`);
  });
}

function workbookOf({ title, facts, columns, rows, total, signatures, hash, page }: SummaryDocument) {
  const said = ([label, value]: readonly [string, string]) => `${label}：${value}`;
  const [unit, superior, ...others] = facts.map(said);
  const [before, between, after] = page;
  return writePrintedTable({
    sheet: title,
    title,
    above: [[unit, superior].join("　　"), others.join("　　"), said(hash)],
    columns,
    rows: rows.map((row) => valuesOf(row, columns)),
    total: valuesOf(total, columns),
    below: ["", signatures.map((label) => `${label}：`.padEnd(24, "　")).join("")],
    foot: `${before}&P${between}&N${after}`,
  });
}

const valuesOf = (row: readonly string[], columns: readonly Column[]): Value[] =>
  row.map((text, place) => (columns[place]?.kind === "number" && text !== "" ? Number(text) : text));
