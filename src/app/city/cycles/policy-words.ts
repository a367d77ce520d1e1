import type { Messages } from "@/messages";
import { formatTenths } from "@/rules/credits";
import {
  POLICY_FIELDS,
  type PolicyField,
  type PolicyName,
  type PolicyValues,
  policyFieldFacts,
} from "@/rules/policy-fields";

type Value = PolicyValues[PolicyName];

/** The fields of a policy as they belong together. */
export const POLICY_GROUPS = {
  years: ["cycle.fromYear", "cycle.toYear"],
  required: [
    "required.totalTenths",
    "required.annualTotalTenths",
    "required.annualMinimumTenths",
    "required.annualMaximumTenths",
  ],
  online: ["required.onlineTenths", "required.annualOnlineTenths", "online.annualCapTenths", "online.makeUp"],
  degree: ["degree.creditsTenths", "degree.coversOnline"],
  support: [
    "supportTeaching.annualTenths",
    "supportTeaching.halfTenths",
    "supportTeaching.onlineHalfTenths",
    "supportTeaching.coversOnline",
  ],
  mooc: ["mooc.passScoreTenths", "mooc.realNameRequiredFrom", "mooc.maxHoursTenths"],
  others: ["object.private", "tenthsPerClassHour"],
} as const satisfies Record<string, readonly PolicyField[]>;
export type PolicyGroup = keyof typeof POLICY_GROUPS;
export const POLICY_GROUP_NAMES = Object.keys(POLICY_GROUPS) as PolicyGroup[];

const isField = (name: PolicyName): name is PolicyField => (POLICY_FIELDS as readonly string[]).includes(name);

/** What a field is called; of a kind's limit, with the kind. */
export function policyLabel(name: PolicyName, { policies: words, credits }: Messages): string {
  if (isField(name)) return words.fields[name];
  if (name === "documents") return words.documents;
  const [what, source] = name.split(".") as ["annualCaps" | "classHoursPerCredit", keyof typeof credits.sources];
  return what === "annualCaps" ? words.cap(credits.sources[source]) : words.hours(credits.sources[source]);
}

/** A value as it is read. */
export function policyValue(name: PolicyName, value: Value, { policies: { values, hoursValue } }: Messages): string {
  if (value === null) return values.none;
  if (typeof value === "boolean") return value ? values.yes : values.no;
  if (Array.isArray(value)) return value.join(" · ");
  if (typeof value !== "number") return String(value);
  if (!isField(name)) return name.startsWith("annualCaps") ? values.credits(formatTenths(value)) : hoursValue(value);
  const { kind } = policyFieldFacts(name);
  return kind === "credits" || kind === "points" || kind === "hours"
    ? values[kind](formatTenths(value))
    : String(value);
}

/** A value as it is typed. */
export function typedValue(name: PolicyName, value: Value): string {
  if (value === null) return "";
  if (typeof value === "boolean") return value ? "yes" : "no";
  if (Array.isArray(value)) return value.join("\n");
  const whole =
    name.startsWith("classHoursPerCredit") || (isField(name) && ["year", "date"].includes(policyFieldFacts(name).kind));
  return typeof value === "number" && !whole ? formatTenths(value) : String(value);
}
