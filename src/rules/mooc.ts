import { type CalendarDate, compareDates, yearOf } from "./calendar";
import { type EvidenceKind, isLive } from "./credit-entry";
import { type CyclePolicy, creditsOfHours } from "./policy";
import {
  type ClaimContext,
  type CreditBasis,
  certificateKeyOf,
  checkCommon,
  checkEvidence,
  type SpecialVerdict,
  Verdict,
} from "./special-credit";
import type { ViolationCode } from "./verdict";

/** What a teacher or school says of a MOOC (N3.7). Hours and score in tenths. */
export interface MoocClaim {
  platform: "icourse163" | "other";
  courseName: string;
  university: string;
  /** As printed: 第3次开课, 2019春. */
  term: string;
  finishedOn: CalendarDate;
  scoreTenths: number;
  realName: boolean;
  hasCertificate: boolean;
  certificateNumber: string | null;
  /** The hours that the certificate names, if it names any. */
  certificateHoursTenths: number | null;
  /** The hours seen in the teacher's account, where the certificate names none. */
  accountHoursTenths: number | null;
  /** The hours of the course, where there is no certificate. */
  courseHoursTenths: number | null;
}

type MoocShape = Pick<MoocClaim, "hasCertificate" | "certificateHoursTenths" | "realName">;

/** By what the hours are told: the three cases of N3.7. */
function moocBasis({ hasCertificate, certificateHoursTenths }: MoocShape): Exclude<CreditBasis, "degree"> {
  if (!hasCertificate) return "course-hours";
  return certificateHoursTenths === null ? "account-hours" : "certificate-hours";
}

/** The hours by which a MOOC counts (R7): the certificate's, else the account's, else the course's; null where they are not told. */
export function moocHoursTenths(
  claim: MoocShape & Pick<MoocClaim, "accountHoursTenths" | "courseHoursTenths">,
): number | null {
  return {
    "certificate-hours": claim.certificateHoursTenths,
    "account-hours": claim.accountHoursTenths,
    "course-hours": claim.courseHoursTenths,
  }[moocBasis(claim)];
}

/** The scans that N3.7 asks for, to be said before the upload. */
export function moocEvidence(shape: MoocShape): EvidenceKind[] {
  const kinds: EvidenceKind[] = shape.hasCertificate ? ["certificate"] : ["completion_screenshot"];
  if (moocBasis(shape) === "account-hours") kinds.push("account_screenshot");
  // N3.7(2): the certificate and the screenshot of the finished course, and the school looks into the account.
  if (!shape.realName && !kinds.includes("completion_screenshot")) kinds.push("completion_screenshot");
  return kinds;
}

/** Must the school have looked into the teacher's account? Where the paper alone doesn't tell (N3.7). */
export function moocNeedsAccountCheck(shape: MoocShape): boolean {
  return !shape.realName || moocBasis(shape) !== "certificate-hours";
}

// Width, case, spaces and signs that nobody sees make no other course; the key's own separators can't be typed into it.
const fold = (text: string) =>
  text
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[\s\p{Cf}|/]+/gu, "");

/** The same course of the same university in the same term is the same training (R16). */
export function moocTrainingKey({ courseName, university, term }: MoocClaim): string {
  return `mooc/${fold(university)}/${fold(courseName)}/${fold(term)}`;
}

const courseOf = (trainingKey: string) => trainingKey.slice(0, trainingKey.lastIndexOf("/"));

export const moocCertificateKey = ({ certificateNumber }: MoocClaim): string | null =>
  certificateNumber === null ? null : certificateKeyOf(certificateNumber);

