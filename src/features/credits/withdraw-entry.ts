import { z } from "zod";
import { advanceEntry } from "@/ledger/advance-entry";
import { lockEntry } from "@/ledger/entry-state";
import { judgeStep } from "@/rules/approval";
import type { Actor } from "@/server/actor";
import { authorize } from "@/server/authorize";
import { transaction } from "@/server/db";
import { entryId, note, version } from "@/server/form-fields";
import { done, type Result, refused } from "@/server/result";
import { renewMarks, sharingEntries } from "./duplicates";
import { readLastEvent, stepFacts } from "./standing";

export const WithdrawalInput = z.object({ entryId, version, note });
export type WithdrawalInput = z.output<typeof WithdrawalInput>;

/** The one who registered an entry takes it back before the last step; its certificate is free again (R16). */
export async function withdrawEntry(actor: Actor, input: WithdrawalInput, now: Date): Promise<Result<string>> {
  authorize(actor, "credit:withdraw");
  return transaction(actor, async (tx) => {
    const entry = await lockEntry(tx, actor, input.entryId, input.version);
    const lastEvent = await readLastEvent(tx, entry.cityId, entry.id);
    const verdict = judgeStep("withdraw", stepFacts(entry, lastEvent), actor, now);
    if (!verdict.ok) return refused(verdict.violation);
    const sharing = await sharingEntries(tx, entry);
    const move = { action: "withdraw", toStatus: verdict.to, reason: null, marks: [], note: input.note } as const;
    await advanceEntry(tx, actor, entry, move, now);
    await renewMarks(
      tx,
      entry.cityId,
      sharing.map((other) => other.entryId),
    );
    return done(entry.id);
  });
}
