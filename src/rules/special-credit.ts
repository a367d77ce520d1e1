import { type CalendarDate, compareDates } from "./calendar";
import type { Clause, RuleId } from "./clauses";
import { type CreditSource, type EntryStatus, type EvidenceKind, isLive, type SpecialSource } from "./credit-entry";
import { type Employment, judgePerson, onPostOn } from "./duty";
import { type CyclePolicy, inCycle } from "./policy";
import type { Check, CheckCode, VerdictParams, Violation, ViolationCode } from "./verdict";

/** Another entry of the same teacher. */
export interface OtherEntry {
  id: string;
  source: CreditSource;
  year: number;
  status: EntryStatus;
  trainingKey: string | null;
  certificateKey: string | null;
}

/** What a claim is judged by beside its own words. */
export interface ClaimContext {
  today: CalendarDate;
  certificateNumber: string | null;
  schoolIsPrivate: boolean;
  employments: readonly Employment[];
  otherEntries: readonly OtherEntry[];
  evidenceKinds: ReadonlySet<EvidenceKind>;
}

/** By what a special credit is measured; «by the certificate's hours» is shown beside the number. */
export type CreditBasis = "certificate-hours" | "account-hours" | "course-hours" | "degree";

export interface SpecialVerdict {
  violations: Violation[];
  /** What the reviewer sees as ✓ and ✗: the same verdict, told in full. */
  checks: Check[];
  /** Null while it can't be said yet. */
  creditsTenths: number | null;
  basis: CreditBasis | null;
  requiredEvidence: EvidenceKind[];
  /** The year in which it counts (R15). */
  year: number;
  /** Nothing wrong, but for a reviewer to look at. */
  flags: "same-course-in-another-term"[];
}

/** Collects what is right and wrong with a claim: every check is a ✓ or a ✗, and every ✗ a violation at its field. */
export class Verdict {
  readonly violations: Violation[] = [];
  readonly checks: Check[] = [];

  check(code: CheckCode, ok: boolean, ground: [RuleId, Clause], otherwise?: Otherwise): void {
    const [rule, clause] = ground;
    this.checks.push({ code, ok, rule, clause, ...(otherwise?.params && { params: otherwise.params }) });
    if (!ok && otherwise) this.refuse(ground, otherwise);
  }

  refuse([rule, clause]: [RuleId, Clause], { code, field, params }: Otherwise): void {
    this.violations.push({ rule, clause, code, field, ...(params && { params }) });
  }
}

interface Otherwise {
  code: ViolationCode;
  field: string | null;
  params?: VerdictParams;
}

/** The checks that every special credit goes through: the person, the time, the number of the paper, the scans. */
export function checkCommon(
  verdict: Verdict,
  policy: CyclePolicy,
  context: ClaimContext,
  claim: {
    endedOn: CalendarDate;
    dateField: string;
    cycleGround: [RuleId, Clause];
    numberField: string;
    certificateKey: string | null;
    source: SpecialSource;
  },
): void {
  const person = judgePerson(policy, context);
  const lacks = (code: ViolationCode) => person.some((violation) => violation.code === code);
  verdict.violations.push(...person);
  verdict.check("teacher-certificate", !lacks("no-teacher-certificate"), ["R0", "N1"]);
  verdict.check("on-post", !lacks("not-on-post"), ["R0", "N1"]);
  verdict.check("school-in-scope", !lacks("private-school-excluded"), ["R0", "N1"]);

  const { endedOn, dateField } = claim;
  const { fromYear, toYear } = policy.cycle;
  const year = Number(endedOn.slice(0, 4));
  verdict.check("ended-by-today", compareDates(endedOn, context.today) <= 0, ["R15", "S"], {
    code: "ended-in-future",
    field: dateField,
  });
  verdict.check("in-cycle", inCycle(policy, year), claim.cycleGround, {
    code: "outside-cycle",
    field: dateField,
    params: { fromYear, toYear },
  });
  const hired = [...context.employments].map(({ from }) => from).sort(compareDates)[0];
  const afterHiring = hired !== undefined && compareDates(hired, endedOn) <= 0;
  verdict.check("on-post-when-ended", afterHiring && onPostOn(context.employments, endedOn), ["R4", "S"], {
    code: afterHiring ? "ended-off-post" : "ended-before-hiring",
    field: dateField,
  });
  const twice = context.otherEntries.some(
    (other) =>
      isLive(other.status) &&
      other.source === claim.source &&
      claim.certificateKey !== null &&
      other.certificateKey === claim.certificateKey,
  );
  verdict.check("certificate-once", !twice, ["R16", "S"], { code: "same-certificate-twice", field: claim.numberField });
}

/** The scans that are needed and not there. */
export function checkEvidence(
  verdict: Verdict,
  needed: readonly EvidenceKind[],
  present: ReadonlySet<EvidenceKind>,
  ground: [RuleId, Clause],
): void {
  const missing = needed.filter((kind) => !present.has(kind));
  verdict.check("evidence", missing.length === 0, ground);
  for (const kind of missing) verdict.refuse(ground, { code: "evidence-missing", field: kind, params: { kind } });
}

/**
 * Folds a printed number for comparison: width, case, spaces, the kind of dash and signs that nobody sees make no
 * difference; the print itself is kept.
 */
export function certificateKeyOf(printed: string): string {
  return printed
    .normalize("NFKC")
    .replace(/[\s\p{Cf}]+/gu, "")
    .replace(/\p{Pd}/gu, "-")
    .toUpperCase();
}
