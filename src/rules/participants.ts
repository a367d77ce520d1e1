import { type CalendarDate, compareDates } from "./calendar";
import type { Clause, RuleId } from "./clauses";
import { type Employment, onPostBetween } from "./duty";
import { type CyclePolicy, creditsOfHours } from "./policy";
import { PROJECTS, type ProjectKind } from "./projects";
import type { Flag, Violation, ViolationCode } from "./verdict";

/** Those who attend a training and those who teach in it get credits of their own measure (R13, R16). */
export const PARTICIPANT_ROLES = ["attended", "taught"] as const;
export type ParticipantRole = (typeof PARTICIPANT_ROLES)[number];

/** What a roster says of one person. */
export interface RosterLine {
  role: ParticipantRole;
  /** Class hours in tenths; null: as many as the project has. */
  hoursTenths: number | null;
}

/** A training that the same person has beside this one. */
export interface TrainingBeside {
  /** The same training, by the rule of its key (R16). */
  same: boolean;
  title: string;
  startsOn: CalendarDate | null;
  endsOn: CalendarDate | null;
}

export interface ParticipantFacts {
  certificateNumber: string | null;
  schoolIsPrivate: boolean;
  employments: readonly Employment[];
  beside: readonly TrainingBeside[];
  /** The same person in the same role on another line of this roster. */
  twice: boolean;
}

export interface ParticipantVerdict {
  violations: Violation[];
  flags: Flag[];
  /** Tenths of a credit; 0 while it can't be said. */
  creditsTenths: number;
}

export interface RosterProject {
  kind: ProjectKind;
  startsOn: CalendarDate;
  endsOn: CalendarDate;
  hoursTenths: number;
  lecturerHoursTenths: number | null;
}

/** May this person be credited with this training, and with how much (R0, R13, R16)? */
export function judgeParticipant(
  policy: CyclePolicy,
  project: RosterProject,
  line: RosterLine,
  facts: ParticipantFacts,
): ParticipantVerdict {
  const { rule, clause, source } = PROJECTS[project.kind];
  const violations: Violation[] = [];
  const refuse = (code: ViolationCode, field: string | null, ground: [RuleId, Clause], params?: Violation["params"]) =>
    violations.push({ rule: ground[0], clause: ground[1], code, field, ...(params && { params }) });

  const most = line.role === "taught" ? project.lecturerHoursTenths : project.hoursTenths;
  if (most === null) refuse("lecturer-hours-not-set", "role", [rule, clause]);
  const hours = line.hoursTenths ?? most ?? 0;
  if (most !== null && hours <= 0) refuse("hours-not-positive", "hours", [rule, clause]);
  if (most !== null && hours > most) refuse("hours-above-project", "hours", [rule, clause], { mostTenths: most });
  violations.push(...judgeCredited(policy, facts, project.endsOn));
  if (facts.twice) refuse("listed-twice", "name", ["R16", "S"]);
  const same = facts.beside.find((other) => other.same);
  if (same) refuse("has-this-training", "name", ["R16", "S"], { title: same.title });
  const overlapping = facts.beside.filter((other) => !other.same && overlaps(other, project));
  return { violations, flags: overlapping.map(overlapFlag), creditsTenths: creditsOfHours(policy, source, hours) };
}

/**
 * R0 for the day on which it ended: a teacher with a certificate, of a school that is meant, and on post then.
 * @param from where only the year is told: on post on any day from this one on will do
 */
export function judgeCredited(
  policy: CyclePolicy,
  facts: Pick<ParticipantFacts, "certificateNumber" | "schoolIsPrivate" | "employments">,
  endedOn: CalendarDate,
  from: CalendarDate = endedOn,
): Violation[] {
  const violations: Violation[] = [];
  const refuse = (code: ViolationCode) => violations.push({ rule: "R0", clause: "N1", code, field: "name" });
  if (facts.certificateNumber === null) refuse("no-teacher-certificate");
  if (!onPostBetween(facts.employments, from, endedOn)) refuse("not-on-duty-then");
  if (facts.schoolIsPrivate && !policy.object.private) refuse("private-school-excluded");
  return violations;
}

const overlaps = ({ startsOn, endsOn }: TrainingBeside, project: RosterProject): boolean =>
  startsOn !== null &&
  endsOn !== null &&
  compareDates(startsOn, project.endsOn) <= 0 &&
  compareDates(endsOn, project.startsOn) >= 0;

/** Overlapping days are no error: an online training lasts for months. Somebody should look. */
const overlapFlag = ({ title, startsOn, endsOn }: TrainingBeside): Flag => ({
  code: "overlapping-training",
  params: { title, startsOn: startsOn ?? "", endsOn: endsOn ?? "" },
});

/** A correction of the hours (section 4): who had all of the old ones gets the new ones, who had fewer keeps them, up to the new. */
export function correctedHours(ownTenths: number, oldTenths: number, newTenths: number): number {
  return ownTenths >= oldTenths ? newTenths : Math.min(ownTenths, newTenths);
}
