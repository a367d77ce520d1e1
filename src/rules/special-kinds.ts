import type { Clause, RuleId } from "./clauses";
import type { Violation } from "./verdict";

/** What a person may want to register as a special credit; only the first two are ones (R9). */
export const CLAIM_KINDS = [
  "mooc",
  "degree",
  "social-training",
  "human-resources",
  "project",
  "department-project",
  "lecture",
  "commissioned",
  "authorised",
  "support-teaching",
  "online",
  "self-run",
  "other-training",
] as const;
export type ClaimKind = (typeof CLAIM_KINDS)[number];

/** Where each other kind belongs, or why it belongs nowhere. */
const GROUNDS = {
  "social-training": ["R10", "N3.8"],
  "human-resources": ["R10", "N3.8"],
  project: ["R9", "N3.1"],
  "department-project": ["R12", "N3.1"],
  lecture: ["R13", "N3.6"],
  commissioned: ["R11", "N3.2"],
  authorised: ["R11", "N3.2"],
  "support-teaching": ["R6", "N3.4"],
  online: ["R2", "N3.5"],
  "self-run": ["R14", "N4"],
  "other-training": ["R9", "N3.9"],
} as const satisfies Record<Exclude<ClaimKind, "mooc" | "degree">, readonly [RuleId, Clause]>;

/** R9, R10: special credits are MOOC and degree alone; null for these two. */
export function judgeSpecialKind(kind: ClaimKind): Violation | null {
  if (kind === "mooc" || kind === "degree") return null;
  const [rule, clause] = GROUNDS[kind];
  return { rule, clause, code: `kind-${kind}`, field: "kind" };
}
