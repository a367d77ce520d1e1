import { z } from "zod";
import { type CyclePolicy, CyclePolicySchema } from "@/rules/policy";
import {
  CAPPED_SOURCES,
  HOURLY_SOURCES,
  POLICY_FIELDS,
  type PolicyValues,
  policyFieldFacts,
  policyOfValues,
} from "@/rules/policy-fields";
import { misshapen, type Violation } from "@/rules/verdict";
import { count, date, id, optional, tenths, text, yesOrNo } from "@/server/form-fields";
import { done, type Result, refused } from "@/server/result";

const number = z.coerce.number({ error: "not-a-choice" }).int().positive().max(2_147_483_647);
const year = z.string({ error: "required" }).transform((typed, context) => {
  if (/^\d{4}$/.test(typed.trim())) return Number(typed);
  context.addIssue({ code: "custom", message: typed.trim() === "" ? "required" : "not-a-number" });
  return z.NEVER;
});
/** One document a line. */
const lines = z.string({ error: "required" }).transform((typed, context) => {
  const documents = typed.split(/\r?\n/).flatMap((line) => line.trim() || []);
  if (documents.length > 0) return documents;
  context.addIssue({ code: "custom", message: "required" });
  return z.NEVER;
});
const orNull = (field: z.ZodType) => optional(field).transform((value) => value ?? null);

const KINDS = { credits: tenths, points: tenths, hours: tenths, whole: count, year, yesNo: yesOrNo, date, lines };

/** Every number of a policy as its form sends it, by the names of rules/policy-fields.ts. */
const policyFields: Record<string, z.ZodType> = Object.fromEntries([
  ...POLICY_FIELDS.map((name) => {
    const { kind, optional: mayBeEmpty } = policyFieldFacts(name);
    return [name, mayBeEmpty ? orNull(KINDS[kind]) : KINDS[kind]];
  }),
  ...CAPPED_SOURCES.map((source) => [`annualCaps.${source}`, orNull(tenths)]),
  ...HOURLY_SOURCES.map((source) => [`classHoursPerCredit.${source}`, orNull(count)]),
  ["documents", lines],
]);

export interface TypedPolicy {
  reason: string;
  values: PolicyValues;
}
export interface PolicyChangeInput extends TypedPolicy {
  cycleId: number;
  /** The version that the person saw. */
  baseVersion: number;
}
export interface NewCycleInput extends TypedPolicy {
  /** Whose policy it began with. */
  fromCycleId: number;
  name: string;
}

const reason = text(500);
const valuesOf = (parsed: Record<string, unknown>): PolicyValues =>
  Object.fromEntries(Object.keys(policyFields).map((name) => [name, parsed[name]])) as PolicyValues;

/** The policy of a cycle, its years aside, as a next version. */
export const PolicyChangeInput: z.ZodType<PolicyChangeInput> = z
  .object({ ...policyFields, cycleId: number, baseVersion: number, reason })
  .transform((parsed) => ({
    cycleId: parsed.cycleId,
    baseVersion: parsed.baseVersion,
    reason: parsed.reason,
    values: valuesOf(parsed),
  }));

/** A cycle with its first policy. */
export const NewCycleInput: z.ZodType<NewCycleInput> = z
  .object({ ...policyFields, fromCycleId: number, name: text(60), reason })
  .transform((parsed) => ({
    fromCycleId: parsed.fromCycleId,
    name: parsed.name,
    reason: parsed.reason,
    values: valuesOf(parsed),
  }));

export const PreviewId = z.object({ previewId: id });
export const CycleId = z.object({ cycleId: number });
export const CloseCycleInput = z.object({ cycleId: number, confirmed: z.literal("on", { error: "required" }), reason });
export type CloseCycleInput = z.output<typeof CloseCycleInput>;

/** The typed numbers as a policy; what contradicts comes back beside its field, with which rule it breaks. */
export function judgePolicy(values: PolicyValues): Result<CyclePolicy> {
  const parsed = CyclePolicySchema.safeParse(policyOfValues(values, "icourse163"));
  if (parsed.success) return done(parsed.data);
  const byField = new Map<string, Violation>();
  for (const issue of parsed.error.issues) {
    const path = issue.path.join(".");
    const field = issue.path[0] === "documents" ? "documents" : path;
    if (byField.has(field)) continue;
    byField.set(field, issue.code === "custom" ? contradicts(field) : outOfRange(field));
  }
  return refused(...byField.values());
}

const contradicts = (field: string): Violation => ({
  rule: null,
  clause: "S",
  code: "policy-contradicts",
  field,
  params: { which: field },
});

const outOfRange = (field: string): Violation => misshapen(field === "documents" ? "too-long" : "not-a-number", field);
