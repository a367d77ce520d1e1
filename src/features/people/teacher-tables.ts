import type { Actor } from "@/server/actor";
import type { Tx } from "@/server/db";
import type { ImportedRow, RowVerdict } from "@/server/imports/import-rows";
import type { Judging, OpenTable } from "@/server/imports/judging";
import { fieldsOf, readLayout, withoutEchoes } from "@/server/imports/table-fields";
import { type JudgedTeacher, judgeTeachers } from "./take-on";
import { toldTeacher } from "./teacher-row";

/** More than any school takes on; and all rows are judged together at each mending. */
const MOST_ROWS = 1_000;

export type TeacherVerdict = RowVerdict & { judged: JudgedTeacher | null };

/** The tables of new teachers that a school brings: each row is judged as the form of a single one is. */
export const teacherTables: Judging<OpenTable, TeacherVerdict> = {
  kinds: ["teachers"],
  limits: { rows: MOST_ROWS },
  reach: "table",
  open: async (tx, actor, head) => ({ head, layout: await readLayout(tx, actor.cityId, head.kind, head.header) }),
  judge: judgeTeacherRows,
};

async function judgeTeacherRows(
  tx: Tx,
  actor: Actor,
  { head, layout }: OpenTable,
  rows: readonly ImportedRow[],
  now: Date,
): Promise<TeacherVerdict[]> {
  const read = rows.map((row) => {
    const { fields, violations } = fieldsOf(head.kind, layout, row);
    const told = toldTeacher(fields);
    return { teacher: told.teacher, violations: withoutEchoes([...violations, ...told.violations], violations) };
  });
  const teachers = read.flatMap(({ teacher }) => teacher ?? []);
  const judged = await judgeTeachers(tx, actor, teachers, now);
  const byTeacher = new Map(judged.map((one) => [one.teacher, one]));
  return read.map(({ teacher, violations }) => {
    const one = (teacher && byTeacher.get(teacher)) ?? null;
    const against = [...violations, ...withoutEchoes(one?.violations ?? [], violations)];
    // Whoever works elsewhere is no row's to show.
    const shown = one?.known && one.known.works !== "elsewhere" ? one.known.teacherId : null;
    const verdict = { teacherId: shown, role: null, creditsTenths: 0, violations: against, flags: one?.flags ?? [] };
    return { ...verdict, judged: against.length === 0 ? one : null };
  });
}
