import { policyInForce } from "@/ledger/cycle-policy";
import type { ProjectState } from "@/ledger/project-state";
import { judgeParticipant, type ParticipantVerdict, type RosterLine } from "@/rules/participants";
import type { Actor } from "@/server/actor";
import type { Tx } from "@/server/db";
import { NotFound } from "@/server/errors";
import { sql } from "@/server/sql";
import { creditsBeside, employmentsOf } from "./credit-facts";

/** The person whom a report is about, as crediting asks. */
export interface ReportedPerson {
  certificateNumber: string | null;
  schoolId: number;
  countyId: number | null;
  schoolIsPrivate: boolean;
}

type AddedTo = Pick<
  ProjectState,
  "id" | "cycleId" | "kind" | "trainingKey" | "startsOn" | "endsOn" | "hoursTenths" | "lecturerHoursTenths"
>;

/** Judges one person added to a training as a row of its roster is judged (R0, R13, R16). */
export async function judgeAddition(
  tx: Tx,
  { cityId }: Actor,
  project: AddedTo,
  teacherId: number,
  line: RosterLine,
): Promise<{ verdict: ParticipantVerdict; person: ReportedPerson }> {
  const [inForce, person, employments, beside, onIt] = await Promise.all([
    policyInForce(tx, cityId, project.cycleId),
    tx.first<ReportedPerson>(sql`
      select t.certificate_number as "certificateNumber", t.school_id as "schoolId", t.county_id as "countyId",
        s.is_private as "schoolIsPrivate"
      from teachers t join organisations s on s.city_id = t.city_id and s.id = t.school_id
      where t.city_id = ${cityId} and t.id = ${teacherId}`),
    employmentsOf(tx, cityId, [teacherId]),
    creditsBeside(tx, cityId, {
      projectId: project.id,
      teacherIds: [teacherId],
      trainingKeys: [project.trainingKey],
      from: project.startsOn,
      to: project.endsOn,
    }),
    tx.first<{ title: string }>(sql`
      select title from credit_entries where city_id = ${cityId} and project_id = ${project.id} and teacher_id = ${teacherId}
        and participant_role = ${line.role}::participant_role and status not in ('refused', 'withdrawn', 'revoked') limit 1`),
  ]);
  if (!person) throw new NotFound();
  const others = beside(teacherId).map((other) => ({ ...other, same: other.trainingKey === project.trainingKey }));
  // Those who stand on it in the other role may be added: both are kept, and the larger counts (R16).
  const own = onIt ? [{ same: true, title: onIt.title, startsOn: project.startsOn, endsOn: project.endsOn }] : [];
  const verdict = judgeParticipant(inForce.policy, project, line, {
    ...person,
    employments: employments(teacherId),
    beside: [...own, ...others],
    twice: false,
  });
  return { verdict, person };
}