/** R7, R8, R16: does this MOOC count, for how much, and what is missing? */
export function judgeMooc(policy: CyclePolicy, claim: MoocClaim, context: ClaimContext): SpecialVerdict {
  const verdict = new Verdict();
  const { mooc } = policy;
  const certificateKey = moocCertificateKey(claim);
  verdict.check("platform", claim.platform === mooc.platform, ["R7", "N3.7"], {
    code: "mooc-platform-not-accepted",
    field: "platform",
  });
  checkCommon(verdict, policy, context, {
    endedOn: claim.finishedOn,
    dateField: "finishedOn",
    cycleGround: ["R7", "N3.7"],
    numberField: "certificateNumber",
    certificateKey,
    source: "mooc",
  });
  checkScore(verdict, claim, mooc.passScoreTenths);
  checkRealName(verdict, claim, mooc.realNameRequiredFrom);
  // A number of nothing but signs that nobody sees is none.
  if (claim.hasCertificate)
    verdict.check("certificate-number", certificateKey !== null && certificateKey !== "", ["R7", "N3.7"], {
      code: "certificate-number-missing",
      field: "certificateNumber",
    });
  const key = moocTrainingKey(claim);
  const others = context.otherEntries.filter(
    (other) => other.source === "mooc" && isLive(other.status) && other.trainingKey,
  );
  verdict.check("training-once", !others.some((other) => other.trainingKey === key), ["R16", "S"], {
    code: "same-training-twice",
    field: "courseName",
  });
  const otherTerm = others.some(
    ({ trainingKey }) => trainingKey && trainingKey !== key && courseOf(trainingKey) === courseOf(key),
  );
  const basis = moocBasis(claim);
  const hoursTenths = checkHours(verdict, claim, basis, mooc.maxHoursTenths);
  const requiredEvidence = moocEvidence(claim);
  checkEvidence(verdict, requiredEvidence, context.evidenceKinds, ["R7", "N3.7"]);
  return {
    violations: verdict.violations,
    checks: verdict.checks,
    creditsTenths: hoursTenths === null ? null : creditsOfHours(policy, "mooc", hoursTenths),
    basis,
    requiredEvidence,
    year: yearOf(claim.finishedOn),
    flags: otherTerm ? ["same-course-in-another-term"] : [],
  };
}

function checkScore(verdict: Verdict, { scoreTenths }: MoocClaim, passTenths: number): void {
  if (scoreTenths > 1000) verdict.refuse(["R7", "S"], { code: "score-out-of-range", field: "score" });
  verdict.check("score", scoreTenths >= passTenths && scoreTenths <= 1000, ["R7", "N3.7"]);
  if (scoreTenths < passTenths)
    verdict.refuse(["R7", "N3.7"], { code: "score-below-pass", field: "score", params: { passTenths } });
}

/** R8, N3.7(2): from 2020 on the real name is a must; before, a course without it needs its certificate. */
function checkRealName(verdict: Verdict, claim: MoocClaim, requiredFrom: CalendarDate): void {
  const tooLate = !claim.realName && compareDates(claim.finishedOn, requiredFrom) >= 0;
  verdict.check("real-name", !tooLate, ["R8", "N3.7"], {
    code: "real-name-required",
    field: "realName",
    params: { from: requiredFrom },
  });
  if (claim.realName || tooLate) return;
  verdict.check("certificate-for-not-real-name", claim.hasCertificate, ["R8", "N3.7"], {
    code: "certificate-required-without-real-name",
    field: "hasCertificate",
  });
}

const HOURS_FIELDS: Record<ReturnType<typeof moocBasis>, { field: string; missing: ViolationCode }> = {
  "certificate-hours": { field: "certificateHours", missing: "hours-not-positive" },
  "account-hours": { field: "accountHours", missing: "account-hours-missing" },
  "course-hours": { field: "courseHours", missing: "course-hours-missing" },
};

function checkHours(
  verdict: Verdict,
  claim: MoocClaim,
  basis: ReturnType<typeof moocBasis>,
  mostTenths: number,
): number | null {
  const { field, missing } = HOURS_FIELDS[basis];
  const told = moocHoursTenths(claim);
  const ok = told !== null && told > 0 && told <= mostTenths;
  verdict.check("hours", ok, ["R7", "N3.7"]);
  if (told === null) verdict.refuse(["R7", "N3.7"], { code: missing, field });
  else if (told <= 0) verdict.refuse(["R7", "N3.7"], { code: "hours-not-positive", field });
  else if (told > mostTenths) verdict.refuse(["R7", "S"], { code: "hours-too-many", field, params: { mostTenths } });
  return ok ? told : null;
}
