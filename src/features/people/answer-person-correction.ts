import { z } from "zod";
import { type CorrectedValue, judgeCorrectionAnswer } from "@/rules/corrections";
import { stepViolation } from "@/rules/verdict";
import type { Actor } from "@/server/actor";
import { authorize } from "@/server/authorize";
import { type Tx, transaction } from "@/server/db";
import { NotFound } from "@/server/errors";
import { choice, id, note } from "@/server/form-fields";
import { identityHash, sealText } from "@/server/identity-vault";
import { tellThoseStillThere } from "@/server/inbox";
import { latinName } from "@/server/latin-name";
import { done, type Result, refused } from "@/server/result";
import { sql } from "@/server/sql";
import { type CorrectionState, isTaken, lockCorrection, openValue, recordCorrection } from "./person-correction";

export const CorrectionAnswer = z.object({ correctionId: id, answer: choice(["accept", "decline"]), note });
export type CorrectionAnswer = z.output<typeof CorrectionAnswer>;

export const CorrectionWithdrawal = z.object({ correctionId: id });
export type CorrectionWithdrawal = z.output<typeof CorrectionWithdrawal>;

/**
 * The superior accepts a correction, which writes it into the record, or declines it with a word. Answers the correction's id.
 * @throws NotFound when it isn't addressed to the actor's place
 */
export async function answerPersonCorrection(
  actor: Actor,
  { correctionId, answer, note }: CorrectionAnswer,
  now: Date,
): Promise<Result<string>> {
  authorize(actor, "person:decide");
  return transaction(actor, async (tx) => {
    const correction = await lockCorrection(tx, actor, correctionId);
    if (correction?.holderId !== actor.organisationId) throw new NotFound();
    const after = openValue(correction.after);
    await holdDocument(tx, after);
    const taken = await isTaken(tx, actor, correction.teacherId, after);
    const violations = judgeCorrectionAnswer({ accepts: answer === "accept", note }, { ...correction, taken }, actor);
    if (violations.length > 0) return refused(...violations);
    await tx.run(sql`
      update person_corrections set status = ${answer === "accept" ? "accepted" : "declined"}::ask_status,
        answered_by = ${actor.accountId}, answered_at = ${now}, note = ${note}
      where city_id = ${actor.cityId} and id = ${correctionId}`);
    if (answer === "accept") await apply(tx, actor, correction, after);
    await recordCorrection(tx, actor, correction, `correction-${answer === "accept" ? "accepted" : "declined"}`, now);
    await tellAsker(tx, actor, correction, answer, now);
    return done(correctionId);
  });
}

/** Two people are never given one document: who comes second waits, and sees that it is taken. */
async function holdDocument(tx: Tx, value: CorrectedValue): Promise<void> {
  if (value.kind === "name") return;
  const key = identityHash(value.document.kind, value.document.number).toString("hex");
  await tx.rows(sql`select pg_advisory_xact_lock(hashtextextended(${`identity/${key}`}, 1))`);
}

const TAIL = 4;

async function apply(
  tx: Tx,
  { cityId }: Actor,
  { id: correctionId }: CorrectionState,
  after: CorrectedValue,
): Promise<void> {
  const name = after.kind === "name" ? { name: after.name, ...latinName(after.name) } : null;
  const identity =
    after.kind === "identity"
      ? {
          kind: after.document.kind,
          cipher: sealText(after.document.number),
          hash: identityHash(after.document.kind, after.document.number),
          tail: after.document.number.slice(-TAIL),
        }
      : null;
  await tx.rows(sql`
    select apply_correction(${cityId}, ${correctionId}, ${name?.name ?? null}, ${name?.pinyin ?? null}, ${name?.pinyinInitials ?? null},
      ${identity?.kind ?? null}::identity_kind, ${identity?.cipher ?? null}::bytea, ${identity?.hash ?? null}::bytea,
      ${identity?.tail ?? null})`);
}

async function tellAsker(
  tx: Tx,
  { cityId }: Actor,
  { id: subjectId, schoolId, askedBy }: CorrectionState,
  action: CorrectionAnswer["answer"],
  now: Date,
): Promise<void> {
  const place = { organisationId: schoolId, role: "school", accountIds: [askedBy] } as const;
  const telling = { kind: "correction_answered", subjectId, title: "", details: { action } } as const;
  await tellThoseStillThere(tx, cityId, place, telling, now);
}

/**
 * The school takes back what isn't answered yet. Answers the correction's id.
 * @throws NotFound
 */
export async function withdrawPersonCorrection(
  actor: Actor,
  { correctionId }: CorrectionWithdrawal,
  now: Date,
): Promise<Result<string>> {
  authorize(actor, "person:correct");
  return transaction(actor, async (tx) => {
    const correction = await lockCorrection(tx, actor, correctionId);
    if (correction?.schoolId !== actor.organisationId) throw new NotFound();
    if (correction.status === "withdrawn") return done(correctionId);
    if (correction.status !== "asked") return refused(stepViolation("correction-answered-already"));
    await tx.run(sql`
      update person_corrections set status = 'withdrawn', answered_by = ${actor.accountId}, answered_at = ${now}
      where city_id = ${actor.cityId} and id = ${correctionId}`);
    await recordCorrection(tx, actor, correction, "correction-withdrawn", now);
    return done(correctionId);
  });
}
