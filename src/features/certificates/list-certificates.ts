import { type BalanceFacts, readBalanceFacts } from "@/ledger/renew-balance";
import { type Balance, computeBalance } from "@/rules/balance";
import { certificateViolation } from "@/rules/certificates";
import type { Violation } from "@/rules/verdict";
import type { Actor } from "@/server/actor";
import { authorize } from "@/server/authorize";
import { type Tx, transaction } from "@/server/db";
import { NotFound } from "@/server/errors";
import { sql } from "@/server/sql";
import { type KeptStatement, openStatement, type Statement } from "./statement";
import { cyclesTakenBack } from "./taken-back";

export type Revocation = "credit-reversed" | "by-the-city" | "reissued";

/** That there is a certificate, and whether it is valid: what staff see of a teacher's, too. */
export interface CertificateLine {
  id: string;
  cycle: { id: number; name: string; fromYear: number; toYear: number };
  number: string;
  issuedAt: Date;
  revokedAt: Date | null;
  revocation: Revocation | null;
  note: string | null;
}

/** A valid certificate with its secret code, for the teacher whose it is. */
export interface OwnCertificate extends CertificateLine {
  code: string;
  /** It doesn't say any more what is: a name was corrected, credits were added. A new one can take its place. */
  outdated: boolean;
}

/** A cycle of a teacher: what stands against a certificate, or that there is one. */
export interface CertificateCycle {
  cycle: { id: number; name: string };
  balance: Balance;
  violation: Violation | null;
  valid: OwnCertificate | null;
  earlier: CertificateLine[];
}

/**
 * The certificates of a teacher, the newest first.
 * @param teacherId the actor's own or, for staff, a teacher of theirs
 */
export async function listCertificates(actor: Actor, teacherId: number): Promise<CertificateLine[]> {
  authorize(actor, "certificate:read");
  return transaction(actor, (tx) => readLines(tx, actor.cityId, teacherId));
}

/** The teacher's own certificates, cycle by cycle, the newest first, with what is missing where there is none. */
export async function readOwnCertificates(actor: Actor): Promise<CertificateCycle[]> {
  authorize(actor, "certificate:issue");
  const { cityId, teacherId } = actor;
  if (teacherId === null) throw new NotFound();
  return transaction(actor, async (tx) => {
    const [cycles, lines, takenBack, kept] = await Promise.all([
      tx.rows<OwnCycle>(sql`
        select c.id, c.name, t.name as "teacherName"
        from balances b join cycles c on c.city_id = b.city_id and c.id = b.cycle_id
        join teachers t on t.city_id = b.city_id and t.id = b.teacher_id
        where b.city_id = ${cityId} and b.teacher_id = ${teacherId} order by c.from_year desc`),
      readLines(tx, cityId, teacherId),
      cyclesTakenBack(tx, { cityId, teacherId }),
      tx.rows<KeptStatement>(sql`
        select d.sealed, d.signature, d.key_id as "keyId" from certificates c, lateral certificate_document(c.id) d
        where c.city_id = ${cityId} and c.teacher_id = ${teacherId} and c.revoked_at is null`),
    ]);
    const statements = kept.map((one) => openStatement(one).statement);
    // A teacher has two or three in a working life.
    return Promise.all(
      cycles.map(async (cycle) => {
        const facts = await readBalanceFacts(tx, { cityId, teacherId, cycleId: cycle.id });
        return cycleOf({ ...cycle, takenBack: takenBack.includes(cycle.id) }, facts, lines, statements);
      }),
    );
  });
}

interface OwnCycle {
  id: number;
  name: string;
  teacherName: string;
}

function cycleOf(
  { id, name, teacherName, takenBack }: OwnCycle & { takenBack: boolean },
  { inForce, employments, facts }: BalanceFacts,
  lines: readonly CertificateLine[],
  statements: readonly Statement[],
): CertificateCycle {
  const balance = computeBalance(inForce.policy, employments, facts);
  const violation = certificateViolation(balance, takenBack);
  const own = lines.filter((line) => line.cycle.id === id);
  const line = own.find(({ revokedAt }) => revokedAt === null);
  const statement = statements.find((one) => one.id === line?.id);
  const now = { name: teacherName, totalTenths: balance.totalTenths, onlineMetTenths: balance.onlineMetTenths };
  const differs = (field: keyof typeof now) => statement?.[field] !== now[field];
  const outdated = violation === null && (["name", "totalTenths", "onlineMetTenths"] as const).some(differs);
  return {
    cycle: { id, name },
    balance,
    violation,
    valid: line && statement ? { ...line, code: statement.code, outdated } : null,
    earlier: own.filter((one) => one !== line),
  };
}

function readLines(tx: Tx, cityId: number, teacherId: number): Promise<CertificateLine[]> {
  return tx.rows<CertificateLine>(sql`
    select f.id, json_build_object('id', c.id, 'name', c.name, 'fromYear', c.from_year, 'toYear', c.to_year) as cycle, f.number, f.issued_at as "issuedAt",
      f.revoked_at as "revokedAt", f.revocation, f.note
    from certificates f join cycles c on c.city_id = f.city_id and c.id = f.cycle_id
    where f.city_id = ${cityId} and f.teacher_id = ${teacherId} order by f.issued_at desc, f.number desc`);
}
