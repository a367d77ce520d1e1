import type { Role } from "./permissions";

/** What is told to people in their inbox. The database keeps the same words (prisma/schema/inbox.prisma). */
export const MESSAGE_KINDS = [
  "entry_returned",
  "entry_refused",
  "entry_posted",
  "entry_revoked",
  "entry_urged",
  "project_returned",
  "project_refused",
  "project_posted",
  "project_filed",
  "report_arrived",
  "report_answered",
  "table_reported",
  "table_returned",
  "table_accepted",
  "deadline_near",
  "school_reopened",
  "deputy_named",
  "objection_raised",
  "objection_decided",
  "transfer_asked",
  "transfer_answered",
  "correction_asked",
  "correction_answered",
  "certificate_revoked",
  "sample_assigned",
  "fraud_reported",
] as const;
export type MessageKind = (typeof MESSAGE_KINDS)[number];

/** What people choose between for their e-mail: more than a few kinds at a time is no choice. */
export const MESSAGE_GROUPS = {
  credits: [
    "entry_returned",
    "entry_refused",
    "entry_posted",
    "entry_revoked",
    "objection_raised",
    "objection_decided",
    "certificate_revoked",
    "fraud_reported",
  ],
  projects: ["project_returned", "project_refused", "project_posted", "project_filed"],
  reports: ["report_arrived", "report_answered"],
  tables: ["table_reported", "table_returned", "table_accepted", "deadline_near", "school_reopened"],
  people: ["transfer_asked", "transfer_answered", "correction_asked", "correction_answered"],
  desk: ["entry_urged", "deputy_named", "sample_assigned"],
} as const satisfies Record<string, readonly MessageKind[]>;
export type MessageGroup = keyof typeof MESSAGE_GROUPS;

/** What can be told to somebody in a role at all; a teacher may become somebody's deputy. */
export function messageGroupsOf(role: Role): readonly MessageGroup[] {
  return role === "teacher" ? ["credits", "reports", "desk"] : (Object.keys(MESSAGE_GROUPS) as MessageGroup[]);
}
