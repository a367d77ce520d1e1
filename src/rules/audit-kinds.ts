import { ENTRY_ACTIONS } from "./approval";
import { PROJECT_ACTIONS } from "./project-approval";
import { SUMMARY_ACTIONS } from "./summary-tables";

/** What goes on record beside the steps of credits, trainings and tables: who did it is the account. */
export const DESK_EVENTS = [
  "sign-in",
  "sign-in-failed",
  "sign-out",
  "password-changed",
  "identity-shown",
  "identity-reveal",
  "list-exported",
  "table-exported",
  "transcripts-printed",
  "summary-identities-read",
  "deputy-named",
  "deputy-ended",
  "round-made",
  "round-changed",
  "deadline-changed",
  "school-reopened",
  "cycle-made",
  "policy-kept",
  "cycle-closed",
  "teacher-taken-on",
  "teacher-changed",
  "teacher-left",
  "transfer-asked",
  "transfer-accepted",
  "transfer-declined",
  "transfer-withdrawn",
  "correction-asked",
  "correction-accepted",
  "correction-declined",
  "correction-withdrawn",
  "teacher-merged",
  "organisation-added",
  "organisation-changed",
  "organisation-closed",
  "school-merged",
  "account-added",
  "account-enabled",
  "account-disabled",
  "role-given",
  "role-ended",
  "password-reset",
  "fraud",
  "sample-drawn",
  "sample-result",
  "ledger-checked",
  "certificate-issued",
  "certificate-revoked",
  "token-made",
  "token-revoked",
  "import-layout",
] as const;
export type DeskEvent = (typeof DESK_EVENTS)[number];

/** Where events are kept; in this order those of one instant. */
export const AUDIT_SOURCES = ["desk", "tables", "projects", "credits"] as const;
export type AuditSource = (typeof AUDIT_SOURCES)[number];

/** What can be searched for of each; a new event that isn't named here is found among all of its source. */
export const AUDIT_KINDS = {
  desk: DESK_EVENTS,
  tables: SUMMARY_ACTIONS,
  projects: PROJECT_ACTIONS,
  credits: ENTRY_ACTIONS,
} as const satisfies Record<AuditSource, readonly string[]>;
