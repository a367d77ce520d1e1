import type { ProjectState } from "@/ledger/project-state";
import type { CalendarDate } from "@/rules/calendar";
import { cellDate } from "@/rules/cells";
import type { CyclePolicy } from "@/rules/policy";
import { judgeSupport, type SupportYear } from "@/rules/support-teaching";
import { misshapen, type Violation } from "@/rules/verdict";
import type { Tx } from "@/server/db";
import type { RowVerdict } from "@/server/imports/import-rows";
import { creditsBeside, employmentsOf, peopleOfRows } from "./credit-facts";
import type { ReadRow } from "./judge-roster";

/** A row of attachment 3: what it is worth, year by year, and where and when it was served. */
export interface SupportVerdict extends RowVerdict {
  years: SupportYear[];
  service: Service | null;
}

export interface Service {
  place: string;
  receivingSchool: string;
  from: CalendarDate;
  to: CalendarDate;
}

/** Judges rows of support teaching (N3.4), each as alone and against each other: a half year is told once. */
export async function judgeSupportRows(
  tx: Tx,
  project: ProjectState,
  policy: CyclePolicy,
  rows: readonly ReadRow[],
  today: CalendarDate,
): Promise<SupportVerdict[]> {
  const { cityId } = project;
  const { matches, teacherIds } = await peopleOfRows(tx, cityId, rows);
  const [employments, beside] = await Promise.all([
    employmentsOf(tx, cityId, teacherIds),
    creditsBeside(tx, cityId, { projectId: project.id, teacherIds, trainingKeys: [], from: today, to: today }),
  ]);
  const toldBefore = new Map<number, { year: number; halves: number }[]>();
  return rows.map(({ fields, violations: unread }, index): SupportVerdict => {
    const { from, to, violations: unclear } = wordsOf(fields);
    const violations: Violation[] = [...unread, ...unclear];
    const match = matches[index];
    if (match && !match.ok) violations.push(match.violation);
    const teacherId = match?.ok ? match.person.teacherId : null;
    const common = { teacherId, role: "attended" as const };
    if (!from || !to || !match?.ok || teacherId === null)
      return { ...common, creditsTenths: 0, violations, flags: [], years: [], service: null };
    const earlier = toldBefore.get(teacherId) ?? [];
    const others = beside(teacherId).filter(({ source }) => source === "support_teaching");
    const verdict = judgeSupport(
      policy,
      { from, to },
      { ...match.person, employments: employments(teacherId), today, told: [...others, ...earlier] },
    );
    toldBefore.set(teacherId, [...earlier, ...verdict.years]);
    return {
      ...common,
      creditsTenths: verdict.years.reduce((sum, { tenths }) => sum + tenths, 0),
      violations: [...violations, ...verdict.violations],
      flags: verdict.flags,
      years: verdict.years,
      service: { place: fields.place ?? "", receivingSchool: fields.receivingSchool ?? "", from, to },
    };
  });
}

function wordsOf(fields: Readonly<Record<string, string>>): {
  from: CalendarDate | null;
  to: CalendarDate | null;
  violations: Violation[];
} {
  const from = cellDate(fields.from ?? "", "from");
  const to = cellDate(fields.to ?? "", "to");
  const violations: Violation[] = [];
  for (const field of ["place", "receivingSchool"])
    if (!fields[field]?.trim()) violations.push(misshapen("required", field));
  for (const date of [from, to]) if (!date.ok) violations.push(date.violation);
  return { from: from.ok ? from.value : null, to: to.ok ? to.value : null, violations };
}
