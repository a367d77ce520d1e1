import type { CalendarDate } from "@/rules/calendar";
import type { Step } from "@/rules/credit-entry";
import { invariant } from "@/rules/invariant";
import type { Role } from "@/rules/permissions";
import type { ProjectStatus, ProjectStepFacts } from "@/rules/project-approval";
import type { ProjectKind } from "@/rules/projects";
import type { Actor } from "@/server/actor";
import type { Tx } from "@/server/db";
import { Conflict, NotFound } from "@/server/errors";
import { sql } from "@/server/sql";

/** Where a project stands: what a step has to know of it before it is taken. Hours and credits in tenths. */
export interface ProjectState {
  cityId: number;
  id: string;
  cycleId: number;
  kind: ProjectKind;
  title: string;
  hostId: number;
  countyId: number | null;
  partner: string | null;
  noticeNumber: string | null;
  year: number;
  startsOn: CalendarDate;
  endsOn: CalendarDate;
  hoursTenths: number;
  lecturerHoursTenths: number | null;
  documentedCount: number | null;
  trainingKey: string;
  status: ProjectStatus;
  route: Step[];
  holderId: number | null;
  version: number;
  participants: number;
  creditsTenths: number;
  correctedHoursTenths: number | null;
  correctedLecturerHoursTenths: number | null;
  registeredByAccountId: number;
  registeredByRole: Role;
  submittedByAccountId: number | null;
}

/** The columns of a ProjectState, of a table or alias named `p`. */
export const projectStateColumns = sql`p.city_id as "cityId", p.id, p.cycle_id as "cycleId", p.kind, p.title,
  p.host_id as "hostId", p.county_id as "countyId", p.partner, p.notice_number as "noticeNumber", p.year, p.starts_on as "startsOn",
  p.ends_on as "endsOn", p.hours_tenths as "hoursTenths", p.lecturer_hours_tenths as "lecturerHoursTenths",
  p.documented_count as "documentedCount", p.training_key as "trainingKey", p.status, p.route::text[] as route,
  p.holder_id as "holderId", p.version, p.participants, p.credits_tenths as "creditsTenths",
  p.corrected_hours_tenths as "correctedHoursTenths", p.corrected_lecturer_hours_tenths as "correctedLecturerHoursTenths",
  p.registered_by_account_id as "registeredByAccountId", p.registered_by_role as "registeredByRole",
  p.submitted_by_account_id as "submittedByAccountId"`;

/**
 * Takes hold of a project, and with it of its roster, until the transaction ends.
 * @param version the version that the person saw; null where the work asks for whatever stands now
 * @throws NotFound when the actor may not move such a project; Conflict when it has moved on since
 */
export async function lockProject(tx: Tx, actor: Actor, id: string, version: number | null): Promise<ProjectState> {
  const project = await tx.first<ProjectState>(sql`
    select ${projectStateColumns} from projects p where p.city_id = ${actor.cityId} and p.id = ${id} for update`);
  if (!project) throw new NotFound();
  if (version !== null && project.version !== version) throw await whatHappenedToProject(tx, project);
  return project;
}

/** The conflict that tells what became of a project in the meantime, by whom and when. */
export async function whatHappenedToProject(tx: Tx, project: Pick<ProjectState, "cityId" | "id">): Promise<Conflict> {
  const last = await tx.first<{ action: string; byName: string; byOrganisation: string; at: Date }>(sql`
    select v.action, a.display_name as "byName", o.name as "byOrganisation", v.at
    from project_events v
    join accounts a on a.city_id = v.city_id and a.id = v.account_id
    join organisations o on o.city_id = v.city_id and o.id = v.organisation_id
    where v.city_id = ${project.cityId} and v.project_id = ${project.id} order by v.seq desc limit 1`);
  if (!last) throw new NotFound();
  return new Conflict(last);
}

/** What the table of a project's life asks of it. */
export async function projectStepFacts(tx: Tx, project: ProjectState): Promise<ProjectStepFacts> {
  const last = await tx.first<ProjectStepFacts["lastEvent"] & { filed: boolean }>(sql`
    select v.action, v.from_status as "fromStatus", v.account_id as "accountId", v.role, v.at,
      exists (select 1 from project_events f where f.city_id = v.city_id and f.project_id = v.project_id
        and f.action = 'accept_filing') as filed
    from project_events v where v.city_id = ${project.cityId} and v.project_id = ${project.id} order by v.seq desc limit 1`);
  invariant(last, `project ${project.id} has an event`);
  const { filed, ...lastEvent } = last;
  return { ...project, filed, lastEvent };
}
