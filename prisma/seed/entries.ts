import type { EntryAction } from "@/rules/approval";
import type { CreditSource, EntryStatus, EvidenceKind, Step } from "@/rules/credit-entry";
import type { DegreeClaim } from "@/rules/degree";
import type { MoocClaim } from "@/rules/mooc";
import type { ParticipantRole } from "@/rules/participants";
import type { Role } from "@/rules/permissions";
import type { Person } from "./people";
import type { PlaceRow } from "./places";
import type { ProjectStory } from "./projects";

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
