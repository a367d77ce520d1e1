import { policyInForce } from "@/ledger/cycle-policy";
import type { ProjectState } from "@/ledger/project-state";
import { type CalendarDate, compareDates } from "@/rules/calendar";
import type { Employment } from "@/rules/duty";
import { judgeParticipant, type ParticipantRole, type ParticipantVerdict } from "@/rules/participants";
import type { Actor } from "@/server/actor";
import type { Tx } from "@/server/db";
import { NotFound } from "@/server/errors";
import { sql } from "@/server/sql";

/** The person whom a report is about, as crediting asks. */
export interface ReportedPerson {
  teacherId: number;
  certificateNumber: string | null;
  schoolId: number;
  countyId: number | null;
  schoolIsPrivate: boolean;
}

type AddedTo = Pick<
  ProjectState,
  "id" | "cycleId" | "kind" | "title" | "trainingKey" | "startsOn" | "endsOn" | "hoursTenths" | "lecturerHoursTenths"
>;

interface LiveTraining {
  projectId: string | null;
  role: ParticipantRole | null;
  trainingKey: string | null;
  title: string;
  startsOn: CalendarDate | null;
  endsOn: CalendarDate | null;
}

/** Judges one person added to a training as a row of its roster is judged (R0, R13, R16). */
export async function judgeAddition(
  tx: Tx,
  { cityId }: Actor,
  project: AddedTo,
  teacherId: number,
  line: { role: ParticipantRole; hoursTenths: number | null },
): Promise<{ verdict: ParticipantVerdict; person: ReportedPerson }> {
  const [inForce, person, employments, beside] = await Promise.all([
    policyInForce(tx, cityId, project.cycleId),
    tx.first<ReportedPerson>(sql`
      select t.id as "teacherId", t.certificate_number as "certificateNumber", t.school_id as "schoolId",
        t.county_id as "countyId", s.is_private as "schoolIsPrivate"
      from teachers t join organisations s on s.city_id = t.city_id and s.id = t.school_id
      where t.city_id = ${cityId} and t.id = ${teacherId}`),
    tx.rows<Employment>(sql`
      select starts_on as "from", ends_on as "to" from employments_of(${cityId}, ${[teacherId]}::int[])`),
    tx.rows<LiveTraining>(sql`
      select b.project_id as "projectId", b.participant_role as role, b.training_key as "trainingKey", b.title,
        b.starts_on as "startsOn", b.ends_on as "endsOn"
      from trainings_beside(${cityId}, null, ${[teacherId]}::int[], ${[project.trainingKey]}::text[], ${project.startsOn},
        ${project.endsOn}) b`),
  ]);
  if (!person) throw new NotFound();
  // Of one training those who taught and attended have both, and the larger counts (R16).
  const ofThis = (other: LiveTraining) => other.projectId === project.id || other.trainingKey === project.trainingKey;
  const same = (other: LiveTraining) => ofThis(other) && (other.role ?? "attended") === line.role;
  const verdict = judgeParticipant(inForce.policy, project, line, {
    ...person,
    employments,
    beside: beside
      .filter((other) => same(other) || (!ofThis(other) && overlaps(other, project)))
      .map((other) => ({ ...other, same: same(other) })),
    twice: false,
  });
  return { verdict, person };
}

const overlaps = ({ startsOn, endsOn }: LiveTraining, project: AddedTo) =>
  startsOn !== null &&
  endsOn !== null &&
  compareDates(startsOn, project.endsOn) <= 0 &&
  compareDates(endsOn, project.startsOn) >= 0;
