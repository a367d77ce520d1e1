import { type CalendarDate, yearOf } from "./calendar";
import { type EvidenceKind, isLive } from "./credit-entry";
import type { CyclePolicy } from "./policy";
import {
  type ClaimContext,
  certificateKeyOf,
  checkCommon,
  checkEvidence,
  type SpecialVerdict,
  Verdict,
} from "./special-credit";

/** From the lowest to the highest. */
export const DEGREE_LEVELS = ["secondary", "associate", "bachelor", "master", "doctor"] as const;
export type DegreeLevel = (typeof DEGREE_LEVELS)[number];

/** What a teacher or school says of a degree upgrade (N3.3). */
export interface DegreeClaim {
  formerLevel: DegreeLevel;
  newLevel: DegreeLevel;
  institution: string;
  major: string;
  graduatedOn: CalendarDate;
  diplomaNumber: string;
}

/** N3.3: the diploma, whatever else. */
export const DEGREE_EVIDENCE: readonly EvidenceKind[] = ["diploma"];

export const degreeCertificateKey = ({ diplomaNumber }: DegreeClaim): string => certificateKeyOf(diplomaNumber);

/** R5: a level above the former one, graduated within the cycle and after hiring, with a diploma; once a cycle. */
export function judgeDegree(policy: CyclePolicy, claim: DegreeClaim, context: ClaimContext): SpecialVerdict {
  const verdict = new Verdict();
  checkCommon(verdict, policy, context, {
    endedOn: claim.graduatedOn,
    dateField: "graduatedOn",
    cycleGround: ["R5", "N3.3"],
    numberField: "diplomaNumber",
    certificateKey: degreeCertificateKey(claim),
    source: "degree",
  });
  const above = DEGREE_LEVELS.indexOf(claim.newLevel) > DEGREE_LEVELS.indexOf(claim.formerLevel);
  verdict.check("level-above-former", above, ["R5", "N3.3"], { code: "degree-not-above-former", field: "newLevel" });
  const { fromYear, toYear } = policy.cycle;
  const second = context.otherEntries.some(
    (other) => other.source === "degree" && isLive(other.status) && other.year >= fromYear && other.year <= toYear,
  );
  verdict.check("degree-once", !second, ["R5", "S"], { code: "second-degree", field: null });
  checkEvidence(verdict, DEGREE_EVIDENCE, context.evidenceKinds, ["R5", "N3.3"]);
  return {
    violations: verdict.violations,
    checks: verdict.checks,
    creditsTenths: policy.degree.creditsTenths,
    basis: "degree",
    requiredEvidence: [...DEGREE_EVIDENCE],
    year: yearOf(claim.graduatedOn),
    flags: [],
  };
}
