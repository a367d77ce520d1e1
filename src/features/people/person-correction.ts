import type { AskStatus, CorrectedValue, CorrectionKind } from "@/rules/corrections";
import type { IdentityDocument } from "@/rules/documents";
import { maskIdentityNumber } from "@/rules/identity";
import type { Actor } from "@/server/actor";
import type { Tx } from "@/server/db";
import { identityHash, openText, sealText } from "@/server/identity-vault";
import { sql } from "@/server/sql";

/** A correction as it stands, values sealed. */
export interface CorrectionState {
  id: string;
  teacherId: number;
  kind: CorrectionKind;
  before: Uint8Array;
  after: Uint8Array;
  schoolId: number;
  holderId: number;
  status: AskStatus;
  askedBy: number;
  askedAt: Date;
  reason: string;
  answeredAt: Date | null;
  note: string | null;
}

/** The columns of a CorrectionState, of a table or alias named `c`. */
export const correctionColumns = sql`c.id, c.teacher_id as "teacherId", c.kind, c.before, c.after, c.school_id as "schoolId",
  c.holder_id as "holderId", c.status, c.asked_by as "askedBy", c.asked_at as "askedAt", c.reason, c.answered_at as "answeredAt", c.note`;

export const sealValue = (value: CorrectedValue): Buffer => sealText(JSON.stringify(value));
export const openValue = (sealed: Uint8Array): CorrectedValue => JSON.parse(openText(sealed)) as CorrectedValue;

/** A value as it is shown: a name, or a document with its number masked unless it is revealed. */
export type ShownValue = { kind: "name"; name: string } | { kind: "identity"; document: IdentityDocument };

export function shownValue(sealed: Uint8Array, revealed: boolean): ShownValue {
  const value = openValue(sealed);
  if (value.kind === "name" || revealed) return value;
  return { kind: "identity", document: { ...value.document, number: maskIdentityNumber(value.document.number) } };
}

/** Has another person's record this document? False of a name. */
export async function isTaken(
  tx: Tx,
  { cityId }: Pick<Actor, "cityId">,
  teacherId: number,
  value: CorrectedValue,
): Promise<boolean> {
  if (value.kind === "name") return false;
  const { kind, number } = value.document;
  const answer = await tx.first<{ taken: boolean }>(sql`
    select identity_is_taken(${cityId}, ${teacherId}, ${kind}::identity_kind, ${identityHash(kind, number)}) as taken`);
  return answer?.taken === true;
}

/** Takes hold of a correction, so that of two who answer at once the second sees what the first has said; null where none is seen. */
export async function lockCorrection(tx: Tx, { cityId }: Actor, id: string): Promise<CorrectionState | null> {
  const held = await tx.first<CorrectionState>(sql`
    select ${correctionColumns} from person_corrections c where c.city_id = ${cityId} and c.id = ${id} for update`);
  return held ?? null;
}

/** What was done with a correction goes on record, by the teacher whom it concerns. */
export async function recordCorrection(
  tx: Tx,
  actor: Actor,
  { id, teacherId }: Pick<CorrectionState, "id" | "teacherId">,
  kind: string,
  now: Date,
): Promise<void> {
  await tx.run(sql`insert into audit_events (city_id, account_id, teacher_id, kind, subject, at)
    values (${actor.cityId}, ${actor.accountId}, ${teacherId}, ${kind}, ${`correction ${id}`}, ${now})`);
}
