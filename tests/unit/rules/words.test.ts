import { expect, test } from "vitest";
import * as kept from "@/generated/prisma/enums";
import { ENTRY_ACTIONS } from "@/rules/approval";
import { CREDIT_SOURCES, ENTRY_STATUSES, EVIDENCE_KINDS, STEPS } from "@/rules/credit-entry";
import { DEGREE_LEVELS } from "@/rules/degree";
import { IMPORT_KINDS } from "@/rules/import-layouts";
import { MESSAGE_KINDS } from "@/rules/message-kinds";
import { PARTICIPANT_ROLES } from "@/rules/participants";
import { ROLES } from "@/rules/permissions";
import { PROJECT_ACTIONS, PROJECT_STATUSES } from "@/rules/project-approval";
import { OFFICE_DUTIES, PROJECT_KINDS } from "@/rules/projects";
import { SUMMARY_ACTIONS, SUMMARY_STATUSES } from "@/rules/summary-tables";

test.each([
  ["sources", CREDIT_SOURCES, kept.CreditSource],
  ["statuses", ENTRY_STATUSES, kept.EntryStatus],
  ["steps", STEPS, kept.Step],
  ["actions", ENTRY_ACTIONS, kept.EntryAction],
  ["kinds of evidence", EVIDENCE_KINDS, kept.EvidenceKind],
  ["degrees", DEGREE_LEVELS, kept.DegreeLevel],
  ["roles", ROLES, kept.Role],
  ["kinds of project", PROJECT_KINDS, kept.ProjectKind],
  ["statuses of a project", PROJECT_STATUSES, kept.ProjectStatus],
  ["actions on a project", PROJECT_ACTIONS, kept.ProjectAction],
  ["roles of participants", PARTICIPANT_ROLES, kept.ParticipantRole],
  ["offices", OFFICE_DUTIES, kept.OfficeDuty],
  ["kinds of import", IMPORT_KINDS, kept.ImportKind],
  ["statuses of a summary table", SUMMARY_STATUSES, kept.SummaryStatus],
  ["kinds of message", MESSAGE_KINDS, kept.MessageKind],
  ["actions on a summary table", SUMMARY_ACTIONS, kept.SummaryAction],
])("the rules and the database know the same %s", (_, ruled, enumeration) => {
  expect([...ruled].sort()).toEqual(Object.values(enumeration).sort());
});
