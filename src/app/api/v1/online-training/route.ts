import { OnlineResults } from "@/features/online/online-results";
import { pushResults } from "@/features/online/push-results";
import { businessNow } from "@/server/clock";
import { answeringPlatform } from "../_contract/admit";
import { batchAnswer } from "../_contract/batch-answer";
import { invalidBody, problem } from "../_contract/problem";
import { readJson } from "../_contract/read-json";

const KEY = /^[\x21-\x7e]{1,200}$/;

/** Takes a batch of results. The same key and body again get the same answer, and nothing is posted twice. */
export function POST(request: Request): Promise<Response> {
  return answeringPlatform(request, async ({ actor, tokenId }) => {
    const idempotencyKey = request.headers.get("idempotency-key") ?? "";
    if (!KEY.test(idempotencyKey)) return problem("bad-idempotency-key");
    const body = await readJson(request);
    if (body instanceof Response) return body;
    const parsed = OnlineResults.safeParse(body.value);
    if (!parsed.success) return invalidBody(parsed.error);
    const pushed = await pushResults(actor, { tokenId, idempotencyKey, results: parsed.data.results }, businessNow());
    if (!pushed.ok) return problem(pushed.code);
    return Response.json(batchAnswer(pushed.batch), {
      status: 201,
      headers: { Location: `/api/v1/online-training/${pushed.batch.id}`, "Cache-Control": "no-store" },
    });
  });
}
