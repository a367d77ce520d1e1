import type { ProjectState } from "@/ledger/project-state";
import { cellRole, cellTenths } from "@/rules/cells";
import { judgeParticipant, type ParticipantRole } from "@/rules/participants";
import type { CyclePolicy } from "@/rules/policy";
import type { Violation } from "@/rules/verdict";
import type { Tx } from "@/server/db";
import type { ImportedRow, RowVerdict } from "@/server/imports/import-rows";
import type { FieldsOfRow } from "@/server/imports/table-fields";
import { creditsBeside, employmentsOf, peopleOfRows } from "./credit-facts";

/** A row with what it says. */
export interface ReadRow extends FieldsOfRow {
  row: ImportedRow;
}

/**
 * Judges rows of a roster, each as it would be judged alone, and against each other: whoever stands on it twice in one role is
 * told at the later line. Given all rows of a person, the verdict on them is complete.
 */
export async function judgeRoster(
  tx: Tx,
  project: ProjectState,
  policy: CyclePolicy,
  rows: readonly ReadRow[],
): Promise<RowVerdict[]> {
  const { cityId } = project;
  const { matches, teacherIds } = await peopleOfRows(tx, cityId, rows);
  const [employments, beside] = await Promise.all([
    employmentsOf(tx, cityId, teacherIds),
    creditsBeside(tx, cityId, {
      projectId: project.id,
      teacherIds,
      trainingKeys: [project.trainingKey],
      from: project.startsOn,
      to: project.endsOn,
    }),
  ]);
  const seen = new Set<string>();
  return rows.map(({ fields, violations: unread }, index): RowVerdict => {
    const role = cellRole(fields.role ?? "", "role");
    const hours = cellTenths(fields.hours ?? "", "hours");
    const violations: Violation[] = [...unread];
    if (!role.ok) violations.push(role.violation);
    if (!hours.ok) violations.push(hours.violation);
    const told: ParticipantRole = role.ok ? role.value : "attended";
    const match = matches[index];
    if (!match?.ok) {
      if (match) violations.push(match.violation);
      return { teacherId: null, role: told, creditsTenths: 0, violations, flags: [] };
    }
    const { person } = match;
    const key = `${person.teacherId}/${told}`;
    const verdict = judgeParticipant(
      policy,
      project,
      { role: told, hoursTenths: hours.ok ? hours.value : null },
      {
        ...person,
        employments: employments(person.teacherId),
        beside: beside(person.teacherId).map((other) => ({
          ...other,
          same: other.trainingKey === project.trainingKey,
        })),
        twice: seen.has(key),
      },
    );
    seen.add(key);
    return {
      teacherId: person.teacherId,
      role: told,
      creditsTenths: verdict.creditsTenths,
      violations: [...violations, ...verdict.violations],
      flags: verdict.flags,
    };
  });
}
