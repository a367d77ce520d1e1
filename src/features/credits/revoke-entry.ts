import { z } from "zod";
import { advanceEntry } from "@/ledger/advance-entry";
import { lockEntry } from "@/ledger/entry-state";
import { reverseEntry } from "@/ledger/post-credit";
import { recountProject } from "@/ledger/recount-project";
import { judgeStep } from "@/rules/approval";
import { judgeReason, reasonSubjectOf } from "@/rules/reasons";
import type { Actor } from "@/server/actor";
import { authorize } from "@/server/authorize";
import { transaction } from "@/server/db";
import { entryId, note, version } from "@/server/form-fields";
import { done, type Result, refused } from "@/server/result";
import { renewMarks, sharingEntries } from "./duplicates";
import { readLastEvent, stepFacts } from "./standing";

export const RevocationInput = z.object({
  entryId,
  version,
  reason: z.string().max(60).optional().catch(undefined),
  note,
});
export type RevocationInput = z.output<typeof RevocationInput>;

/** The city takes a posted credit back for a reason: a reversing posting, and the balance falls; both stay in the history. */
export async function revokeEntry(actor: Actor, input: RevocationInput, now: Date): Promise<Result<string>> {
  authorize(actor, "credit:revoke");
  return transaction(actor, async (tx) => {
    const entry = await lockEntry(tx, actor, input.entryId, input.version);
    const lastEvent = await readLastEvent(tx, entry.cityId, entry.id);
    const verdict = judgeStep("revoke", stepFacts(entry, lastEvent), actor, now);
    if (!verdict.ok) return refused(verdict.violation);
    const wrong = judgeReason("revoke", reasonSubjectOf(entry.source), input.reason ?? null, input.note);
    if (wrong) return refused(wrong);
    const sharing = await sharingEntries(tx, entry);
    const move = {
      action: "revoke",
      toStatus: verdict.to,
      reason: input.reason ?? null,
      marks: [],
      note: input.note,
    } as const;
    const moved = await advanceEntry(tx, actor, entry, move, now);
    await reverseEntry(tx, moved, now);
    if (entry.projectId) await recountProject(tx, entry.cityId, entry.projectId);
    await renewMarks(
      tx,
      entry.cityId,
      sharing.map((other) => other.entryId),
    );
    return done(entry.id);
  });
}
