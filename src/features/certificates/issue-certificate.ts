import { createHash, randomBytes } from "node:crypto";
import { z } from "zod";
import { type BalanceFacts, type CreditAccount, readBalanceFacts } from "@/ledger/renew-balance";
import { type Balance, computeBalance } from "@/rules/balance";
import { CODE_BYTES, certificateCode, certificateNumber, certificateViolation } from "@/rules/certificates";
import { invariant } from "@/rules/invariant";
import { noticeOf } from "@/rules/policy";
import type { Actor } from "@/server/actor";
import { authorize } from "@/server/authorize";
import { STATUS_PLACES } from "@/server/credential/status-places";
import { type Tx, transaction } from "@/server/db";
import { Forbidden, NotFound } from "@/server/errors";
import { id } from "@/server/form-fields";
import { done, type Result, refused } from "@/server/result";
import { sql } from "@/server/sql";
import { type Statement, signStatement } from "./statement";
import { cyclesTakenBack } from "./taken-back";

export const CertificateInput = z.object({
  cycleId: z.coerce.number().int().positive().max(2_147_483_647),
  formId: id,
  /** The valid one that a new one is to replace: the name was corrected, credits were added. */
  instead: id.optional().catch(undefined),
});
export type CertificateInput = z.output<typeof CertificateInput>;

/**
 * A teacher's own certificate of a complete cycle: judged by the rules of the ledger as it stands now, signed, one valid one for
 * each cycle. Asked for again, it is the one that there is.
 * @returns the certificate's id
 */
export async function issueCertificate(actor: Actor, input: CertificateInput, now: Date): Promise<Result<string>> {
  authorize(actor, "certificate:issue");
  const { cityId, teacherId } = actor;
  if (teacherId === null) throw new Forbidden();
  const account = { cityId, teacherId, cycleId: input.cycleId };
  return transaction(actor, async (tx) => {
    const head = await tx.first<Head>(
      sql`select head_seq as seq, encode(head_hash, 'hex') as hash from hold_own_balance(${input.cycleId})`,
    );
    if (!head) throw new NotFound();
    const known = await existing(tx, account, input);
    if (known !== undefined) return done(known);
    const [facts, takenBack] = await Promise.all([readBalanceFacts(tx, account), cyclesTakenBack(tx, account)]);
    const balance = computeBalance(facts.inForce.policy, facts.employments, facts.facts);
    const violation = certificateViolation(balance, takenBack.includes(input.cycleId));
    if (violation) return refused(violation);
    if (input.instead) await giveUp(tx, actor, account, input.instead, now);
    await write(tx, await statementOf(tx, account, input.formId, { facts, balance, head }, now), cityId, now);
    await tx.run(sql`insert into audit_events (city_id, account_id, teacher_id, kind, subject, at)
      values (${cityId}, ${actor.accountId}, ${teacherId}, 'certificate-issued', ${input.formId}, ${now})`);
    return done(input.formId);
  });
}

type Head = Statement["head"];

/** The one that this form has made already, or the valid one, unless it is to be replaced. */
async function existing(
  tx: Tx,
  { cityId, teacherId, cycleId }: CreditAccount,
  { formId, instead }: CertificateInput,
): Promise<string | undefined> {
  const found = await tx.rows<{ id: string; valid: boolean }>(sql`
    select id, revoked_at is null as valid from certificates
    where city_id = ${cityId} and teacher_id = ${teacherId} and cycle_id = ${cycleId}
      and (id = ${formId} or revoked_at is null)`);
  const made = found.find((one) => one.id === formId);
  return (made ?? found.find((one) => one.valid && one.id !== instead))?.id;
}

async function giveUp(
  tx: Tx,
  { accountId }: Actor,
  { cityId, teacherId, cycleId }: CreditAccount,
  certificateId: string,
  now: Date,
): Promise<void> {
  await tx.run(sql`
    update certificates set revoked_at = ${now}, revoked_by = ${accountId}, revocation = 'reissued'
    where city_id = ${cityId} and teacher_id = ${teacherId} and cycle_id = ${cycleId} and id = ${certificateId} and revoked_at is null`);
}

interface Person {
  name: string;
  school: string;
  county: string | null;
  issuer: string;
  cityCode: string;
  cycle: Statement["cycle"];
}

async function statementOf(
  tx: Tx,
  { cityId, teacherId, cycleId }: CreditAccount,
  certificateId: string,
  { facts, balance, head }: { facts: BalanceFacts; balance: Balance; head: Head },
  now: Date,
): Promise<Statement & { place: number }> {
  const [person, drawn] = await Promise.all([
    tx.first<Person>(sql`
      select t.name, s.name as school, k.name as county, b.name as issuer, y.code as "cityCode",
        json_build_object('id', c.id, 'name', c.name, 'fromYear', c.from_year, 'toYear', c.to_year) as cycle
      from teachers t join cities y on y.id = t.city_id
      join organisations s on s.city_id = t.city_id and s.id = t.school_id
      left join organisations k on k.city_id = t.city_id and k.id = t.county_id
      join organisations b on b.city_id = t.city_id and b.kind = 'city'
      join cycles c on c.city_id = t.city_id and c.id = ${cycleId}
      where t.city_id = ${cityId} and t.id = ${teacherId}
      order by b.id limit 1`),
    tx.first<{ serial: number; place: number }>(
      sql`select serial, place from draw_certificate_place(${cycleId}, ${STATUS_PLACES})`,
    ),
  ]);
  invariant(person && drawn, "a teacher has a school, and a certificate a place");
  const { cityCode, ...named } = person;
  return {
    id: certificateId,
    number: certificateNumber(cityCode, named.cycle.fromYear, drawn.serial),
    code: certificateCode(randomBytes(CODE_BYTES)),
    teacherId,
    ...named,
    totalTenths: balance.totalTenths,
    requiredTotalTenths: balance.requiredTotalTenths,
    onlineTenths: balance.onlineTenths,
    onlineMetTenths: balance.onlineMetTenths,
    requiredOnlineTenths: balance.requiredOnlineTenths,
    deemed: balance.deemed !== null,
    policyVersion: facts.inForce.version,
    notice: noticeOf(facts.inForce.policy),
    head,
    issuedAt: now.toISOString(),
    place: drawn.place,
  };
}

async function write(tx: Tx, { place, ...statement }: Statement & { place: number }, cityId: number, now: Date) {
  const { sealed, signature, keyId } = signStatement(statement);
  await tx.run(sql`
    insert into certificates (city_id, id, teacher_id, cycle_id, number, code_hash, sealed, signature, key_id, status_index, head_seq,
      issued_at)
    values (${cityId}, ${statement.id}, ${statement.teacherId}, ${statement.cycle.id}, ${statement.number}, ${codeHash(statement.code)},
      ${sealed}, ${signature}, ${keyId}, ${place}, ${statement.head.seq}, ${now})`);
}

/** What is kept of a code to find its certificate by; 120 random bits need no slow hash. */
export const codeHash = (code: string): Buffer => createHash("sha256").update(code, "utf8").digest();
