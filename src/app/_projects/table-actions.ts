import { confirmTeachers, dropTeacher, mendTeacher, putTeachersAway } from "@/app/_teachers/import-actions";
import type { ImportKind } from "@/rules/import-layouts";
import { confirm, discard, dropRow, mendRow } from "./actions";
import { confirmMoocs, dropMooc, mendMooc, putMoocsAway } from "./mooc-actions";

const OF_TRAININGS = { confirm, discard, mend: mendRow, drop: dropRow };
const OF_MOOCS = { confirm: confirmMoocs, discard: putMoocsAway, mend: mendMooc, drop: dropMooc };
const OF_TEACHERS = { confirm: confirmTeachers, discard: putTeachersAway, mend: mendTeacher, drop: dropTeacher };

/** What is done to a table and its rows, by the feature whose kind of table it is. */
export function actionsOf(kind: ImportKind) {
  if (kind === "mooc") return OF_MOOCS;
  return kind === "teachers" ? OF_TEACHERS : OF_TRAININGS;
}
