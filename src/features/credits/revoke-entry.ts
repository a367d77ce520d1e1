import { z } from "zod";
import { advanceEntry } from "@/ledger/advance-entry";
import { type EntryState, lockEntry } from "@/ledger/entry-state";
import { reverseEntry } from "@/ledger/post-credit";
import { recountProject } from "@/ledger/recount-project";
import { judgeStep } from "@/rules/approval";
import { judgeReason, type ReasonCode, reasonSubjectOf } from "@/rules/reasons";
import type { Actor } from "@/server/actor";
import { authorize } from "@/server/authorize";
import { type Tx, transaction } from "@/server/db";
import { entryId, note, version } from "@/server/form-fields";
import { tellOfficers } from "@/server/inbox";
import { done, type Result, refused } from "@/server/result";
import { sql } from "@/server/sql";
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
    if (await isCycleClosed(tx, entry)) return refused({ rule: null, clause: "S", code: "cycle-closed", field: null });
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
    if (move.reason === FRAUD) await reportFraud(tx, actor, entry, now);
    return done(entry.id);
  });
}

/** A closed cycle is frozen: nothing is taken back in it. */
export async function isCycleClosed(
  tx: Tx,
  { cityId, cycleId }: Pick<EntryState, "cityId" | "cycleId">,
): Promise<boolean> {
  const cycle = await tx.first<{ closed: boolean }>(sql`
    select closed_at is not null as closed from cycles where city_id = ${cityId} and id = ${cycleId}`);
  return cycle?.closed === true;
}

const FRAUD: ReasonCode = "falsified";

/** «弄虚作假» goes on record and reaches the superior (N5): the school that submitted it, and its county where it has one. */
async function reportFraud(tx: Tx, actor: Actor, entry: EntryState, now: Date): Promise<void> {
  const { cityId, id, teacherId, schoolId, countyId, title, source, creditsTenths } = entry;
  await tx.run(sql`
    insert into audit_events (city_id, account_id, teacher_id, kind, subject, reason, at)
    values (${cityId}, ${actor.accountId}, ${teacherId}, 'fraud', ${id}, ${FRAUD}, ${now})`);
  const telling = { kind: "fraud_reported", subjectId: id, title, details: { source, creditsTenths } } as const;
  await tellOfficers(tx, cityId, schoolId, "school", telling, now);
  if (countyId !== null) await tellOfficers(tx, cityId, countyId, "county", telling, now);
}
