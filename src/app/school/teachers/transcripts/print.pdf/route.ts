import { z } from "zod";
import { gone, pdfAnswer } from "@/app/_access/download";
import { cycleIn, pdfRoute } from "@/app/_transcripts/answer";
import { openTranscripts } from "@/features/certificates/order-transcripts";
import { businessNow } from "@/server/clock";
import { currentMessages } from "@/server/locale";

const Part = z.coerce.number().int().min(1).max(9_999).catch(1);

/** A volume of the transcripts that the school has ordered. */
export function GET(request: Request): Promise<Response> {
  return pdfRoute(request, "school", async (actor, search) => {
    const cycleId = cycleIn(search.get("cycle"));
    if (cycleId === null) return gone();
    const part = Part.parse(search.get("part") ?? 1);
    const [{ transcripts }, bytes] = await Promise.all([
      currentMessages(),
      openTranscripts(actor, cycleId, part, businessNow()),
    ]);
    return pdfAnswer(bytes, `${transcripts.title} ${actor.organisationName} ${part}.pdf`);
  });
}
