import { pdfAnswer } from "@/app/_access/download";
import { type DocumentRequest, documentAnswer, openDocument } from "@/app/_summaries/open-document";
import { typesetSummary } from "@/server/pdf/summary-pdf";

/** A frozen table to be signed and sealed. Made anew each time: nothing of it is kept. */
export function GET(request: Request, input: DocumentRequest): Promise<Response> {
  return documentAnswer(request, input, async (actor, id) => {
    const document = await openDocument(actor, id, "pdf");
    return pdfAnswer(await typesetSummary(document, request.signal), `${document.name}.pdf`);
  });
}
