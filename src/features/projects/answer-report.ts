import { z } from "zod";
import { openEntries } from "@/ledger/open-entries";
import { lockProject, type ProjectState } from "@/ledger/project-state";
import { statusOfStep } from "@/rules/approval";
import { invariant } from "@/rules/invariant";
import { judgeAddable, judgeAnswerer, REPORTABLE_KINDS } from "@/rules/missing-reports";
import { PROJECTS, routeOfProject } from "@/rules/projects";
import { judgeReason } from "@/rules/reasons";
import { misshapen, stepViolation } from "@/rules/verdict";
import type { Actor } from "@/server/actor";
import { authorize } from "@/server/authorize";
import { type Tx, transaction } from "@/server/db";
import { NotFound } from "@/server/errors";
import { choice, id, note, optional, tenths } from "@/server/form-fields";
import { tellTeacher } from "@/server/inbox";
import { done, type Result, refused } from "@/server/result";
import { sql } from "@/server/sql";
import { placeOfSchoolRun } from "./credit-facts";
import { judgeAddition, type ReportedPerson } from "./judge-addition";
import { type ReportState, reportStateColumns } from "./read-report";
import { bureauOf } from "./report-hosts";

export const AnswerInput = z.object({
  reportId: id,
  action: choice(["add", "decline"]),
  /** Where the teacher could only describe it: which training of the host's it was. */
  projectId: optional(id),
  /** Fewer than the training has; empty: as many. */
  hours: optional(tenths),
  reason: z.string().max(60).optional().catch(undefined),
  answer: note,
});
export type AnswerInput = z.output<typeof AnswerInput>;

/**
 * The host adds the teacher to the training, or says why not (N3.1). What is added goes its own way through the training's
 * steps; it is never posted by it.
 * @throws NotFound when the report isn't addressed to the actor's place
 */
export async function answerReport(actor: Actor, input: AnswerInput, now: Date): Promise<Result<string>> {
  authorize(actor, "report:answer");
  return transaction(actor, async (tx) => {
    const report = await lockReport(tx, actor, input.reportId);
    const barred = judgeAnswerer({ ...report, open: report.status === "open" }, actor);
    if (barred) return refused(barred);
    const entryId = input.action === "add" ? await add(tx, actor, report, input, now) : decline(input);
    if (!entryId.ok) return entryId;
    await tx.run(sql`
      update missing_reports set status = ${input.action === "add" ? "added" : "declined"}::report_status,
        answered_by = ${actor.accountId}, answered_at = ${now}, entry_id = ${entryId.value}::uuid, answer = ${input.answer},
        reason = ${input.action === "add" ? null : input.reason}
      where city_id = ${actor.cityId} and id = ${report.id} and status = 'open'`);
    const details = { action: input.action, reason: input.action === "add" ? null : (input.reason ?? null) };
    const telling = { kind: "report_answered", subjectId: report.id, title: report.title, details } as const;
    await tellTeacher(tx, actor.cityId, report.teacherId, telling, now);
    return done(report.id);
  });
}

/** Of two who answer at once the second sees what the first did. */
async function lockReport(tx: Tx, { cityId, organisationId }: Actor, reportId: string): Promise<ReportState> {
  const report = await tx.first<ReportState>(sql`
    select ${reportStateColumns} from missing_reports r
    where r.city_id = ${cityId} and r.id = ${reportId} and r.host_id = ${organisationId} for update`);
  if (!report) throw new NotFound();
  return report;
}

function decline({ reason, answer }: AnswerInput): Result<null> {
  const against = judgeReason("refuse", "report", reason ?? null, answer);
  if (!against) return done(null);
  return refused({ ...against, field: against.field === "note" ? "answer" : against.field });
}

async function add(tx: Tx, actor: Actor, report: ReportState, input: AnswerInput, now: Date): Promise<Result<string>> {
  const projectId = report.projectId ?? input.projectId;
  if (!projectId) return refused(misshapen("required", "projectId"));
  const project = await lockProject(tx, actor, projectId, null);
  if (project.hostId !== actor.organisationId) return refused(stepViolation("not-the-host", "projectId"));
  if (!REPORTABLE_KINDS.some((kind) => kind === project.kind)) return refused(misshapen("not-a-choice", "projectId"));
  const notNow = judgeAddable(project);
  if (notNow) return refused(notNow);
  const line = { role: report.role, hoursTenths: input.hours ?? null };
  const { verdict, person } = await judgeAddition(tx, actor, project, report.teacherId, line);
  if (verdict.violations.length > 0) return refused(...verdict.violations);
  await open(tx, actor, report, project, person, verdict.creditsTenths, now);
  return done(report.id);
}

/** The credit has the id of its report, under which the proof is kept: whoever decides on it has it before them. */
async function open(
  tx: Tx,
  actor: Actor,
  report: ReportState,
  project: ProjectState,
  person: ReportedPerson,
  creditsTenths: number,
  now: Date,
): Promise<void> {
  const { schoolId, countyId } = placeOfSchoolRun(project) ?? person;
  const route = routeOfProject(project.kind, countyId === null);
  const [first] = route;
  invariant(first, `a training of the kind ${project.kind} has reviewers`);
  const entry = {
    id: report.id,
    cycleId: project.cycleId,
    teacherId: report.teacherId,
    schoolId,
    countyId,
    source: PROJECTS[project.kind].source,
    title: project.title,
    year: project.year,
    endedOn: project.endsOn,
    creditsTenths,
    halves: 0,
    trainingKey: project.trainingKey,
    certificateKey: null,
    project: { id: project.id, hostId: project.hostId, role: report.role, withRoster: false },
  };
  const holderId = first === "county" ? countyId : await bureauOf(tx, actor.cityId);
  await openEntries(tx, actor, [entry], { status: statusOfStep(first), route, holderId }, now);
}
