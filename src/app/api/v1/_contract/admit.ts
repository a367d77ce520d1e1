import { randomUUID } from "node:crypto";
import { clientAddress } from "@/server/client-address";
import { SessionEnded } from "@/server/errors";
import { forLog, isTransient } from "@/server/faults";
import { log } from "@/server/log";
import { bearerOf, type TokenBearer } from "@/server/platform-token";
import { problem } from "./problem";

const CHALLENGE = { "WWW-Authenticate": 'Bearer realm="credit-bank"' };
const RETRY_SECONDS = "5";

/**
 * Answers a request of the platform: a machine, so neither a cookie nor an Origin is asked for, only its token. Whatever goes
 * wrong is told in a form that a program reads.
 */
export async function answeringPlatform(
  request: Request,
  work: (bearer: TokenBearer) => Promise<Response>,
): Promise<Response> {
  try {
    const admitted = await bearerOf(request.headers.get("authorization"), await clientAddress());
    if (admitted.ok) return await work(admitted.bearer);
    if (admitted.waitSeconds === null) return problem("unauthorized", {}, CHALLENGE);
    return problem("too-many-attempts", {}, { "Retry-After": String(admitted.waitSeconds) });
  } catch (error) {
    // The account was disabled after the token had been looked at.
    if (error instanceof SessionEnded) return problem("unauthorized", {}, CHALLENGE);
    const faultId = randomUUID();
    log.error({ faultId, error: forLog(error) }, "the platform's request failed");
    if (isTransient(error)) return problem("try-again", { faultId }, { "Retry-After": RETRY_SECONDS });
    return problem("fault", { faultId });
  }
}
