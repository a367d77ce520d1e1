import type { StepActor } from "@/rules/approval";
import type { Role } from "@/rules/permissions";
import type { ProjectAction, ProjectStatus, ProjectStepFacts } from "@/rules/project-approval";

export const NOW = new Date("2019-12-20T10:00:00+08:00");
export const minutesAgo = (minutes: number) => new Date(NOW.getTime() - minutes * 60_000);
export const SCHOOL = 10;
export const COUNTY = 20;
export const CITY = 30;
export const OFFICE = 40;

const actor = (accountId: number, role: Role, organisationId: number): StepActor => ({
  accountId,
  role,
  organisationId,
  teacherId: role === "teacher" ? accountId : null,
});
/** Who may meddle with a project: colleagues of each place, and strangers to it. */
export const ACTORS = [
  actor(11, "school", SCHOOL),
  actor(12, "school", SCHOOL),
  actor(13, "school", 19),
  actor(14, "teacher", SCHOOL),
  actor(21, "county", COUNTY),
  actor(22, "county", COUNTY),
  actor(23, "county", 29),
  actor(31, "city", CITY),
  actor(32, "city", CITY),
  actor(33, "city", CITY),
  actor(41, "host", OFFICE),
  actor(42, "host", OFFICE),
  actor(43, "host", 49),
  actor(51, "platform", CITY),
] as const;
export const person = (accountId: number) => {
  const found = ACTORS.find((one) => one.accountId === accountId);
  if (!found) throw new Error(`nobody is ${accountId}`);
  return found;
};

/** What a school commissioned, at its county. */
export const someFacts = (overrides: Partial<ProjectStepFacts> = {}): ProjectStepFacts => ({
  kind: "commissioned",
  status: "at_county",
  route: ["county", "city"],
  hostId: SCHOOL,
  countyId: COUNTY,
  registeredByAccountId: 11,
  submittedByAccountId: 12,
  filed: false,
  lastEvent: event("submit", "draft", 12),
  ...overrides,
});
/** The last that happened. */
export const event = (
  action: ProjectAction,
  fromStatus: ProjectStatus | null,
  accountId: number,
  at = minutesAgo(5),
): ProjectStepFacts["lastEvent"] => ({ action, fromStatus, accountId, role: person(accountId).role, at });
