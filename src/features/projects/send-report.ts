import { z } from "zod";
import { policyOfYear } from "@/ledger/cycle-policy";
import { type CalendarDate, calendarDateInShanghai, yearOf } from "@/rules/calendar";
import type { Employment } from "@/rules/duty";
import { invariant } from "@/rules/invariant";
import { answererOf, hoursOfRole, judgeReport } from "@/rules/missing-reports";
import { PARTICIPANT_ROLES, type ParticipantRole } from "@/rules/participants";
import { misshapen, stepViolation } from "@/rules/verdict";
import type { Actor } from "@/server/actor";
import { authorize } from "@/server/authorize";
import { type Tx, transaction } from "@/server/db";
import { Forbidden, NotFound } from "@/server/errors";
import { choice, date, id, note, tenths, text, truthful } from "@/server/form-fields";
import { tellOfficers } from "@/server/inbox";
import { done, type Result, refused } from "@/server/result";
import { sql } from "@/server/sql";
import { bureauOf, reportHosts } from "./report-hosts";
import { readFoundProject } from "./search-projects";

const common = {
  /** Made with the form, so that the same form sent twice is one report; the proof is kept under it. */
  reportId: id,
  role: choice(PARTICIPANT_ROLES),
  words: note,
  truthful,
};

/** A training that the search found, or one that the teacher can only describe. */
export const ReportInput = z.discriminatedUnion("about", [
  z.object({ about: z.literal("project"), projectId: id, ...common }),
  z.object({
    about: z.literal("described"),
    hostId: z.coerce
      .number({ error: "required" })
      .int({ error: "required" })
      .positive({ error: "required" })
      .max(2_147_483_647, { error: "not-a-choice" }),
    title: text(120),
    endedOn: date,
    attendedHours: tenths,
    ...common,
  }),
]);
export type ReportInput = z.output<typeof ReportInput>;

/** What is reported, whichever way it was told. */
interface Reported {
  projectId: string | null;
  hostId: number;
  title: string;
  endedOn: CalendarDate;
  hoursTenths: number | null;
}

/** A teacher tells that a training was not registered (N3.1): it goes to the host. Answers the report's id. */
export async function sendReport(actor: Actor, input: ReportInput, now: Date): Promise<Result<string>> {
  authorize(actor, "report:send");
  const { teacherId } = actor;
  if (teacherId === null) throw new Forbidden("no teacher behind this account");
  return transaction(actor, async (tx) => {
    await holdReports(tx, actor.cityId, teacherId, input.reportId);
    if (await isSent(tx, actor, input.reportId)) return done(input.reportId);
    if (await isTaken(tx, actor, input.reportId)) return refused(stepViolation("not-in-this-state"));
    const told = await readReported(tx, actor, input);
    if (!told.ok) return told;
    const reported = told.value;
    const [inForce, facts] = await Promise.all([
      policyFor(tx, actor.cityId, reported.endedOn, now),
      readFacts(tx, actor, reported, input),
    ]);
    const { schoolId, countyId, ...person } = facts;
    const violations = judgeReport(inForce.policy, {
      ...reported,
      ...person,
      today: calendarDateInShanghai(now),
      described: reported.projectId === null,
    });
    if (violations.length > 0) return refused(...violations);
    await tx.run(sql`
      insert into missing_reports (city_id, id, teacher_id, school_id, county_id, project_id, host_id, title, ended_on,
        hours_tenths, role, words, status, reported_at)
      values (${actor.cityId}, ${input.reportId}, ${teacherId}, ${schoolId}, ${countyId}, ${reported.projectId},
        ${reported.hostId}, ${reported.title}, ${reported.endedOn}, ${reported.hoursTenths},
        ${input.role}::participant_role, ${input.words}, 'open', ${now})`);
    await tellHost(tx, actor.cityId, reported, input.reportId, now);
    return done(input.reportId);
  });
}

const OFFICERS = { city: "city", county: "county", school: "school", office: "host" } as const;

/** Whoever answers for the host finds it in the inbox, too. */
async function tellHost(
  tx: Tx,
  cityId: number,
  { hostId, title }: Reported,
  reportId: string,
  now: Date,
): Promise<void> {
  const host = await tx.first<{ kind: keyof typeof OFFICERS }>(sql`
    select kind from organisations where city_id = ${cityId} and id = ${hostId}`);
  invariant(host, `a report has its host, and ${hostId} is none`);
  const telling = { kind: "report_arrived", subjectId: reportId, title } as const;
  await tellOfficers(tx, cityId, hostId, OFFICERS[host.kind], telling, now);
}

