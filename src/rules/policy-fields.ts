import type { Clause, RuleId } from "./clauses";
import type { CreditSource } from "./credit-entry";
import type { CyclePolicy } from "./policy";

/** Kinds that may have a cap of their own in a year: the others have theirs elsewhere, or none (policy.ts). */
export const CAPPED_SOURCES = [
  "mooc",
  "project",
  "lecture",
  "commissioned",
  "authorised",
  "support_teaching",
  "opening",
] as const satisfies readonly CreditSource[];
/** Kinds whose class hours may make credits by a measure of their own. */
export const HOURLY_SOURCES = [
  "mooc",
  "online",
  "project",
  "lecture",
  "commissioned",
  "authorised",
  "self_run",
  "opening",
] as const satisfies readonly CreditSource[];

type CappedField = `annualCaps.${(typeof CAPPED_SOURCES)[number]}`;
type HourlyField = `classHoursPerCredit.${(typeof HOURLY_SOURCES)[number]}`;

/** How a number of a policy is written: credits, points and class hours to a tenth, whole hours, years, days, yes or no. */
type FieldKind = "credits" | "points" | "hours" | "whole" | "year" | "yesNo" | "date" | "lines";

interface FieldFacts {
  kind: FieldKind;
  /** May stay empty: then it says nothing, or zero. */
  optional: boolean;
  rule: RuleId;
  clause: Clause;
}

const FIELDS = {
  "cycle.fromYear": field("year", "R15", "N1"),
  "cycle.toYear": field("year", "R15", "N1"),
  "required.totalTenths": field("credits", "R1", "N1"),
  "required.annualTotalTenths": field("credits", "R4", "N3.10"),
  "required.annualMinimumTenths": field("credits", "R1", "S", true),
  "required.annualMaximumTenths": field("credits", "R1", "S", true),
  "required.onlineTenths": field("credits", "R1", "N1"),
  "required.annualOnlineTenths": field("credits", "R2", "N3.5"),
  "online.annualCapTenths": field("credits", "R2", "N3.5"),
  "online.makeUp": field("yesNo", "R2", "S"),
  "degree.creditsTenths": field("credits", "R5", "N3.3"),
  "degree.coversOnline": field("yesNo", "R5", "S"),
  "supportTeaching.annualTenths": field("credits", "R6", "N3.4"),
  "supportTeaching.halfTenths": field("credits", "R6", "N3.4"),
  "supportTeaching.onlineHalfTenths": field("credits", "R6", "N3.4"),
  "supportTeaching.coversOnline": field("yesNo", "R6", "N3.4"),
  "mooc.passScoreTenths": field("points", "R7", "N3.7"),
  "mooc.realNameRequiredFrom": field("date", "R7", "N3.7"),
  "mooc.maxHoursTenths": field("hours", "R7", "S"),
  "object.private": field("yesNo", "R0", "S"),
  tenthsPerClassHour: field("credits", "R7", "S"),
} as const satisfies Record<string, FieldFacts>;

function field(kind: FieldKind, rule: RuleId, clause: Clause, optional = false): FieldFacts {
  return { kind, rule, clause, optional };
}

/** The numbers of a policy that stand by themselves, in the order in which they are shown; each names its ground. */
export type PolicyField = keyof typeof FIELDS;
export const POLICY_FIELDS = Object.keys(FIELDS) as PolicyField[];
export const policyFieldFacts = (name: PolicyField): FieldFacts => FIELDS[name];

/** Every value of a policy by the name of its field; null where it says nothing. */
export type PolicyValues = Record<PolicyField, number | boolean | string | null> &
  Record<CappedField | HourlyField, number | null> & { documents: readonly string[] };

export type PolicyName = keyof PolicyValues;

