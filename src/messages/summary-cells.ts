import { formatTenths } from "@/rules/credits";
import type { DegreeLevel } from "@/rules/degree";
import type { SummaryColumn } from "@/rules/summary-tables";
import type { SupportKind } from "@/rules/support-teaching";
import type { Messages } from ".";

/** What a cell of a table says; codes become words here. */
export function cellWords(
  column: SummaryColumn,
  value: string | number | null | undefined,
  { credits, projects, summaries }: Messages,
): string {
  if (value === null || value === undefined) return "";
  switch (column) {
    case "formerLevel":
    case "newLevel":
      return credits.degreeLevels[value as DegreeLevel];
    case "kind":
      return projects.supportKinds[value as SupportKind];
    case "realName":
      return summaries.yesNo[value as "yes" | "no"];
    case "hours":
    case "score":
    case "credits":
      return formatTenths(Number(value));
    default:
      return String(value);
  }
}
