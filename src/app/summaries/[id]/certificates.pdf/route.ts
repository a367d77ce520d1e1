import { z } from "zod";
import { pdfAnswer } from "@/app/_access/download";
import { type DocumentRequest, documentAnswer } from "@/app/_summaries/open-document";
import { openCertificates } from "@/features/summaries/order-certificates";
import { businessNow } from "@/server/clock";
import { currentMessages } from "@/server/locale";

const Part = z.coerce.number().int().min(1).catch(1);

/** A volume of the print job that the actor's place has ordered (N3.7). */
export function GET(request: Request, input: DocumentRequest): Promise<Response> {
  return documentAnswer(request, input, async (actor, id) => {
    const part = Part.parse(new URL(request.url).searchParams.get("part") ?? 1);
    const [{ summaryPrint }, bytes] = await Promise.all([
      currentMessages(),
      openCertificates(actor, id, part, businessNow()),
    ]);
    return pdfAnswer(bytes, `${summaryPrint.certificates.title} ${part}.pdf`);
  });
}
