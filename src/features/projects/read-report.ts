import { type ProjectState, projectStateColumns } from "@/ledger/project-state";
import type { CalendarDate } from "@/rules/calendar";
import { judgeAddable, judgeAnswerer, REPORTABLE_KINDS } from "@/rules/missing-reports";
import type { ParticipantRole, ParticipantVerdict } from "@/rules/participants";
import type { ReasonCode } from "@/rules/reasons";
import type { Violation } from "@/rules/verdict";
import type { Actor } from "@/server/actor";
import { authorize } from "@/server/authorize";
import { type Tx, transaction } from "@/server/db";
import { NotFound } from "@/server/errors";
import { sql } from "@/server/sql";
import { judgeAddition } from "./judge-addition";
import type { ReportStatus } from "./list-reports";

/** A report as its teacher and its host have it before them. Hours in tenths. */
export interface ReportState {
  id: string;
  teacherId: number;
  projectId: string | null;
  hostId: number;
  title: string;
  endedOn: CalendarDate;
  hoursTenths: number;
  role: ParticipantRole;
  words: string | null;
  status: ReportStatus;
  reportedAt: Date;
  answeredAt: Date | null;
  reason: ReasonCode | null;
  answer: string | null;
  entryId: string | null;
}

/** A posted training of the host, to which somebody can be added. */
export interface AddableProject {
  id: string;
  title: string;
  endsOn: CalendarDate;
  hoursTenths: number;
}

export interface ReportView {
  report: ReportState;
  hostName: string;
  teacherName: string;
  teacherNumber: string;
  schoolName: string;
  answeredByName: string | null;
  project: ProjectState | null;
  /** This actor may answer now. */
  mayAnswer: boolean;
  /** What keeps the host from adding anybody to the named training. */
  against: Violation | null;
  /** What the rules say of adding the teacher to it. */
  verdict: ParticipantVerdict | null;
  /** Where the teacher could only describe the training: those of the host that it may be. */
  choices: AddableProject[];
}

/** The columns of a ReportState, of a table or alias named `r`. */
export const reportStateColumns = sql`r.id, r.teacher_id as "teacherId", r.project_id as "projectId", r.host_id as "hostId",
  r.title, r.ended_on as "endedOn", r.hours_tenths as "hoursTenths", r.role, r.words, r.status, r.reported_at as "reportedAt",
  r.answered_at as "answeredAt", r.reason, r.answer, r.entry_id as "entryId"`;

type ReportRow = ReportState &
  Pick<ReportView, "hostName" | "teacherName" | "teacherNumber" | "schoolName" | "answeredByName">;

/**
 * One report, for the teacher who sent it and for the host to whom it is addressed.
 * @throws NotFound for everybody else
 */
export async function readReport(actor: Actor, id: string): Promise<ReportView> {
  authorize(actor, "report:read");
  const mine =
    actor.role === "teacher" ? sql`r.teacher_id = ${actor.teacherId}` : sql`r.host_id = ${actor.organisationId}`;
  return transaction(actor, async (tx) => {
    const row = await tx.first<ReportRow>(sql`
      select ${reportStateColumns}, h.name as "hostName", t.name as "teacherName", t.teacher_number as "teacherNumber",
        s.name as "schoolName", a.display_name as "answeredByName"
      from missing_reports r
      join organisations h on h.city_id = r.city_id and h.id = r.host_id
      join organisations s on s.city_id = r.city_id and s.id = r.school_id
      join teachers t on t.city_id = r.city_id and t.id = r.teacher_id
      left join accounts a on a.city_id = r.city_id and a.id = r.answered_by
      where r.city_id = ${actor.cityId} and r.id = ${id} and ${mine}`);
    if (!row) throw new NotFound();
    const { hostName, teacherName, teacherNumber, schoolName, answeredByName, ...report } = row;
    const names = { hostName, teacherName, teacherNumber, schoolName, answeredByName };
    const project = report.projectId === null ? null : await readProjectOf(tx, actor.cityId, report.projectId);
    const answers = actor.role !== "teacher" && report.status === "open";
    return {
      report,
      ...names,
      project,
      mayAnswer: answers && judgeAnswerer({ ...report, open: true }, actor) === null,
      against: project && judgeAddable(project),
      verdict:
        answers && project ? (await judgeAddition(tx, actor, project, report.teacherId, lineOf(report))).verdict : null,
      choices: answers && !project ? await readChoices(tx, actor, report.endedOn) : [],
    };
  });
}

const lineOf = ({ role }: ReportState) => ({ role, hoursTenths: null });

/** Null when it isn't known to the actor any more: its host took it back. */
async function readProjectOf(tx: Tx, cityId: number, id: string): Promise<ProjectState | null> {
  const project = await tx.first<ProjectState>(
    sql`select ${projectStateColumns} from projects p where p.city_id = ${cityId} and p.id = ${id}`,
  );
  return project ?? null;
}

const MOST_CHOICES = 100;

/** The posted trainings of the actor's place, those that ended nearest to that day first. */
function readChoices(tx: Tx, { cityId, organisationId }: Actor, endedOn: CalendarDate): Promise<AddableProject[]> {
  return tx.rows<AddableProject>(sql`
    select p.id, p.title, p.ends_on as "endsOn", p.hours_tenths as "hoursTenths" from projects p
    where p.city_id = ${cityId} and p.host_id = ${organisationId} and p.status = 'posted'
      and p.kind = any(${REPORTABLE_KINDS}::project_kind[])
    order by abs(p.ends_on - ${endedOn}::date), p.id limit ${MOST_CHOICES}`);
}
