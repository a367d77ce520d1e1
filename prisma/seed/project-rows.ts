import { isLive } from "@/rules/credit-entry";
import { stepOfProject } from "@/rules/project-approval";
import { certificateKeyOf } from "@/rules/special-credit";
import { type ProjectStep, type ProjectStory, statusOf, statusOfProject } from "./entries";
import { CITY, type PlaceRow } from "./places";

/** Projects as rows of their tables. */

const CYCLE = 1;
/** What concerns the project before it has a roster. */
const BEFORE_THE_ROSTER = new Set(["create", "file", "accept_filing", "send_back"]);

const holderOf = (project: ProjectStory, bureau: PlaceRow): number | null => {
  const step = stepOfProject(statusOfProject(project));
  if (step === null) return null;
  return step === "county" ? project.countyId : bureau.id;
};

/** A refused roster is counted as it was submitted; of the others those who were not struck out. */
const counted = (project: ProjectStory) =>
  statusOfProject(project) === "refused" ? project.roster : project.roster.filter((story) => isLive(statusOf(story)));

/** How many a step was about: who takes it along, or stands on the roster while the project alone takes it. */
function aboutHowMany(project: ProjectStory, { action, at, to }: ProjectStep): number {
  if (BEFORE_THE_ROSTER.has(action)) return 0;
  const along = project.roster.filter(({ steps }) => steps.some((step) => step.at === at && step.to === to));
  return along.length > 0 ? along.length : counted(project).length;
}

export const projectRows = (projects: readonly ProjectStory[], bureau: PlaceRow) =>
  projects.map((project) => {
    const [created] = project.steps;
    const last = project.steps.at(-1);
    if (!created || !last) throw new Error("a project has a step");
    const holder_id = holderOf(project, bureau);
    const asked = project.steps.findLast(({ action }) => action === "submit" || action === "ask_correction");
    const roster = counted(project);
    return {
      city_id: CITY.id,
      id: project.id,
      cycle_id: CYCLE,
      kind: project.kind,
      title: project.title,
      host_id: project.host.id,
      county_id: project.countyId,
      partner: project.partner ?? null,
      notice_number: project.notice ?? null,
      year: project.year,
      starts_on: project.startsOn,
      ends_on: project.endsOn,
      hours_tenths: project.hours,
      lecturer_hours_tenths: project.lecturerHours ?? null,
      documented_count: project.documented?.(project.roster.length) ?? null,
      training_key: project.trainingKey,
      status: last.to,
      route: project.route,
      holder_id,
      waiting_since: holder_id === null ? null : last.at,
      version: project.steps.length,
      participants: new Set(roster.map(({ person }) => person)).size,
      credits_tenths: roster.reduce((sum, { tenths }) => sum + tenths, 0),
      corrected_hours_tenths: project.correctedHours ?? null,
      corrected_lecturer_hours_tenths: null,
      registered_by_account_id: created.account,
      registered_by_role: created.role,
      registered_at: created.at,
      submitted_by_account_id: asked?.account ?? null,
    };
  });

export const projectEventRows = (projects: readonly ProjectStory[]) =>
  projects.flatMap((project) =>
    project.steps.map((step, index) => ({
      city_id: CITY.id,
      project_id: project.id,
      seq: index + 1,
      action: step.action,
      from_status: project.steps[index - 1]?.to ?? null,
      to_status: step.to,
      account_id: step.account,
      role: step.role,
      organisation_id: step.organisation,
      reason: step.reason ?? null,
      participants: aboutHowMany(project, step),
      at: step.at,
    })),
  );

export const projectNoteRows = (projects: readonly ProjectStory[]) =>
  projects.flatMap(({ id, steps }) =>
    steps.flatMap(({ note }, index) => (note ? [{ city_id: CITY.id, project_id: id, seq: index + 1, note }] : [])),
  );

export const invoiceRows = (projects: readonly ProjectStory[]) =>
  projects.flatMap(({ id, invoice }) =>
    invoice ? [{ city_id: CITY.id, project_id: id, number: invoice, key: certificateKeyOf(invoice) }] : [],
  );

/** Where and when supporters served, as attachment 3 told it. */
export const supportRows = (projects: readonly ProjectStory[], bureau: PlaceRow) =>
  projects
    .filter(({ kind }) => kind === "support_teaching")
    .flatMap(({ host, startsOn, endsOn, roster }) =>
      roster.map(({ id }, index) => {
        const [place, receiving_school] = SERVED_AT[host.id === bureau.id ? 0 : 1 + (index % 2)] ?? SERVED_AT[0];
        const kind = host.id === bureau.id ? "xinjiang" : "two_districts";
        return { city_id: CITY.id, entry_id: id, kind, place, receiving_school, starts_on: startsOn, ends_on: endsOn };
      }),
    );

const SERVED_AT: [[string, string], ...[string, string][]] = [
  ["新疆哈密市", "哈密市第八中学"],
  ["封丘县", "封丘县黄陵镇中学"],
  ["原阳县", "原阳县太平镇中心小学"],
];
