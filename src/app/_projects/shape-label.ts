import type { Messages } from "@/messages";
import { SHAPE_VIOLATIONS, type Violation } from "@/rules/verdict";

const SHAPES: ReadonlySet<string> = new Set(SHAPE_VIOLATIONS);

/** «此项必填» fits every cell of a row, so it is said of which one; nothing where the words say it themselves. */
export function shapeLabel(
  code: Violation["code"],
  field: Violation["field"],
  { projects, forms }: Messages,
): string | null {
  const names: Readonly<Record<string, string>> = projects.fields;
  const name = field !== null && SHAPES.has(code) ? names[field] : undefined;
  return name === undefined ? null : name + forms.colon;
}
