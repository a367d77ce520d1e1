import { z } from "zod";
import { readBatch } from "@/features/online/read-batch";
import { NotFound } from "@/server/errors";
import { answeringPlatform } from "../../_contract/admit";
import { batchAnswer } from "../../_contract/batch-answer";
import { problem } from "../../_contract/problem";

/** What a batch was answered, for the platform that pushed it; everybody else learns nothing. */
export function GET(request: Request, { params }: { params: Promise<{ batchId: string }> }): Promise<Response> {
  return answeringPlatform(request, async ({ actor }) => {
    const id = z.uuid().safeParse((await params).batchId);
    if (!id.success) return problem("not-found");
    try {
      return Response.json(batchAnswer(await readBatch(actor, id.data)), { headers: { "Cache-Control": "no-store" } });
    } catch (error) {
      if (error instanceof NotFound) return problem("not-found");
      throw error;
    }
  });
}
