import { judgeCorrectionAnswer } from "@/rules/corrections";
import type { IdentityDocument, IdentityKind } from "@/rules/documents";
import { maskIdentityNumber } from "@/rules/identity";
import type { Actor } from "@/server/actor";
import { authorize } from "@/server/authorize";
import { type Tx, transaction } from "@/server/db";
import { NotFound } from "@/server/errors";
import { openText } from "@/server/identity-vault";
import { sql } from "@/server/sql";
import {
  type CorrectionState,
  correctionColumns,
  isTaken,
  openValue,
  type ShownValue,
  shownValue,
} from "./person-correction";

/** One correction before its school or its superior. */
export interface CorrectionView
  extends Pick<CorrectionState, "id" | "teacherId" | "kind" | "status" | "askedAt" | "reason" | "answeredAt" | "note"> {
  before: ShownValue;
  after: ShownValue;
  /** Numbers stand in full. */
  revealed: boolean;
  teacherName: string;
  teacherNumber: string;
  schoolName: string;
  holderName: string;
  askedByName: string;
  answeredByName: string | null;
  /** This actor may answer now. */
  mayAnswer: boolean;
  /** It waits, and is the actor's own or about the actor. */
  own: boolean;
  /** It can be taken back. */
  mayWithdraw: boolean;
  /** Another record has the document, so that accepting is in vain. */
  taken: boolean;
}

type Row = CorrectionState &
  Pick<
    CorrectionView,
    "teacherName" | "teacherNumber" | "schoolName" | "holderName" | "askedByName" | "answeredByName"
  >;

/**
 * One correction, for the school that asked and the superior that answers.
 * @param reveal shows numbers in full, which goes on record
 * @throws NotFound for everybody else
 */
export async function readPersonCorrection(
  actor: Actor,
  id: string,
  { reveal }: { reveal: boolean },
  now: Date,
): Promise<CorrectionView> {
  authorize(actor, actor.role === "school" ? "person:correct" : "person:decide");
  if (reveal) authorize(actor, "identity:reveal");
  const mine =
    actor.role === "school" ? sql`c.school_id = ${actor.organisationId}` : sql`c.holder_id = ${actor.organisationId}`;
  return transaction(actor, async (tx) => {
    const row = await tx.first<Row>(sql`
      select ${correctionColumns}, t.name as "teacherName", t.teacher_number as "teacherNumber", s.name as "schoolName",
        h.name as "holderName", q.display_name as "askedByName", a.display_name as "answeredByName"
      from person_corrections c
      join teachers t on t.city_id = c.city_id and t.id = c.teacher_id
      join organisations s on s.city_id = c.city_id and s.id = c.school_id
      join organisations h on h.city_id = c.city_id and h.id = c.holder_id
      join accounts q on q.city_id = c.city_id and q.id = c.asked_by
      left join accounts a on a.city_id = c.city_id and a.id = c.answered_by
      where c.city_id = ${actor.cityId} and c.id = ${id} and ${mine}`);
    if (!row) throw new NotFound();
    const revealed = reveal && row.kind === "identity";
    if (revealed) await recordReveal(tx, actor, row, now);
    return viewOf(row, actor, revealed, await isTaken(tx, actor, row.teacherId, openValue(row.after)));
  });
}

function viewOf(row: Row, actor: Actor, revealed: boolean, taken: boolean): CorrectionView {
  const { before, after, schoolId: _, holderId, askedBy, ...rest } = row;
  const decides = actor.role !== "school" && holderId === actor.organisationId && row.status === "asked";
  const barred = judgeCorrectionAnswer({ accepts: false, note: "" }, { ...row, askedBy, taken }, actor).length > 0;
  return {
    ...rest,
    before: shownValue(before, revealed),
    after: shownValue(after, revealed),
    revealed,
    mayAnswer: decides && !barred,
    own: decides && barred,
    mayWithdraw: actor.role === "school" && row.status === "asked",
    taken: taken && row.status === "asked",
  };
}

/** What the record of one of the school's teachers says now, the number masked. */
export interface CorrectableRecord {
  name: string;
  document: IdentityDocument;
}

/**
 * Before a school asks.
 * @throws NotFound for anybody but its own teachers
 */
export async function readCorrectable(actor: Actor, teacherId: number): Promise<CorrectableRecord> {
  authorize(actor, "person:correct");
  const row = await transaction(actor, (tx) =>
    tx.first<{ name: string; kind: IdentityKind; sealed: Uint8Array }>(sql`
      select name, identity_kind as kind, identity_cipher as sealed from teachers
      where city_id = ${actor.cityId} and id = ${teacherId} and school_id = ${actor.organisationId}`),
  );
  if (!row) throw new NotFound();
  return { name: row.name, document: { kind: row.kind, number: maskIdentityNumber(openText(row.sealed)) } };
}

async function recordReveal(tx: Tx, actor: Actor, { id, teacherId }: Row, now: Date): Promise<void> {
  await tx.run(sql`insert into audit_events (city_id, account_id, teacher_id, kind, subject, at)
    values (${actor.cityId}, ${actor.accountId}, ${teacherId}, 'identity-reveal', ${`correction ${id}`}, ${now})`);
}
