import { z } from "zod";
import { CORRECTION_KINDS, type CorrectedValue, judgeCorrection } from "@/rules/corrections";
import { IDENTITY_KINDS, type IdentityKind, parseDocument } from "@/rules/documents";
import { invariant } from "@/rules/invariant";
import { misshapen, stepViolation } from "@/rules/verdict";
import type { Actor } from "@/server/actor";
import { authorize } from "@/server/authorize";
import { type Tx, transaction } from "@/server/db";
import { NotFound } from "@/server/errors";
import { choice, id, text, truthful } from "@/server/form-fields";
import { openText } from "@/server/identity-vault";
import { tellOfficers } from "@/server/inbox";
import { done, type Result, refused } from "@/server/result";
import { sql } from "@/server/sql";
import { isTaken, recordCorrection, sealValue } from "./person-correction";

const common = {
  /** Made with the form, so that the same form sent twice is one correction; the scan is kept under it. */
  correctionId: id,
  teacherId: z.coerce.number({ error: "required" }).int().positive().max(2_147_483_647),
  correctionReason: text(500),
  truthful,
};

export const CorrectionInput = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("name"), newName: text(100), ...common }),
  z.object({
    kind: z.literal("identity"),
    documentKind: choice(IDENTITY_KINDS),
    documentNumber: text(40),
    ...common,
  }),
]);
export type CorrectionInput = z.output<typeof CorrectionInput>;

export const CorrectionKindQuery = z.enum(CORRECTION_KINDS).nullable().catch(null);

/**
 * A school asks its superior to correct the name or the document of one of its teachers, with a scan of the proof. Answers the
 * correction's id.
 * @throws NotFound
 */
export async function askPersonCorrection(actor: Actor, input: CorrectionInput, now: Date): Promise<Result<string>> {
  authorize(actor, "person:correct");
  const after = correctedTo(input);
  if (!after.ok) return after;
  const { correctionId, teacherId } = input;
  return transaction(actor, async (tx) => {
    // The form waits for its scan, which is held under the same key.
    await tx.rows(sql`select pg_advisory_xact_lock(hashtextextended(${correctionId}, 1))`);
    const facts = await readFacts(tx, actor, input);
    if (facts.asked) return done(correctionId);
    if (facts.idTaken) return refused(stepViolation("not-in-this-state"));
    const taken = await isTaken(tx, actor, teacherId, after.value);
    const violations = judgeCorrection(facts.before, after.value, { ...facts, taken });
    if (violations.length > 0) return refused(...violations);
    const { countyId, holderId } = facts;
    await tx.run(sql`
      insert into person_corrections (city_id, id, teacher_id, kind, before, after, school_id, county_id, holder_id, status,
        asked_by, asked_at, reason)
      values (${actor.cityId}, ${correctionId}, ${teacherId}, ${input.kind}::correction_kind, ${sealValue(facts.before)},
        ${sealValue(after.value)}, ${actor.organisationId}, ${countyId}, ${holderId}, 'asked', ${actor.accountId}, ${now},
        ${input.correctionReason})`);
    await recordCorrection(tx, actor, { id: correctionId, teacherId }, "correction-asked", now);
    const telling = { kind: "correction_asked", subjectId: correctionId, title: actor.organisationName } as const;
    await tellOfficers(tx, actor.cityId, holderId, countyId === null ? "city" : "county", telling, now);
    return done(correctionId);
  });
}

function correctedTo(input: CorrectionInput): Result<CorrectedValue> {
  if (input.kind === "name") return done({ kind: "name", name: input.newName });
  const parsed = parseDocument(input.documentKind, input.documentNumber);
  if (parsed.ok) return done({ kind: "identity", document: parsed.value });
  return refused({ ...misshapen("required", "documentNumber"), code: parsed.code });
}

interface AskFacts {
  before: CorrectedValue;
  countyId: number | null;
  holderId: number;
  merged: boolean;
  open: boolean;
  proved: boolean;
  /** The same form was accepted before. */
  asked: boolean;
  /** Something else has this id, or somebody else brought files under it. */
  idTaken: boolean;
}

type FactsRow = Omit<AskFacts, "before"> & { name: string; documentKind: IdentityKind; sealed: Uint8Array };

/** Holds the teacher, so that nobody merges the record, or asks for the same, meanwhile. */
async function readFacts(
  tx: Tx,
  { cityId, organisationId, accountId }: Actor,
  { teacherId, correctionId, kind }: CorrectionInput,
): Promise<AskFacts> {
  const held = await tx.first(sql`
    select 1 from teachers where city_id = ${cityId} and id = ${teacherId} and school_id = ${organisationId} for no key update`);
  if (!held) throw new NotFound();
  const row = await tx.first<FactsRow>(sql`
    select t.name, t.identity_kind as "documentKind", t.identity_cipher as sealed, t.county_id as "countyId",
      coalesce(t.county_id, (select o.id from organisations o where o.city_id = t.city_id and o.kind = 'city')) as "holderId",
      t.merged_into_id is not null as merged,
      exists (select 1 from person_corrections c where c.city_id = t.city_id and c.teacher_id = t.id and c.status = 'asked'
        and c.kind = ${kind}::correction_kind) as open,
      exists (select 1 from evidence_files f where f.city_id = t.city_id and f.claim_id = ${correctionId}
        and f.kind = 'identity_proof') as proved,
      exists (select 1 from person_corrections c where c.city_id = t.city_id and c.id = ${correctionId}
        and c.asked_by = ${accountId}) as asked,
      correction_is_asked(${cityId}, ${correctionId}) or not claim_is_open(${cityId}, ${correctionId}) or exists (
        select 1 from credit_entries e where e.city_id = ${cityId} and e.id = ${correctionId}) as "idTaken"
    from teachers t where t.city_id = ${cityId} and t.id = ${teacherId}`);
  invariant(row, `teacher ${teacherId} is held`);
  const { name, documentKind, sealed, ...facts } = row;
  const before: CorrectedValue =
    kind === "name" ? { kind, name } : { kind, document: { kind: documentKind, number: openText(sealed) } };
  return { ...facts, before };
}
