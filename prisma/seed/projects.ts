import { addDays, type CalendarDate, calendarDate, yearOf } from "@/rules/calendar";
import type { Step } from "@/rules/credit-entry";
import type { ProjectStatus } from "@/rules/project-approval";
import { projectTrainingKey, routeOfProject } from "@/rules/projects";
import type { ReasonCode } from "@/rules/reasons";
import type { Doers } from "./doers";
import type { Doer, Outline, ProjectStep, ProjectStory } from "./entries";
import type { PlaceRow } from "./places";
import type { Chance } from "./random";
import { during, LAST_DAY } from "./times";

/** What went otherwise than straight on. */
export type Detour =
  | { kind: "returned" | "refused" | "sent-back" | "kept"; reason: ReasonCode; note: string }
  | { kind: "closed" };

/** How a story ends, on which day, and what came between. */
export interface Ending {
  status: ProjectStatus;
  on?: CalendarDate;
  detour?: Detour;
}

type Undated = Omit<ProjectStep, "at">;

export class ProjectTeller {
  readonly projects: ProjectStory[] = [];

  constructor(
    private readonly chance: Chance,
    private readonly doers: Doers,
  ) {}

  /** Tells a project from its beginning to a status: posted, or kept on record, unless told otherwise. */
  tell(outline: Outline, ending: Ending = { status: outline.kind === "self_run" ? "recorded" : "posted" }) {
    const { kind, host, title, startsOn, endsOn } = outline;
    const year = yearOf(endsOn);
    const { doer, person } = this.doers.registrar(host);
    const route = routeOfProject(kind, host.kind === "school" && host.county_id === null);
    const before = this.beforeTheRoster(outline, ending, doer);
    const since = this.ofTheRoster(route, ending, doer, host);
    const project: ProjectStory = {
      ...outline,
      id: this.chance.uuid(),
      year,
      countyId: host.kind === "county" ? host.id : host.county_id,
      trainingKey: projectTrainingKey({ kind, hostId: host.id, title, startsOn, year }),
      route,
      steps: this.dated(before, since, outline, ending.on),
      registrar: person,
      roster: [],
      papers: [],
    };
    this.projects.push(project);
    return project;
  }

  /** From its first draft to the filing, where a department needs it (R12). */
  private beforeTheRoster({ kind }: Outline, { status, detour }: Ending, host: Doer): Undated[] {
    const steps: Undated[] = [{ action: "create", to: "draft", ...host }];
    if (kind !== "department" || status === "draft") return steps;
    const officer = this.doers.city();
    if (detour?.kind === "sent-back")
      steps.push(
        { action: "file", to: "at_filing", ...host },
        { action: "send_back", to: "draft", ...officer, reason: detour.reason, note: detour.note },
      );
    steps.push({ action: "file", to: "at_filing", ...host });
    if (status !== "at_filing") steps.push({ action: "accept_filing", to: "filed", ...officer });
    return steps;
  }

  /** From the submission of the roster on. */
  private ofTheRoster(route: readonly Step[], { status, detour }: Ending, host: Doer, place: PlaceRow): Undated[] {
    if (status === "draft" || status === "at_filing" || status === "filed") return [];
    const officer = this.doers.city(host);
    const decider = (step: Step): Doer =>
      step === "county" && place.county_id !== null ? this.doers.county(place.county_id) : officer;
    const statusAt = (index: number): ProjectStatus => {
      const step = route[index];
      if (step === "county") return "at_county";
      if (step === "city") return "at_city";
      return route.length === 0 ? "recorded" : "posted";
    };
    const submit: Undated = { action: "submit", to: statusAt(0), ...host };
    const steps = [submit];
    const told = detour && detour.kind !== "closed" ? { reason: detour.reason, note: detour.note } : null;
    const [first] = route;
    if (first && detour?.kind === "returned") {
      steps.push({ action: "return", to: "returned", ...decider(first), ...told });
      if (status === "returned") return steps;
      steps.push(submit);
    }
    for (const [index, step] of route.entries()) {
      if (statusAt(index) === status) return steps;
      if (detour?.kind === "refused" && index === route.length - 1)
        return [...steps, { action: "refuse", to: "refused", ...decider(step), ...told }];
      steps.push({ action: "approve", to: statusAt(index + 1), ...decider(step) });
    }
    if (status === "correcting" || detour?.kind === "kept")
      steps.push({ action: "ask_correction", to: "correcting", ...host });
    if (detour?.kind === "kept") steps.push({ action: "keep", to: "posted", ...officer, ...told });
    if (detour?.kind === "closed") steps.push({ action: "close", to: "closed", ...host });
    return steps;
  }

  /** The filing before it began, the roster after it ended, one step a day; nothing after the demo's yesterday. */
  private dated(
    before: readonly Undated[],
    since: readonly Undated[],
    { kind, startsOn, endsOn }: Outline,
    on?: CalendarDate,
  ): ProjectStep[] {
    const day = (last: CalendarDate, steps: readonly Undated[]) =>
      steps.map((step, i) => {
        // A training that is closed is so for weeks after it was posted.
        const weeks = step.action === "close" ? this.chance.whole(3, 9) : 0;
        return { ...step, at: during(this.chance, addDays(last, i + 1 - steps.length + 7 * weeks)) };
      });
    const [created] = before;
    if (kind !== "department" || !created || since.length === 0) {
      const steps = [...before, ...since];
      return day(on ?? this.soonAfter(endsOn, steps.length), steps);
    }
    return [
      ...day(addDays(startsOn, -this.chance.whole(5, 20)), before),
      ...day(on ?? this.soonAfter(endsOn, since.length), since),
    ];
  }

  private soonAfter(endsOn: CalendarDate, steps: number): CalendarDate {
    const day = addDays(endsOn, steps + this.chance.whole(1, 25));
    return day < LAST_DAY ? day : LAST_DAY;
  }
}

/** Some days on end within a year. */
export function daysOf(chance: Chance, year: number, months: [number, number], length: number) {
  const month = String(chance.whole(...months)).padStart(2, "0");
  const startsOn = calendarDate(`${year}-${month}-${chance.whole(10, 24)}`);
  return { startsOn, endsOn: addDays(startsOn, length - 1) };
}
