import "server-only";
import { headers } from "next/headers";

declare global {
  /** Set by the web process (src/cli/serve.mjs): how the answer to a request gets another status than a page of Next can give. */
  var creditBankAnswers: Map<string, (status: number, retryAfterSeconds?: number) => void> | undefined;
}

async function answerWith(status: number, retryAfterSeconds?: number): Promise<void> {
  const name = (await headers()).get("x-answer");
  if (name !== null) globalThis.creditBankAnswers?.get(name)?.(status, retryAfterSeconds);
}

/** Makes the answer of this page or action a 429 that says how long to wait; what it shows stays as it is. */
export const slowDown = (seconds: number): Promise<void> => answerWith(429, seconds);

/** Makes the answer of this page a 404; what it shows stays as it is. Next's own not-found page is blank without JavaScript. */
export const notFoundHere = (): Promise<void> => answerWith(404);
