import type { Messages } from "@/messages";
import type { Clause, RuleId } from "@/rules/clauses";
import { SHAPE_VIOLATIONS, type Violation } from "@/rules/verdict";
import type { Conflict } from "@/server/errors";
import { groundHref, groundText } from "@/ui/clause-link";
import type { FormState } from "@/ui/form-state";
import { dateTime } from "@/ui/format";

/** Never sent back to the browser, not even to the one that typed it. */
const SECRET_FIELDS = new Set(["password", "current", "next", "repeat"]);

/** «此项必填» fits every field, so it is said of which one. */
const SHAPES: ReadonlySet<string> = new Set(SHAPE_VIOLATIONS);

function fieldNames({
  claim,
  corrections,
  credits,
  desk,
  objections,
  organisations,
  oversight,
  platform,
  policies,
  projectPages,
  projects,
  reports,
  rounds,
  summaries,
  teacherRecords,
  pub: { signIn, password },
}: Messages): Readonly<Record<string, string>> {
  const { schoolCode, accountName } = signIn;
  const { current, next, repeat } = password;
  return {
    ...organisations.fields,
    ...teacherRecords.fields,
    ...desk.fields,
    ...policies.fields,
    documents: policies.documents,
    ...objections.fields,
    ...oversight.fields,
    ...summaries.fields,
    ...rounds.fields,
    ...reports.fields,
    ...projects.fields,
    identity: teacherRecords.fields.identity,
    ...projectPages.fields,
    ...corrections.fields,
    ...claim.fields,
    ...credits.evidenceKinds,
    schoolCode,
    name: accountName,
    tokenName: platform.name,
    password: signIn.password,
    current,
    next,
    repeat,
  };
}

/** The texts of a form, without files and without React's own fields. */
export function typedValues(form: FormData): Record<string, string> {
  const values: Record<string, string> = {};
  for (const [name, value] of form) {
    if (typeof value === "string" && !name.startsWith("$ACTION")) values[name] = value;
  }
  return values;
}

function withoutSecrets(values: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(values).filter(([name]) => !SECRET_FIELDS.has(name)));
}

/** What stands against a form, in words, beside what was typed. */
export function formState(
  messages: Messages,
  violations: readonly Violation[],
  values: Record<string, string>,
): FormState {
  return {
    violations: violations.map(({ field, code, clause, rule, params }) => ({
      field,
      text: messages.violations[code](params ?? {}),
      label: field !== null && SHAPES.has(code) ? (fieldNames(messages)[field] ?? null) : null,
      clause,
      ruleId: rule,
      ground: groundOf(messages, clause, rule),
    })),
    values: withoutSecrets(values),
    conflict: null,
  };
}

/** The shape of an input (no rule, no clause of the notice) needs no ground to be believed. */
function groundOf(messages: Messages, clause: Clause, rule: RuleId | null) {
  if (clause === "S" && rule === null) return null;
  return { href: groundHref(clause, rule), text: groundText(clause, messages) };
}

/** Somebody was quicker: what happened, by whom and when. */
export function conflictState(messages: Messages, conflict: Conflict, values: Record<string, string>): FormState {
  const { action, byName, byOrganisation, at } = conflict.happened;
  const { credits, objections, summaries } = messages;
  const words: Readonly<Record<string, string>> = {
    ...objections.decided,
    ...summaries.actions,
    ...credits.actions,
  };
  return {
    violations: [],
    values: withoutSecrets(values),
    conflict: credits.handledBy(byName, byOrganisation, dateTime(at), words[action] ?? credits.happened(action)),
  };
}
