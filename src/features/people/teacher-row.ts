import { cellDate } from "@/rules/cells";
import { documentKindOf } from "@/rules/documents";
import { misshapen, type SHAPE_VIOLATIONS, type Violation } from "@/rules/verdict";
import { type NewTeacher, NewTeacherInput } from "./new-teacher";

/** Who a row says is new, if it can be read; otherwise what is wrong with its cells. */
export interface ToldTeacher {
  teacher: NewTeacher | null;
  violations: Violation[];
}

/**
 * The teacher of a row: its cells are put as the form of a single one sends them, and read by the form's own shapes. Confirming the
 * table confirms those who are taken on again: each stands there with a flag.
 */
export function toldTeacher(fields: Readonly<Record<string, string>>): ToldTeacher {
  const violations: Violation[] = [];
  const typed: Record<string, string> = { ...fields, teacherName: fields.name ?? "", again: "on" };
  const kind = documentKindOf(fields.identityKind ?? "");
  if (kind) typed.identityKind = kind;
  else violations.push(misshapen("not-a-choice", "identityKind"));
  const hiredOn = cellDate(fields.hiredOn ?? "", "hiredOn");
  if (hiredOn.ok) typed.hiredOn = hiredOn.value;
  else violations.push(hiredOn.violation);

  const input = NewTeacherInput.safeParse(typed);
  const told = new Set(violations.map(({ field }) => field));
  for (const { path, message } of input.success ? [] : input.error.issues) {
    const name = path[0] === "teacherName" ? "name" : String(path[0] ?? "");
    if (told.has(name)) continue;
    told.add(name);
    violations.push(misshapen(message as (typeof SHAPE_VIOLATIONS)[number], name));
  }
  return { teacher: input.success && violations.length === 0 ? input.data : null, violations };
}
