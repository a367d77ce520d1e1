import type { EntryAction } from "@/rules/approval";
import type { CalendarDate } from "@/rules/calendar";
import type { CreditSource, EntryStatus, EvidenceKind, Step } from "@/rules/credit-entry";
import type { DegreeClaim } from "@/rules/degree";
import type { MoocClaim } from "@/rules/mooc";
import type { ParticipantRole } from "@/rules/participants";
import type { Role } from "@/rules/permissions";
import type { ProjectAction, ProjectStatus } from "@/rules/project-approval";
import type { ProjectKind } from "@/rules/projects";
import type { ReasonCode } from "@/rules/reasons";
import type { Person } from "./people";
import type { PlaceRow } from "./places";

/** One step of an entry's story. */
export interface StoryStep {
  action: EntryAction;
  to: EntryStatus;
  account: number;
  role: Role;
  organisation: number;
  /** An instant as ISO text. */
  at: string;
  reason?: string;
  marks?: string[];
  note?: string;
}

/** An entry with its whole story, before it becomes rows. Tenths of a credit. */
export interface Story {
  id: string;
  person: Person;
  /** The school at that time: the entry is decided by it. */
  school: PlaceRow;
  source: CreditSource;
  title: string;
  year: number;
  endedOn: string | null;
  tenths: number;
  halves: 0 | 1 | 2 | 3;
  trainingKey: string | null;
  certificateKey: string | null;
  route: Step[];
  unreviewedBySchool?: boolean;
  shared?: "certificate" | "file";
  steps: StoryStep[];
  mooc?: MoocClaim;
  degree?: DegreeClaim;
  evidence?: EvidenceKind[];
  /** The training whose roster it stands on, and as what. */
  project?: ProjectStory;
  participant?: ParticipantRole;
}

/** Who takes a step, for which place. */
export type Doer = Pick<StoryStep, "account" | "role" | "organisation">;

export const statusOf = (story: Story): EntryStatus => {
  const last = story.steps.at(-1);
  if (!last) throw new Error("a story has a step");
  return last.to;
};

export interface ProjectStep extends Doer {
  action: ProjectAction;
  to: ProjectStatus;
  /** An instant as ISO text. */
  at: string;
  reason?: ReasonCode;
  note?: string;
}

/** A training, as its host tells it. Hours in tenths. */
export interface Outline {
  kind: ProjectKind;
  /** What it is about, without place and year: the listed people's stories name it so. */
  topic: string;
  title: string;
  host: PlaceRow;
  startsOn: CalendarDate;
  endsOn: CalendarDate;
  hours: number;
  lecturerHours?: number;
  partner?: string;
  notice?: string;
  invoice?: string | null;
  /** How many the papers name, of those on the roster. */
  documented?: (roster: number) => number;
}

/** A training with its whole story, before it becomes rows; its roster fills up later. */
export interface ProjectStory extends Outline {
  id: string;
  year: number;
  countyId: number | null;
  trainingKey: string;
  route: Step[];
  steps: ProjectStep[];
  /** The teacher who registers for the host: isn't credited with what they brought themselves. */
  registrar: Person | null;
  roster: Story[];
  papers: EvidenceKind[];
  correctedHours?: number;
}

export const statusOfProject = ({ steps }: ProjectStory): ProjectStatus => {
  const last = steps.at(-1);
  if (!last) throw new Error("a project has a step");
  return last.to;
};
