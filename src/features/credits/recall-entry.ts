import { advanceEntry } from "@/ledger/advance-entry";
import { type EntryState, lockEntry } from "@/ledger/entry-state";
import { reverseEntry } from "@/ledger/post-credit";
import { recountProject } from "@/ledger/recount-project";
import { judgeStep } from "@/rules/approval";
import { barsRecall, type ObjectionStatus } from "@/rules/objections";
import { stepViolation } from "@/rules/verdict";
import type { Actor } from "@/server/actor";
import { authorize } from "@/server/authorize";
import { type Tx, transaction } from "@/server/db";
import { done, type Result, refused } from "@/server/result";
import { sql } from "@/server/sql";
import { renewMarks, sharingEntries } from "./duplicates";
import { readLastEvent, stepFacts } from "./standing";
import { WithdrawalInput } from "./withdraw-entry";

export const RecallInput = WithdrawalInput;
export type RecallInput = WithdrawalInput;

/**
 * The decider takes a decision back, until the next step has acted; at the end of the route for ten minutes, and what was
 * posted is reversed by a posting. The entry is with the decider's step again.
 */
export async function recallEntry(actor: Actor, input: RecallInput, now: Date): Promise<Result<string>> {
  authorize(actor, "credit:recall");
  return transaction(actor, async (tx) => {
    const entry = await lockEntry(tx, actor, input.entryId, input.version);
    const lastEvent = await readLastEvent(tx, entry.cityId, entry.id);
    const verdict = judgeStep("recall", stepFacts(entry, lastEvent), actor, now);
    if (!verdict.ok) return refused(verdict.violation);
    if (entry.status === "refused" && barsRecall(await objectionOf(tx, entry)))
      return refused(stepViolation("objection-bars-recall"));
    const sharing = await sharingEntries(tx, entry);
    // A refusal had freed the certificate; somebody may have brought it since.
    const again = entry.status === "refused" && sharing.some((other) => other.certificate);
    const move = { action: "recall", toStatus: verdict.to, reason: null, marks: [], note: input.note } as const;
    const moved = await advanceEntry(tx, actor, entry, move, now, again ? sql`, certificate_shared = true` : sql``);
    if (verdict.reverses) await reverseEntry(tx, moved, now);
    if (verdict.reverses && entry.projectId) await recountProject(tx, entry.cityId, entry.projectId);
    await renewMarks(tx, entry.cityId, [entry.id, ...sharing.map((other) => other.entryId)]);
    return done(entry.id);
  });
}

/** What became of the objection to its refusal; null where there was none. Read while the entry is held, as it is raised. */
async function objectionOf(tx: Tx, { cityId, id }: EntryState): Promise<ObjectionStatus | null> {
  const objection = await tx.first<{ status: ObjectionStatus }>(sql`
    select status from objections where city_id = ${cityId} and entry_id = ${id}`);
  return objection?.status ?? null;
}
