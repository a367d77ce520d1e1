import { type PolicyInForce, policiesOfYears } from "@/ledger/cycle-policy";
import { type CalendarDate, calendarDateInShanghai, yearOf } from "@/rules/calendar";
import { judgeConfirmations } from "@/rules/confirmations";
import { closedCycle } from "@/rules/cycles";
import { judgeDeadline } from "@/rules/deadlines";
import { degreeCertificateKey, judgeDegree } from "@/rules/degree";
import { judgeMooc, moocCertificateKey, moocNeedsAccountCheck, moocTrainingKey } from "@/rules/mooc";
import type { ClaimContext, SpecialVerdict } from "@/rules/special-credit";
import type { Violation } from "@/rules/verdict";
import type { Tx } from "@/server/db";
import { NotFound } from "@/server/errors";
import type { ClaimFacts } from "./claim-facts";
import type { SpecialClaim } from "./claim-input";

/** What the entry of a claim holds of it. */
export interface ClaimColumns {
  title: string;
  year: number;
  endedOn: CalendarDate;
  creditsTenths: number;
  trainingKey: string | null;
  certificateKey: string | null;
}

export interface JudgedClaim {
  inForce: PolicyInForce;
  verdict: SpecialVerdict;
  columns: ClaimColumns;
}

/** The columns of an entry that tell what is claimed; the credits are the verdict's. */
function claimColumns(special: SpecialClaim, verdict: SpecialVerdict): ClaimColumns {
  const common = { year: verdict.year, creditsTenths: verdict.creditsTenths ?? 0 };
  if (special.kind === "degree") {
    const { claim } = special;
    const certificateKey = degreeCertificateKey(claim);
    return {
      ...common,
      title: `${claim.institution} ${claim.major}`,
      endedOn: claim.graduatedOn,
      trainingKey: null,
      certificateKey,
    };
  }
  const { claim } = special;
  return {
    ...common,
    title: claim.courseName,
    endedOn: claim.finishedOn,
    trainingKey: moocTrainingKey(claim),
    certificateKey: moocCertificateKey(claim),
  };
}

/**
 * Judges a claim by the policy of the cycle in which it ended (or, where none has that year, of the present one).
 */
export async function judgeClaim(
  tx: Tx,
  cityId: number,
  special: SpecialClaim,
  facts: ClaimFacts,
  now: Date,
): Promise<JudgedClaim> {
  const endedOn = special.kind === "degree" ? special.claim.graduatedOn : special.claim.finishedOn;
  const years = [yearOf(endedOn), yearOf(calendarDateInShanghai(now))];
  return judgeUnder(policyFor(await policiesOfYears(tx, cityId, years), years), special, facts, now);
}

/** @param years the claim's own, then the present one */
export function policyFor(policies: ReadonlyMap<number, PolicyInForce>, years: readonly number[]): PolicyInForce {
  for (const year of years) {
    const inForce = policies.get(year);
    if (inForce) return inForce;
  }
  throw new NotFound("no cycle is open");
}

/** Judges a claim by a policy. */
export function judgeUnder(inForce: PolicyInForce, special: SpecialClaim, facts: ClaimFacts, now: Date): JudgedClaim {
  const today = calendarDateInShanghai(now);
  const context: ClaimContext = {
    today,
    certificateNumber: facts.teacher.certificateNumber,
    schoolIsPrivate: facts.teacher.schoolIsPrivate,
    employments: facts.employments,
    otherEntries: facts.otherEntries,
    evidenceKinds: facts.evidenceKinds,
  };
  const verdict =
    special.kind === "degree"
      ? judgeDegree(inForce.policy, special.claim, context)
      : judgeMooc(inForce.policy, special.claim, context);
  const dated = special.kind === "degree" ? "graduatedOn" : "finishedOn";
  const violations = inForce.closed ? [closedCycle(dated), ...verdict.violations] : verdict.violations;
  return { inForce, verdict: { ...verdict, violations }, columns: claimColumns(special, verdict) };
}

/** R17 for registering or mending a claim of this kind and year. */
export function deadlineOfClaim(
  action: "declare" | "register" | "resubmit",
  special: SpecialClaim,
  judged: JudgedClaim,
  facts: Pick<ClaimFacts, "rounds" | "reopenings"> & { schoolId: number },
  now: Date,
): Violation[] {
  const violation = judgeDeadline({
    source: special.kind,
    year: judged.columns.year,
    action,
    step: null,
    schoolId: facts.schoolId,
    today: calendarDateInShanghai(now),
    rounds: facts.rounds,
    reopenings: facts.reopenings,
  });
  return violation ? [violation] : [];
}

/** A school that registers is the first to review: where the paper alone doesn't tell, it has looked into the account (N3.7). */
export function schoolStatement(special: SpecialClaim, accountChecked: boolean): Violation[] {
  const needed = special.kind === "mooc" && moocNeedsAccountCheck(special.claim);
  return judgeConfirmations(needed ? ["accountChecked"] : [], { accountChecked, contentConfirmed: false });
}
