import { z } from "zod";
import { advanceEntry } from "@/ledger/advance-entry";
import { type EntryState, lockEntry } from "@/ledger/entry-state";
import { statusOfStep } from "@/rules/approval";
import {
  deciderOf,
  judgeObjectionDecision,
  OBJECTION_DECISIONS,
  OBJECTION_WORDS,
  type ObjectionFacts,
  routeFrom,
} from "@/rules/objections";
import { stepViolation } from "@/rules/verdict";
import type { Actor } from "@/server/actor";
import { authorize } from "@/server/authorize";
import { type Tx, transaction } from "@/server/db";
import { Conflict, NotFound } from "@/server/errors";
import { choice, entryId, id, optional, paragraphs, version } from "@/server/form-fields";
import { tellTeacher } from "@/server/inbox";
import { done, type Result, refused } from "@/server/result";
import { sql } from "@/server/sql";
import { renewMarks, sharingEntries } from "./duplicates";
import { decisionFacts, type KeptObjection, readObjectionStanding } from "./objection-facts";

export const ObjectionDecisionInput = z.object({
  objectionId: id,
  entryId,
  version,
  decision: choice(OBJECTION_DECISIONS),
  answer: optional(paragraphs(OBJECTION_WORDS)).transform((typed) => typed ?? null),
});
export type ObjectionDecisionInput = z.output<typeof ObjectionDecisionInput>;

/**
 * Decides on an objection, once. Granted, the credit is under review again, at the decider's step; dismissed, the refusal
 * stands, with an answer in words. The teacher is told.
 * @throws NotFound, Conflict when somebody else has decided meanwhile
 */
export async function decideObjection(
  actor: Actor,
  input: ObjectionDecisionInput,
  now: Date,
): Promise<Result<ObjectionDecisionInput["decision"]>> {
  authorize(actor, "objection:decide");
  const { decision, answer } = input;
  return transaction(actor, async (tx) => {
    // Whoever objects, recalls or decides takes hold of the entry first.
    const entry = await lockEntry(tx, actor, input.entryId, input.version);
    const standing = await readObjectionStanding(tx, actor, entry.id);
    const { kept } = standing;
    if (kept?.id !== input.objectionId) throw new NotFound();
    const decided = alreadyDecided(kept);
    if (decided) throw decided;
    const facts = decisionFacts(standing);
    const against = judgeObjectionDecision(facts, decision, answer, actor);
    if (against) return refused(against);
    const status = decision === "grant" ? "granted" : "dismissed";
    const written = await tx.run(sql`
      update objections set status = ${status}::objection_status, decided_by = ${actor.accountId}, decided_at = ${now}, answer = ${answer}
      where city_id = ${actor.cityId} and id = ${kept.id} and status = 'open'`);
    // Taken back by the teacher at this very moment.
    if (written === 0) return refused(stepViolation("objection-already-decided"));
    if (decision === "grant") await reinstate(tx, actor, entry, facts, now);
    const { title, source, creditsTenths } = entry;
    const details = { source, creditsTenths, action: decision };
    await tellTeacher(
      tx,
      actor.cityId,
      entry.teacherId,
      { kind: "objection_decided", subjectId: entry.id, title, details },
      now,
    );
    return done(decision);
  });
}

/** Who decided, and when: for whoever comes second. */
function alreadyDecided({ status, decidedByName, decidedByOrganisation, decidedAt }: KeptObjection): Conflict | null {
  if (decidedByName === null || decidedByOrganisation === null || decidedAt === null) return null;
  return new Conflict({ action: status, byName: decidedByName, byOrganisation: decidedByOrganisation, at: decidedAt });
}

/**
 * The entry goes to the decider's step, and from there the ordinary way; a participant goes it alone. The refusal had freed its
 * certificate, and somebody may have brought it since (R16).
 */
async function reinstate(
  tx: Tx,
  actor: Actor,
  entry: EntryState,
  { refusedAt, cityDirect }: ObjectionFacts,
  now: Date,
): Promise<void> {
  const decider = deciderOf(refusedAt, cityDirect);
  const sharing = await sharingEntries(tx, entry);
  const shared = entry.certificateShared || sharing.some((other) => other.certificate);
  const move = { action: "reinstate", toStatus: statusOfStep(decider), reason: null, marks: [], note: null } as const;
  await advanceEntry(
    tx,
    actor,
    entry,
    move,
    now,
    sql`, with_roster = false, route = ${routeFrom(decider)}::step[], certificate_shared = ${shared}`,
  );
  await renewMarks(tx, entry.cityId, [entry.id, ...sharing.map((other) => other.entryId)]);
}
