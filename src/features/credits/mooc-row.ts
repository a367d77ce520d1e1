import { type Cell, cellDate, cellTenths, cellYesNo } from "@/rules/cells";
import type { EvidenceKind } from "@/rules/credit-entry";
import { formatTenths } from "@/rules/credits";
import type { ImportFieldName } from "@/rules/import-layouts";
import type { MoocClaim } from "@/rules/mooc";
import { misshapen, type SHAPE_VIOLATIONS, type Violation } from "@/rules/verdict";
import { ClaimInput, claimOf } from "./claim-input";

/** What a row claims, if it can be read; otherwise what is wrong with its cells. */
export interface ToldMooc {
  claim: MoocClaim | null;
  accountChecked: boolean;
  violations: Violation[];
}

type Fields = Readonly<Record<string, string>>;

/** The scans that a row names, by the column that names them. */
export const SCAN_FIELDS = {
  certificateFile: "certificate",
  completionFile: "completion_screenshot",
  accountFile: "account_screenshot",
} as const satisfies Partial<Record<ImportFieldName, EvidenceKind>>;

const NUMBERS = ["certificateHours", "accountHours", "courseHours"] as const;
/** Any of them is said of a certificate (N3.7); a row without one is of a course that gives none. */
const OF_A_CERTIFICATE = ["certificateNumber", "certificateHours", "accountHours", "certificateFile"] as const;

const YES_OR_NO = (value: boolean | null) => (value === null ? "" : value ? "yes" : "no");
const HOURS = (value: number | null) => (value === null ? "" : formatTenths(value));

/**
 * The claim that a row makes: its cells are put as the form of a single MOOC sends them, and read by the form's own shapes. The
 * table is of the platform that the notice names (N3.7), so it has no column for it.
 */
export function toldMooc(fields: Fields, entryId: string): ToldMooc {
  const violations: Violation[] = [];
  const typed: Record<string, string> = { ...fields, entryId, kind: "mooc", platform: "icourse163", truthful: "on" };
  const put = <Value>(name: string, cell: Cell<Value>, written: (value: Value) => string) => {
    if (cell.ok) typed[name] = written(cell.value);
    else violations.push(cell.violation);
    return cell.ok ? cell.value : null;
  };
  const field = (name: ImportFieldName) => fields[name] ?? "";
  put("finishedOn", cellDate(field("finishedOn"), "finishedOn"), String);
  put("score", cellTenths(field("score"), "score"), HOURS);
  for (const name of NUMBERS) put(name, cellTenths(field(name), name), HOURS);
  if (field("realName") === "") violations.push(misshapen("required", "realName"));
  else put("realName", cellYesNo(field("realName"), "realName"), YES_OR_NO);
  const accountChecked =
    put("accountChecked", cellYesNo(field("accountChecked"), "accountChecked"), YES_OR_NO) === true;
  typed.accountChecked = accountChecked ? "on" : "";
  typed.hasCertificate = OF_A_CERTIFICATE.some((name) => field(name) !== "") ? "yes" : "no";

  const input = ClaimInput.safeParse(typed);
  const told = new Set(violations.map((violation) => violation.field));
  for (const { path, message } of input.success ? [] : input.error.issues) {
    const name = String(path[0] ?? "");
    if (told.has(name)) continue;
    told.add(name);
    violations.push(misshapen(message as (typeof SHAPE_VIOLATIONS)[number], name));
  }
  const special = input.success && violations.length === 0 ? claimOf(input.data) : null;
  return { claim: special?.kind === "mooc" ? special.claim : null, accountChecked, violations };
}
