import { z } from "zod";
import { keepBalances } from "@/ledger/keep-balances";
import type { CalendarDate } from "@/rules/calendar";
import type { Violation } from "@/rules/verdict";
import type { Actor } from "@/server/actor";
import { authorize } from "@/server/authorize";
import { type Tx, transaction } from "@/server/db";
import { NotFound } from "@/server/errors";
import { choice, id, note } from "@/server/form-fields";
import { tellThoseStillThere } from "@/server/inbox";
import { done, type Result, refused } from "@/server/result";
import { sql } from "@/server/sql";

export const AnswerInput = z.object({ transferId: id, answer: choice(["accept", "decline"]), note });
export type AnswerInput = z.output<typeof AnswerInput>;

export const WithdrawalInput = z.object({ transferId: id });
export type WithdrawalInput = z.output<typeof WithdrawalInput>;

interface AskedTransfer {
  teacherId: number;
  fromSchoolId: number;
  toSchoolId: number;
  lastDay: CalendarDate;
  status: "asked" | "accepted" | "declined" | "withdrawn";
  askedBy: number;
}

const stands = (code: Violation["code"], field: string | null = null): Violation => ({
  rule: null,
  clause: "S",
  code,
  field,
});

/**
 * The receiving school takes the teacher over, or declines and says why. Taken over, the teacher's employment goes on at the new
 * school without a gap: duty, credits and balance follow, and entries under way are decided where they were submitted.
 * @throws NotFound
 */
export async function answerTransfer(
  actor: Actor,
  input: AnswerInput,
  now: Date,
): Promise<Result<AnswerInput["answer"]>> {
  authorize(actor, "teacher:manage");
  const { transferId, answer } = input;
  return transaction(actor, async (tx) => {
    // The schools first, as whoever makes one of them a part of the other holds them.
    await tx.rows(sql`select hold_places_of_transfer(${actor.cityId}, ${transferId})`);
    const asked = await lockTransfer(tx, actor, transferId);
    if (asked.toSchoolId !== actor.organisationId) throw new NotFound();
    if (asked.status !== "asked") return refused(stands("transfer-answered-already"));
    if (answer === "decline" && input.note === null) return refused(stands("note-missing", "note"));
    if (answer === "accept") {
      if (await schoolIsClosed(tx, actor)) return refused(stands("school-closed"));
      await tx.rows(sql`select accept_transfer(${actor.cityId}, ${transferId}, ${now})`);
      await keepBalances(tx, actor.cityId, [asked.teacherId]);
    } else await settle(tx, actor, transferId, "declined", input.note, now);
    await record(
      tx,
      actor,
      asked.teacherId,
      `transfer-${answer === "accept" ? "accepted" : "declined"}`,
      transferId,
      now,
    );
    const place = { organisationId: asked.fromSchoolId, role: "school", accountIds: [asked.askedBy] } as const;
    const telling = { kind: "transfer_answered", subjectId: transferId, title: actor.organisationName } as const;
    await tellThoseStillThere(tx, actor.cityId, place, { ...telling, details: { action: answer } }, now);
    return done(answer);
  });
}

/**
 * The school that asked takes it back, as long as there is no answer. Answers the transfer's id.
 * @throws NotFound
 */
export async function withdrawTransfer(
  actor: Actor,
  { transferId }: WithdrawalInput,
  now: Date,
): Promise<Result<string>> {
  authorize(actor, "teacher:manage");
  return transaction(actor, async (tx) => {
    const asked = await lockTransfer(tx, actor, transferId);
    if (asked.fromSchoolId !== actor.organisationId) throw new NotFound();
    if (asked.status === "withdrawn") return done(transferId);
    if (asked.status !== "asked") return refused(stands("transfer-answered-already"));
    await settle(tx, actor, transferId, "withdrawn", null, now);
    await record(tx, actor, asked.teacherId, "transfer-withdrawn", transferId, now);
    return done(transferId);
  });
}

/** Of two who answer at once, or answer and take back, the second sees what the first has done. */
async function lockTransfer(tx: Tx, { cityId, organisationId }: Actor, transferId: string): Promise<AskedTransfer> {
  const mine = sql`city_id = ${cityId} and id = ${transferId} and ${organisationId} in (from_school_id, to_school_id)`;
  // Who has answered can't be held any more: the policies let nobody change it.
  await tx.rows(sql`select 1 from transfers where ${mine} and status = 'asked' for update`);
  const found = await tx.first<AskedTransfer>(sql`
    select teacher_id as "teacherId", from_school_id as "fromSchoolId", to_school_id as "toSchoolId", last_day as "lastDay", status,
      asked_by as "askedBy"
    from transfers where ${mine}`);
  if (!found) throw new NotFound();
  return found;
}

async function schoolIsClosed(tx: Tx, { cityId, organisationId }: Actor): Promise<boolean> {
  const closed = sql`select 1 from organisations where city_id = ${cityId} and id = ${organisationId} and closed_on is not null`;
  return (await tx.first(closed)) !== undefined;
}

async function settle(
  tx: Tx,
  { cityId, accountId }: Actor,
  transferId: string,
  status: "declined" | "withdrawn",
  words: string | null,
  now: Date,
): Promise<void> {
  await tx.run(sql`
    update transfers set status = ${status}::ask_status, answered_by = ${accountId}, answered_at = ${now}, note = ${words}
    where city_id = ${cityId} and id = ${transferId}`);
}

async function record(
  tx: Tx,
  actor: Actor,
  teacherId: number,
  kind: string,
  transferId: string,
  now: Date,
): Promise<void> {
  await tx.run(sql`insert into audit_events (city_id, account_id, teacher_id, kind, subject, at)
    values (${actor.cityId}, ${actor.accountId}, ${teacherId}, ${kind}, ${`transfer ${transferId}`}, ${now})`);
}
