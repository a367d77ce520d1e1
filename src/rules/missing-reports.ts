import { type CalendarDate, compareDates, yearOf } from "./calendar";
import { judgeCredited, type ParticipantFacts, type ParticipantRole } from "./participants";
import { type CyclePolicy, inCycle } from "./policy";
import { MOST_HOURS_TENTHS, PROJECT_KINDS, type ProjectKind } from "./projects";
import { stepViolation, type Violation } from "./verdict";

/** What N3.1 means by a training that was not registered: one of class hours that count; half years of support teaching are none. */
export const REPORTABLE_KINDS = PROJECT_KINDS.filter(
  (kind) => kind !== "support_teaching" && kind !== "self_run" && kind !== "opening",
);

/** The host answers; for national and provincial trainings the city, which registers them (N3.1). */
export function answererOf(project: { kind: ProjectKind; hostId: number }, bureauId: number): number {
  return project.kind === "national" || project.kind === "provincial" ? bureauId : project.hostId;
}

/** Class hours of a role in tenths; null where the training has none for it. */
export function hoursOfRole(
  role: ParticipantRole,
  project: { hoursTenths: number; lecturerHoursTenths: number | null },
): number | null {
  return role === "taught" ? project.lecturerHoursTenths : project.hoursTenths;
}

export interface ReportFacts extends Pick<ParticipantFacts, "certificateNumber" | "schoolIsPrivate" | "employments"> {
  today: CalendarDate;
  endedOn: CalendarDate;
  /** Null where the training has none for this role. */
  hoursTenths: number | null;
  /** The title of a live credit of the same training in the same role. */
  registered: string | null;
  /** A report of the same training waits for its answer. */
  reported: boolean;
  /** Described and not found: then the proof is all that the host has. */
  described: boolean;
  proved: boolean;
}

/** May a teacher report this training as missing (N3.1)? What could never be credited needs no report. */
export function judgeReport(policy: CyclePolicy, facts: ReportFacts): Violation[] {
  const { endedOn, today, hoursTenths, registered } = facts;
  const violations: Violation[] = [];
  if (compareDates(endedOn, today) > 0)
    violations.push({ rule: "R15", clause: "S", code: "ended-in-future", field: "endedOn" });
  if (!inCycle(policy, yearOf(endedOn)))
    violations.push({ rule: "R15", clause: "S", code: "outside-cycle", field: "endedOn", params: { ...policy.cycle } });
  if (hoursTenths === null)
    violations.push({ rule: "R13", clause: "N3.6", code: "lecturer-hours-not-set", field: "role" });
  else violations.push(...judgeHours(hoursTenths));
  violations.push(...judgeCredited(policy, facts, endedOn).map((violation) => ({ ...violation, field: null })));
  if (registered !== null)
    violations.push({
      rule: "R16",
      clause: "S",
      code: "has-this-training",
      field: null,
      params: { title: registered },
    });
  if (facts.reported) violations.push({ rule: null, clause: "N3.1", code: "report-open-already", field: null });
  if (facts.described && !facts.proved)
    violations.push({
      rule: null,
      clause: "N3.1",
      code: "evidence-missing",
      field: "attendance_proof",
      params: { kind: "attendance_proof" },
    });
  return violations;
}

function judgeHours(hoursTenths: number): Violation[] {
  if (hoursTenths <= 0) return [{ rule: "R1", clause: "N3.1", code: "hours-not-positive", field: "attendedHours" }];
  if (hoursTenths <= MOST_HOURS_TENTHS) return [];
  const params = { mostTenths: MOST_HOURS_TENTHS };
  return [{ rule: null, clause: "S", code: "hours-too-many", field: "attendedHours", params }];
}

/** Whoever is credited by it does not answer it; and it is answered once. */
export function judgeAnswerer(
  report: { teacherId: number; open: boolean },
  actor: { teacherId: number | null },
): Violation | null {
  if (report.teacherId === actor.teacherId) return stepViolation("decides-own-credit");
  return report.open ? null : stepViolation("report-answered-already");
}

/** What was posted can be added to: a roster on its way is mended by its host, and a closed project stays as it is. */
export function judgeAddable(project: { status: string }): Violation | null {
  if (project.status === "posted") return null;
  return stepViolation(project.status === "closed" ? "project-closed" : "not-in-this-state");
}