export function policyValues(policy: CyclePolicy): PolicyValues {
  const { cycle, required, online, degree, supportTeaching, mooc } = policy;
  const values = {
    "cycle.fromYear": cycle.fromYear,
    "cycle.toYear": cycle.toYear,
    "required.totalTenths": required.totalTenths,
    "required.annualTotalTenths": required.annualTotalTenths,
    "required.annualMinimumTenths": required.annualMinimumTenths === 0 ? null : required.annualMinimumTenths,
    "required.annualMaximumTenths": required.annualMaximumTenths,
    "required.onlineTenths": required.onlineTenths,
    "required.annualOnlineTenths": required.annualOnlineTenths,
    "online.annualCapTenths": online.annualCapTenths,
    "online.makeUp": online.makeUp,
    "degree.creditsTenths": degree.creditsTenths,
    "degree.coversOnline": degree.coversOnline,
    "supportTeaching.annualTenths": supportTeaching.annualTenths,
    "supportTeaching.halfTenths": supportTeaching.halfTenths,
    "supportTeaching.onlineHalfTenths": supportTeaching.onlineHalfTenths,
    "supportTeaching.coversOnline": supportTeaching.coversOnline,
    "mooc.passScoreTenths": mooc.passScoreTenths,
    "mooc.realNameRequiredFrom": mooc.realNameRequiredFrom,
    "mooc.maxHoursTenths": mooc.maxHoursTenths,
    "object.private": policy.object.private,
    tenthsPerClassHour: policy.tenthsPerClassHour,
    documents: policy.documents,
  };
  const caps = CAPPED_SOURCES.map((source) => [`annualCaps.${source}`, policy.annualCaps[source] ?? null]);
  const hours = HOURLY_SOURCES.map((source) => [
    `classHoursPerCredit.${source}`,
    policy.classHoursPerCredit[source] ?? null,
  ]);
  return { ...values, ...Object.fromEntries([...caps, ...hours]) };
}

/** The names of the fields in which two policies differ. */
export function differingFields(one: CyclePolicy, other: CyclePolicy): PolicyName[] {
  const [before, after] = [policyValues(one), policyValues(other)];
  return (Object.keys(after) as PolicyName[]).filter(
    (name) => JSON.stringify(before[name]) !== JSON.stringify(after[name]),
  );
}

/** What a typed policy has, as CyclePolicySchema (policy.ts) wants to see it. */
export function policyOfValues(values: PolicyValues, platform: CyclePolicy["mooc"]["platform"]): unknown {
  const chosen = <Source extends string>(prefix: string, sources: readonly Source[]) =>
    Object.fromEntries(
      sources.flatMap((source) => {
        const value = values[`${prefix}.${source}` as PolicyName];
        return value === null ? [] : [[source, value]];
      }),
    );
  return {
    cycle: { fromYear: values["cycle.fromYear"], toYear: values["cycle.toYear"] },
    required: {
      totalTenths: values["required.totalTenths"],
      onlineTenths: values["required.onlineTenths"],
      annualTotalTenths: values["required.annualTotalTenths"],
      annualOnlineTenths: values["required.annualOnlineTenths"],
      annualMinimumTenths: values["required.annualMinimumTenths"] ?? 0,
      annualMaximumTenths: values["required.annualMaximumTenths"],
    },
    tenthsPerClassHour: values.tenthsPerClassHour,
    classHoursPerCredit: chosen("classHoursPerCredit", HOURLY_SOURCES),
    annualCaps: chosen("annualCaps", CAPPED_SOURCES),
    online: { annualCapTenths: values["online.annualCapTenths"], makeUp: values["online.makeUp"] },
    degree: { creditsTenths: values["degree.creditsTenths"], coversOnline: values["degree.coversOnline"] },
    supportTeaching: {
      annualTenths: values["supportTeaching.annualTenths"],
      halfTenths: values["supportTeaching.halfTenths"],
      onlineHalfTenths: values["supportTeaching.onlineHalfTenths"],
      coversOnline: values["supportTeaching.coversOnline"],
    },
    object: { private: values["object.private"] },
    mooc: {
      platform,
      passScoreTenths: values["mooc.passScoreTenths"],
      realNameRequiredFrom: values["mooc.realNameRequiredFrom"],
      maxHoursTenths: values["mooc.maxHoursTenths"],
    },
    documents: values.documents,
  };
}
