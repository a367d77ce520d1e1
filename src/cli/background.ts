import { setTimeout as pause } from "node:timers/promises";
import { startNode } from "./children";

// Above what reading the largest import takes, and below what a small machine can spare.
const MEMORY = "--max-old-space-size=384";
const BEFORE_NEXT = 1_000;

/** Keeps a worker beside the pages: one that ends by itself is followed by the next, until `ending`. */
export async function keepWorking(env: Record<string, string>, ending: () => boolean): Promise<void> {
  while (!ending()) {
    const worker = startNode([MEMORY, "--conditions=react-server", "--import", "tsx", "src/cli/worker.ts"], { env });
    const code = await worker.ended;
    if (ending()) return;
    console.error(`The worker ended by itself (exit code ${code}); starting it again.`);
    await pause(BEFORE_NEXT);
  }
}
