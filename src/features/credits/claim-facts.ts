import { readRounds } from "@/ledger/registration-rounds";
import type { CalendarDate } from "@/rules/calendar";
import type { EvidenceKind } from "@/rules/credit-entry";
import type { Reopening, Round } from "@/rules/deadlines";
import { grouped } from "@/rules/grouped";
import type { OtherEntry } from "@/rules/special-credit";
import type { Actor } from "@/server/actor";
import type { Tx } from "@/server/db";
import { NotFound } from "@/server/errors";
import { sql } from "@/server/sql";

/** The teacher that a claim credits, as the rules ask about them. */
export interface ClaimTeacher {
  teacherId: number;
  certificateNumber: string | null;
  schoolId: number;
  countyId: number | null;
  schoolIsPrivate: boolean;
  /** Who, beside the claimant, could do the school's first review. */
  otherAdministrators: number;
}

export interface ClaimFacts {
  teacher: ClaimTeacher;
  employments: { from: CalendarDate; to: CalendarDate | null }[];
  /** The teacher's other entries, ended ones too. */
  otherEntries: OtherEntry[];
  evidenceKinds: Set<EvidenceKind>;
  rounds: Round[];
  reopenings: Reopening[];
}

/** A claim, told by its id, and whom it credits. */
export interface ClaimOf {
  claimId: string;
  teacherId: number;
}

/**
 * Reads everything that a claim is judged by.
 * @throws NotFound when the actor may not see the teacher
 */
export async function readClaimFacts(tx: Tx, actor: Actor, teacherId: number, claimId: string): Promise<ClaimFacts> {
  const [facts] = await readFactsOfClaims(tx, actor, [{ claimId, teacherId }]);
  if (!facts) throw new NotFound();
  return facts;
}

/** The same for any number of claims, by as many statements; null for one whose teacher the actor may not see. */
export async function readFactsOfClaims(
  tx: Tx,
  { cityId }: Actor,
  claims: readonly ClaimOf[],
): Promise<(ClaimFacts | null)[]> {
  const teacherIds = [...new Set(claims.map(({ teacherId }) => teacherId))];
  const claimIds = claims.map(({ claimId }) => claimId);
  const [teachers, employments, entries, evidence, { rounds, reopenings }] = await Promise.all([
    tx.rows<ClaimTeacher>(sql`
      select t.id as "teacherId", t.certificate_number as "certificateNumber", t.school_id as "schoolId",
        t.county_id as "countyId", s.is_private as "schoolIsPrivate",
        other_administrators(t.city_id, t.school_id, t.id) as "otherAdministrators"
      from teachers t join organisations s on s.city_id = t.city_id and s.id = t.school_id
      where t.city_id = ${cityId} and t.id = any(${teacherIds}::int[])`),
    tx.rows<{ teacherId: number; from: CalendarDate; to: CalendarDate | null }>(sql`
      select teacher_id as "teacherId", starts_on as "from", ends_on as "to" from employments
      where city_id = ${cityId} and teacher_id = any(${teacherIds}::int[]) order by starts_on`),
    tx.rows<OtherEntry & { teacherId: number }>(sql`
      select teacher_id as "teacherId", id, source, year, status, training_key as "trainingKey", certificate_key as "certificateKey"
      from credit_entries where city_id = ${cityId} and teacher_id = any(${teacherIds}::int[])`),
    tx.rows<{ claimId: string; kind: EvidenceKind }>(sql`
      select distinct claim_id as "claimId", kind from evidence_files
      where city_id = ${cityId} and claim_id = any(${claimIds}::uuid[])`),
    readRounds(tx, cityId),
  ]);
  const people = new Map(teachers.map((teacher) => [teacher.teacherId, teacher]));
  const posts = grouped(employments, ({ teacherId }) => teacherId);
  const credits = grouped(entries, ({ teacherId }) => teacherId);
  const scans = grouped(evidence, ({ claimId }) => claimId);
  return claims.map(({ claimId, teacherId }) => {
    const teacher = people.get(teacherId);
    if (!teacher) return null;
    return {
      teacher,
      employments: posts.get(teacherId) ?? [],
      otherEntries: (credits.get(teacherId) ?? []).filter(({ id }) => id !== claimId),
      evidenceKinds: new Set(scans.get(claimId)?.map(({ kind }) => kind)),
      rounds,
      reopenings,
    };
  });
}
