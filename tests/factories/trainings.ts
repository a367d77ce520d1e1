import { randomUUID } from "node:crypto";
import { calendarDate, yearOf } from "@/rules/calendar";
import type { ProjectStatus } from "@/rules/project-approval";
import { type OfficeDuty, type ProjectKind, projectTrainingKey, routeOfProject } from "@/rules/projects";
import { all, one } from "./owner";
import type { Place, World } from "./world";

/** A department that hosts trainings, at the city or in a county. */
export async function anOffice(cityId: number, office: OfficeDuty, countyId: number | null = null): Promise<Place> {
  const name = `${office}${randomUUID().slice(0, 8)}`;
  const { id } = await one<{ id: number }>(
    `insert into organisations (city_id, kind, name, office, county_id) values ($1, 'office', $2, $3::office_duty, $4) returning id`,
    [cityId, name, office, countyId],
  );
  return { id, name, countyId };
}

interface TrainingOverrides {
  kind?: ProjectKind;
  title?: string;
  startsOn?: string;
  endsOn?: string;
  hoursTenths?: number;
  lecturerHoursTenths?: number | null;
  status?: Extract<ProjectStatus, "draft" | "at_city" | "posted" | "closed">;
}

/** A training of a host as it stands in the bank, without anybody on its roster; answers its id. */
export async function aTraining(world: World, host: Place, overrides: TrainingOverrides = {}): Promise<string> {
  const {
    kind = "city",
    title = `骨干教师培训${randomUUID().slice(0, 6)}`,
    startsOn = "2019-07-01",
    endsOn = "2019-07-05",
    hoursTenths = 240,
    lecturerHoursTenths = null,
    status = "posted",
  } = overrides;
  const id = randomUUID();
  const route = routeOfProject(kind, host.countyId === null);
  const key = projectTrainingKey({
    kind,
    hostId: host.id,
    title,
    startsOn: calendarDate(startsOn),
    year: yearOf(calendarDate(endsOn)),
  });
  const holder = status === "at_city" ? world.bureau.id : null;
  // One statement: a project without its event is not committed.
  await all(
    `with made as (
       insert into projects (city_id, id, cycle_id, kind, title, host_id, county_id, year, starts_on, ends_on, hours_tenths,
         lecturer_hours_tenths, training_key, status, route, holder_id, waiting_since, registered_by_account_id,
         registered_by_role, registered_at)
       values ($1, $2, $3, $4::project_kind, $5, $6, $7, extract(year from $9::date), $8, $9, $10, $11, $12, $13::project_status,
         $14::step[], $15::int, case when $15::int is null then null else now() end, $16, $17::role, now())
       returning *)
     insert into project_events (city_id, project_id, seq, action, to_status, account_id, role, organisation_id, at)
     select city_id, id, 1, 'create', status, $16, 'city', host_id, now() from made`,
    [
      world.cityId,
      id,
      world.cycleId,
      kind,
      title,
      host.id,
      host.countyId,
      startsOn,
      endsOn,
      hoursTenths,
      lecturerHoursTenths,
      key,
      status,
      route,
      holder,
      world.cityOfficer.accountId,
      kind === "commissioned" || kind === "self_run" ? "school" : "city",
    ],
  );
  return id;
}
