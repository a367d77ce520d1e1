import type { EntryAction } from "@/rules/approval";
import { calendarDate } from "@/rules/calendar";
import type { EntryStatus } from "@/rules/credit-entry";
import type { ParticipantRole } from "@/rules/participants";
import { defaultPolicy2016 } from "@/rules/policy";
import type { ProjectAction, ProjectStatus } from "@/rules/project-approval";
import { PROJECTS } from "@/rules/projects";
import type { ReasonCode } from "@/rules/reasons";
import { supportYears } from "@/rules/support-teaching";
import type { ProjectStory, Story, StoryStep } from "./entries";
import { type Person, schoolOn } from "./people";
import type { Chance } from "./random";

/** People join a training; their entries go along with it, step by step. */

/** What a step of the project is for those on its roster; the others concern the project alone. */
const OF_ENTRY: Partial<Record<ProjectAction, EntryAction>> = {
  approve: "approve",
  return: "return",
  refuse: "refuse",
  withdraw: "withdraw",
};

/** The states that a roster shares with its project. */
const SHARED = new Set<ProjectStatus>(["at_county", "at_city", "returned", "refused", "posted", "recorded"]);
const isShared = (status: ProjectStatus): status is ProjectStatus & EntryStatus => SHARED.has(status);

function entrySteps({ steps }: ProjectStory): StoryStep[] {
  const told: StoryStep[] = [];
  for (const { action, to, ...step } of steps) {
    if (!isShared(to)) continue;
    if (action === "submit")
      told.push({
        ...step,
        action: told.length > 0 ? "resubmit" : to === "recorded" ? "record" : "register",
        to,
      });
    const own = OF_ENTRY[action];
    if (own) told.push({ ...step, action: own, to });
  }
  return told;
}

/** May this person be credited with it (R0), and under which school? */
export function mayJoin(project: ProjectStory, person: Person): boolean {
  return person.certificateNumber !== null && person !== project.registrar && schoolOn(person, project.endsOn) !== null;
}

interface Joining {
  role?: ParticipantRole;
  tenths?: number;
}

export class Rosters {
  readonly stories: Story[] = [];
  private readonly steps = new Map<ProjectStory, StoryStep[]>();

  constructor(private readonly chance: Chance) {}

  join(project: ProjectStory, person: Person, { role = "attended", tenths }: Joining = {}): void {
    const { trainingKey, kind } = project;
    const full = role === "taught" ? (project.lecturerHours ?? 0) : project.hours;
    this.enter(project, person, {
      ...{ role, endedOn: project.endsOn, year: project.year, halves: 0, tenths: tenths ?? full },
      trainingKey: kind === "self_run" ? null : trainingKey,
    });
  }

  /** Most get all of its hours, some were not there all the time. */
  attend(project: ProjectStory, person: Person): void {
    const fewer = Math.max(10, Math.floor((project.hours * 0.75) / 10) * 10);
    this.join(project, person, this.chance.is(0.06) ? { tenths: fewer } : {});
  }

  /** A row of attachment 3: an entry for each calendar year (R6). */
  support(project: ProjectStory, person: Person, from = project.startsOn): void {
    for (const { year, halves, tenths, endedOn } of supportYears(defaultPolicy2016, from, project.endsOn))
      this.enter(project, person, { role: "attended", endedOn, year, halves, tenths, trainingKey: null });
  }

  /** A reviewer strikes single people out, and approves the others. */
  strike(project: ProjectStory, story: Story, reason: ReasonCode): void {
    const last = story.steps.findLastIndex(({ action }) => action === "approve");
    const step = story.steps[last];
    if (step?.to !== "posted") throw new Error(`${project.title} is not posted`);
    story.steps = [...story.steps.slice(0, last), { ...step, action: "refuse", to: "refused", reason }];
  }

  private enter(
    project: ProjectStory,
    person: Person,
    entry: Pick<Story, "year" | "halves" | "tenths" | "trainingKey"> & { role: ParticipantRole; endedOn: string },
  ): void {
    const { role, ...facts } = entry;
    const school = schoolOn(person, entry.endedOn);
    if (!school || !mayJoin(project, person)) throw new Error(`${person.name} can't have been at ${project.title}`);
    const steps = this.steps.get(project) ?? entrySteps(project);
    this.steps.set(project, steps);
    const story: Story = {
      ...{ id: this.chance.uuid(), person, school, source: PROJECTS[project.kind].source, title: project.title },
      ...{ ...facts, endedOn: calendarDate(entry.endedOn), certificateKey: null, route: project.route, steps },
      ...{ project, participant: role },
    };
    project.roster.push(story);
    this.stories.push(story);
  }
}
