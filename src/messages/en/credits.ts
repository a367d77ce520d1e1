import type { LossCode } from "@/rules/counting";
import {
  type CreditSource,
  type EntryStatus,
  EVIDENCE_KINDS,
  type EvidenceKind,
  type Step,
} from "@/rules/credit-entry";
import type { DegreeLevel } from "@/rules/degree";
import type { Role } from "@/rules/permissions";
import type { CreditBasis } from "@/rules/special-credit";
import type { ClaimKind } from "@/rules/special-kinds";
import type { Messages } from "../zh-CN";

const evidenceKinds: Record<EvidenceKind, string> = {
  certificate: "Scan of the certificate",
  completion_screenshot: "Screenshot of the finished course",
  account_screenshot: "Screenshot of the account's hours",
  school_statement: "School's statement",
  diploma: "Scan of the diploma",
  notice: "Training notice",
  bureau_consent: "Education bureau's consent",
  partner_qualification: "Partner's qualification",
  agreement: "Training agreement",
  invoice: "Invoice",
  sign_in_sheets: "Sign-in sheets",
  participant_list: "List of participants",
  attendance_proof: "Proof of attendance",
  identity_proof: "Proof of identity",
  objection_proof: "Papers for the objection",
};

/** The kind of document that a rule names. */
export function evidenceName(kind: string | number | undefined): string {
  const known = EVIDENCE_KINDS.find((one) => one === kind);
  return known ? evidenceKinds[known].toLowerCase() : "required document";
}

const statuses: Record<EntryStatus, string> = {
  at_school: "School first review",
  at_county: "County review",
  at_city: "City verification",
  returned: "Returned",
  refused: "Refused",
  withdrawn: "Withdrawn",
  posted: "Posted",
  revoked: "Revoked",
  recorded: "On record only",
};

const sources: Record<CreditSource, string> = {
  mooc: "MOOC",
  degree: "Degree upgrade",
  online: "Online school-based training",
  project: "Education department's training",
  lecture: "Lecture or outreach",
  commissioned: "Commissioned training",
  authorised: "Authorised training",
  support_teaching: "Support teaching",
  self_run: "Self-run school training",
  opening: "Opening balance",
};

const kinds: Record<ClaimKind, string> = {
  mooc: "China University MOOC (self-chosen course)",
  degree: "Degree upgrade",
  "social-training": "Certificate of a social training body",
  "human-resources": "Professional-staff education of human-resources departments",
  project: "National, provincial, city or county training",
  "department-project": "Training of a teaching-research or technology department",
  lecture: "Lecture, outreach or ethics talk",
  commissioned: "Training that the school commissioned",
  authorised: "Training authorised by an education bureau",
  "support-teaching": "Support teaching",
  online: "Online school-based training",
  "self-run": "Self-run school training",
  "other-training": "Other training",
};

const steps: Record<Step, string> = {
  school: "First review (school)",
  county: "Review (county)",
  city: "Verification (city)",
};

const roles: Record<Role, string> = {
  teacher: "Teacher",
  school: "School administrator",
  county: "County reviewer",
  city: "City officer",
  host: "Host",
  platform: "Online platform",
};

const degreeLevels: Record<DegreeLevel, string> = {
  secondary: "Secondary",
  associate: "Associate",
  bachelor: "Bachelor",
  master: "Master",
  doctor: "Doctor",
};

const bases: Record<CreditBasis, string> = {
  "certificate-hours": "By the certificate's hours",
  "account-hours": "By the hours seen in the account",
  "course-hours": "By the course's hours",
  degree: "A degree upgrade has fixed credits",
};

