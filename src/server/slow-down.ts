import "server-only";
import { headers } from "next/headers";

declare global {
  /** Set by the web process (src/cli/serve.mjs): how the answer to a request becomes one of «too many requests». */
  var creditBankAnswers: Map<string, (seconds: number) => void> | undefined;
}

/** Makes the answer of this page or action a 429 that says how long to wait; what it shows stays as it is. */
export async function slowDown(seconds: number): Promise<void> {
  const name = (await headers()).get("x-answer");
  if (name !== null) globalThis.creditBankAnswers?.get(name)?.(seconds);
}
