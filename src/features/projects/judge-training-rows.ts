import { type PolicyInForce, policiesOfYears } from "@/ledger/cycle-policy";
import { addDays, type CalendarDate, calendarDate, compareDates, yearOf } from "@/rules/calendar";
import { cellTenths, cellYear } from "@/rules/cells";
import { closedCycle } from "@/rules/cycles";
import { judgeCredited, type ParticipantFacts } from "@/rules/participants";
import { creditsOfHours, inCycle } from "@/rules/policy";
import { openingTrainingKey, PROJECTS, provincialTrainingKey } from "@/rules/projects";
import { reconcile, type Standing } from "@/rules/reconciliation";
import { type Flag, misshapen, type Violation } from "@/rules/verdict";
import type { Tx } from "@/server/db";
import { NotFound } from "@/server/errors";
import type { RowVerdict } from "@/server/imports/import-rows";
import { creditsBeside, employmentsOf, peopleOfRows } from "./credit-facts";
import type { ReadRow } from "./judge-roster";

/** A row of the provincial system's or the former bank's table: its training, and how it stands to what the bank has. */
export interface TrainingVerdict extends RowVerdict {
  training: { key: string; kind: "national" | "provincial" | "opening"; title: string; year: number } | null;
  standing: Standing | null;
}

/** The last day that a year's training can have ended on: the table names the year alone. */
export function endOfYear(year: number, today: CalendarDate): CalendarDate {
  const last = calendarDate(`${year}-12-31`);
  return compareDates(last, today) < 0 ? last : today;
}

/** Judges rows of person, project, year and hours, and sets them against the bank: only there, the same, or different. */
export async function judgeTrainingRows(
  tx: Tx,
  cityId: number,
  kind: "provincial" | "opening",
  rows: readonly ReadRow[],
  today: CalendarDate,
): Promise<TrainingVerdict[]> {
  const { matches, teacherIds } = await peopleOfRows(tx, cityId, rows);
  const trainings = rows.map(({ fields }) => trainingOf(kind, fields));
  const years = trainings.flatMap(({ training }) => training?.year ?? []);
  const policyOf = await policiesFor(tx, cityId, years, yearOf(today));
  const trainingKeys = [...new Set(trainings.flatMap(({ training }) => (training ? [training.key] : [])))];
  // No days are told, so nothing overlaps: an empty time.
  const never = { from: today, to: addDays(today, -1) };
  const [employments, beside] = await Promise.all([
    employmentsOf(tx, cityId, teacherIds),
    creditsBeside(tx, cityId, { projectId: null, teacherIds, trainingKeys, ...never }),
  ]);
  const seen = new Set<string>();
  return rows.map(({ fields, violations: unread }, index): TrainingVerdict => {
    const { training, violations: unclear } = trainings[index] ?? { training: null, violations: [] };
    const hours = hoursOf(fields);
    const violations: Violation[] = [...unread, ...unclear, ...hours.violations];
    const match = matches[index];
    if (match && !match.ok) violations.push(match.violation);
    const teacherId = match?.ok ? match.person.teacherId : null;
    const inForce = policyOf(training?.year ?? null);
    const { policy } = inForce;
    const creditsTenths = creditsOfHours(policy, PROJECTS[kind].source, hours.tenths);
    const trainingKey = training?.key ?? null;
    const common = { teacherId, role: "attended" as const, creditsTenths, training, trainingKey };
    if (!training || !match?.ok || teacherId === null) return { ...common, violations, flags: [], standing: null };

    violations.push(
      ...judgeYear(inForce, training.year, { ...match.person, employments: employments(teacherId) }, today),
    );
    const key = `${teacherId}/${training.key}`;
    if (seen.has(key)) violations.push({ rule: "R16", clause: "S", code: "listed-twice", field: "name" });
    seen.add(key);
    const line = { teacherId, trainingKey: training.key, tenths: creditsTenths };
    const here = beside(teacherId)
      .filter((other) => other.trainingKey === training.key)
      .map((other) => ({ ...line, tenths: other.creditsTenths }));
    const standing = reconcile([line], here).standings[0] ?? "only-there";
    if (standing === "different") violations.push(differing(here[0]?.tenths ?? 0, creditsTenths));
    const flags: Flag[] = standing === "same" ? [{ code: "posted-already" }] : [];
    return { ...common, violations, flags, standing };
  });
}

/** The policy of a year's own cycle: a table may come when the next one has begun. Of a year that no cycle has, the present one. */
async function policiesFor(
  tx: Tx,
  cityId: number,
  years: readonly number[],
  present: number,
): Promise<(year: number | null) => PolicyInForce> {
  const policies = await policiesOfYears(tx, cityId, [...new Set([present, ...years])]);
  const [other] = policies.values();
  const fallback = policies.get(present) ?? other;
  if (!fallback) throw new NotFound("no cycle is open");
  return (year) => (year === null ? undefined : policies.get(year)) ?? fallback;
}

function hoursOf(fields: Readonly<Record<string, string>>): { tenths: number; violations: Violation[] } {
  const hours = cellTenths(fields.hours ?? "", "hours");
  if (!hours.ok) return { tenths: 0, violations: [hours.violation] };
  if (hours.value === null) return { tenths: 0, violations: [misshapen("required", "hours")] };
  if (hours.value > 0) return { tenths: hours.value, violations: [] };
  return { tenths: 0, violations: [{ rule: null, clause: "S", code: "hours-not-positive", field: "hours" }] };
}

/** On post on any day of the year will do: the table doesn't tell the day. */
function judgeYear(
  { policy, closed }: PolicyInForce,
  year: number,
  person: Pick<ParticipantFacts, "certificateNumber" | "schoolIsPrivate" | "employments">,
  today: CalendarDate,
): Violation[] {
  if (!inCycle(policy, year))
    return [{ rule: "R15", clause: "S", code: "outside-cycle", field: "year", params: { ...policy.cycle } }];
  if (closed) return [closedCycle("year")];
  if (year > yearOf(today)) return [{ rule: "R15", clause: "S", code: "ended-in-future", field: "year" }];
  return judgeCredited(policy, person, endOfYear(year, today), calendarDate(`${year}-01-01`));
}

const differing = (here: number, there: number): Violation => ({
  rule: "R16",
  clause: "S",
  code: "posted-with-other-hours",
  field: "hours",
  params: { here, there },
});

function trainingOf(
  kind: "provincial" | "opening",
  fields: Readonly<Record<string, string>>,
): { training: TrainingVerdict["training"]; violations: Violation[] } {
  const year = cellYear(fields.year ?? "", "year");
  const title = (fields.title ?? "").trim();
  const violations: Violation[] = [];
  if (title === "") violations.push(misshapen("required", "title"));
  if ([...title].length > 120) violations.push(misshapen("too-long", "title"));
  if (!year.ok) violations.push(year.violation);
  if (violations.length > 0 || !year.ok) return { training: null, violations };
  const national = /国培|国家级/.test(`${fields.level ?? ""}${title}`);
  return {
    training: {
      key: kind === "opening" ? openingTrainingKey(year.value, title) : provincialTrainingKey(year.value, title),
      kind: kind === "opening" ? "opening" : national ? "national" : "provincial",
      title,
      year: year.value,
    },
    violations,
  };
}
