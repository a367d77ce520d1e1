import { expect, test } from "vitest";
import * as kept from "@/generated/prisma/enums";
import { ENTRY_ACTIONS } from "@/rules/approval";
import { CREDIT_SOURCES, ENTRY_STATUSES, EVIDENCE_KINDS, STEPS } from "@/rules/credit-entry";
import { DEGREE_LEVELS } from "@/rules/degree";
import { ROLES } from "@/rules/permissions";

test.each([
  ["sources", CREDIT_SOURCES, kept.CreditSource],
  ["statuses", ENTRY_STATUSES, kept.EntryStatus],
  ["steps", STEPS, kept.Step],
  ["actions", ENTRY_ACTIONS, kept.EntryAction],
  ["kinds of evidence", EVIDENCE_KINDS, kept.EvidenceKind],
  ["degrees", DEGREE_LEVELS, kept.DegreeLevel],
  ["roles", ROLES, kept.Role],
])("the rules and the database know the same %s", (_, ruled, enumeration) => {
  expect([...ruled].sort()).toEqual(Object.values(enumeration).sort());
});
