import type { Role } from "./permissions";
import type { ViolationCode } from "./verdict";

/** After the last step's decision it can be recalled this long; then what was posted stays (S). */
const RECALL_MINUTES = 10;

/** The last thing that was done with an entry or a project. */
export interface LastStep {
  action: string;
  accountId: number;
  role: Role;
  at: Date;
}

const DECISIONS = new Set(["approve", "return", "refuse"]);

/** A decision can be recalled by its decider until the next step acts; at the end of the route for ten minutes. */
export function recallBarred(
  status: string,
  last: LastStep,
  actor: { accountId: number; role: Role },
  now: Date,
): ViolationCode | null {
  if (!DECISIONS.has(last.action)) return "recall-nothing-to-undo";
  if (last.accountId !== actor.accountId || last.role !== actor.role) return "recall-not-the-decider";
  const ended = status === "posted" || status === "refused";
  const late = now.getTime() - last.at.getTime() > RECALL_MINUTES * 60_000;
  return ended && late ? "recall-too-late" : null;
}