const losses: Record<LossCode, (lost: string) => string> = {
  "outside-cycle": (lost) => `Outside this cycle: ${lost} credits don't count`,
  "self-run": (lost) => `Self-run school training doesn't count: ${lost} credits are on record only`,
  "online-without-duty": (lost) => `No duty in that year: ${lost} online credits don't count`,
  "online-made-up-too-late": (lost) =>
    `Finished after its study year, which can't be made up: ${lost} online credits don't count`,
  "online-above-annual-cap": (lost) => `Above the year's limit: ${lost} credits don't count`,
  "same-training": (lost) => `One training counts once: ${lost} credits don't count`,
  "second-degree": (lost) => `One degree upgrade a cycle: ${lost} credits don't count`,
  "support-half-told-twice": (lost) => `The same half year counts once: ${lost} credits don't count`,
  "above-kind-cap": (lost) => `Above the year's limit of this kind: ${lost} credits don't count`,
  "above-annual-maximum": (lost) => `Above the year's limit of all kinds: ${lost} credits don't count`,
};

const actions = {
  declare: "Declared by the teacher",
  register: "Registered and first-reviewed by the school",
  approve: "Approved",
  return: "Returned for correction",
  refuse: "Refused",
  withdraw: "Withdrawn",
  recall: "Decision recalled",
  resubmit: "Corrected and submitted again",
  revoke: "Revoked",
  record: "Put on record",
  correct: "Hours corrected",
  pass_on: "Split off the roster, for another reviewer",
  reinstate: "Objection granted, under review again",
  reassign: "Moved to the person's other record",
};

const verbs = {
  approve: "Approve",
  return: "Return",
  refuse: "Refuse",
  withdraw: "Withdraw",
  recall: "Recall decision",
  revoke: "Revoke",
};

export const credits: Messages["credits"] = {
  statuses,
  sources,
  kinds,
  steps,
  roles,
  evidenceKinds,
  degreeLevels,
  bases,
  losses,
  registrations: {
    teacher: "Registered",
    school: "Registered and first-reviewed by the school",
    county: "Registered by its host",
    city: "Registered by its host",
    host: "Registered by its host",
    platform: "Recorded by the online platform",
  },
  approvals: {
    teacher: "Approved",
    school: "Approved in the school's first review",
    county: "Approved by the county",
    city: "Verified by the city",
    host: "Approved",
    platform: "Approved",
  },
  actions,
  verbs,
  handledBy: (name, organisation, at, what) => `Handled by ${name} (${organisation}) on ${at}: ${what}`,
  happened: (action) => (actions as Record<string, string>)[action] ?? "Handled",
  platforms: { icourse163: "China University MOOC", other: "Another platform" },
  nextSteps: {
    "do-online": (year, credits) => `Finish the online school-based training of ${year} (${credits} credits)`,
    "online-cannot-be-made-up": (year, credits) =>
      `${credits} online credits of ${year} are missing and can no longer be made up`,
    "earn-in-year": (year, credits) => `Earn ${credits} more credits within ${year} to reach the yearly minimum`,
    "register-for-year": (year, credits) =>
      `${year} is ${credits} credits below the yearly minimum. Only credits earned in that year can mend it: please check whether all its trainings are registered, and report a missing one to its host`,
    "earn-credits": (credits) =>
      `Earn ${credits} more credits (trainings, MOOC and others). You may declare a MOOC: a course on education or teaching at China University MOOC, passed with 60 or more`,
    complete: () => "The credits of this cycle are complete",
    "owes-nothing": () => "You have no duty in this cycle and owe no credits",
  },
  shortYears: "Some years are below the yearly minimum",
  shortYear: (year, credits) => `${year} lacks ${credits} credits`,
  shortYearList: (years) => `Yearly minimum: ${years.join(", ")}.`,
  credit: (amount) => (amount === "1" ? "1 credit" : `${amount} credits`),
  hours: (amount) => (amount === "1" ? "1 hour" : `${amount} hours`),
  heldBy: (name, days) =>
    days === 0 ? `With ${name} since today` : `With ${name} for ${days} ${days === 1 ? "day" : "days"}`,
  sharedCertificate: "Same certificate",
  sharedFile: "Same file",
  unreviewedBySchool: "Not first-reviewed by the school",
};