/** Two reports of one teacher wait for each other, and a report for its proof (which is held under the same key). */
async function holdReports(tx: Tx, cityId: number, teacherId: number, reportId: string): Promise<void> {
  await tx.rows(sql`select pg_advisory_xact_lock(hashtextextended(${`reports/${cityId}/${teacherId}`}, 1))`);
  await tx.rows(sql`select pg_advisory_xact_lock(hashtextextended(${reportId}, 1))`);
}

async function isSent(tx: Tx, actor: Actor, reportId: string): Promise<boolean> {
  const row = await tx.first(sql`select 1 from missing_reports where city_id = ${actor.cityId} and id = ${reportId}
    and teacher_id = ${actor.teacherId}`);
  return row !== undefined;
}

/** Something else has this id, or somebody else brought files under it. */
async function isTaken(tx: Tx, actor: Actor, reportId: string): Promise<boolean> {
  const row = await tx.first<{ open: boolean }>(sql`
    select claim_is_open(${actor.cityId}, ${reportId}) and not exists (
      select 1 from credit_entries where city_id = ${actor.cityId} and id = ${reportId}) as open`);
  return row?.open !== true;
}

async function readReported(tx: Tx, actor: Actor, input: ReportInput): Promise<Result<Reported>> {
  if (input.about === "described") {
    const { title, endedOn, attendedHours, hostId } = input;
    const hosts = await reportHosts(tx, actor);
    if (!hosts.some((host) => host.id === hostId)) return refused(misshapen("not-a-choice", "hostId"));
    return done({ projectId: null, hostId, title, endedOn, hoursTenths: attendedHours });
  }
  const [project, bureauId] = await Promise.all([
    readFoundProject(tx, actor, input.projectId),
    bureauOf(tx, actor.cityId),
  ]);
  if (!project) throw new NotFound();
  return done({
    projectId: project.id,
    hostId: answererOf(project, bureauId),
    title: project.title,
    endedOn: project.endsOn,
    hoursTenths: hoursOfRole(input.role, project),
  });
}

/** Of the cycle in which it ended, or, where none has that year, of the present one. */
async function policyFor(tx: Tx, cityId: number, endedOn: CalendarDate, now: Date) {
  const inForce =
    (await policyOfYear(tx, cityId, yearOf(endedOn))) ??
    (await policyOfYear(tx, cityId, yearOf(calendarDateInShanghai(now))));
  if (!inForce) throw new NotFound("no cycle is open");
  return inForce;
}

interface ReporterFacts {
  certificateNumber: string | null;
  schoolId: number;
  countyId: number | null;
  schoolIsPrivate: boolean;
  employments: Employment[];
  registered: string | null;
  reported: boolean;
  proved: boolean;
}

async function readFacts(
  tx: Tx,
  { cityId, teacherId }: Actor,
  { projectId }: Reported,
  { reportId, role }: { reportId: string; role: ParticipantRole },
): Promise<ReporterFacts> {
  const facts = await tx.first<ReporterFacts>(sql`
    select t.certificate_number as "certificateNumber", t.school_id as "schoolId", t.county_id as "countyId",
      s.is_private as "schoolIsPrivate",
      coalesce((select json_agg(json_build_object('from', m.starts_on, 'to', m.ends_on) order by m.starts_on)
        from employments m where m.city_id = t.city_id and m.teacher_id = t.id), '[]') as employments,
      (select e.title from credit_entries e join projects p on p.city_id = e.city_id and p.id = ${projectId}
        where e.city_id = t.city_id and e.teacher_id = t.id and e.status not in ('refused', 'withdrawn', 'revoked')
          and (e.project_id = p.id or e.training_key = p.training_key)
          and coalesce(e.participant_role, 'attended') = ${role}::participant_role limit 1) as registered,
      exists (select 1 from missing_reports r where r.city_id = t.city_id and r.teacher_id = t.id
        and r.project_id = ${projectId} and r.status = 'open') as reported,
      exists (select 1 from evidence_files f where f.city_id = t.city_id and f.claim_id = ${reportId}
        and f.kind = 'attendance_proof') as proved
    from teachers t join organisations s on s.city_id = t.city_id and s.id = t.school_id
    where t.city_id = ${cityId} and t.id = ${teacherId}`);
  invariant(facts, `teacher ${teacherId} is there`);
  return facts;
}
