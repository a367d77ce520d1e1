import { randomUUID } from "node:crypto";
import type { CreditBasis } from "@/rules/special-credit";
import type { Violation } from "@/rules/verdict";
import type { Actor } from "@/server/actor";
import { authorize } from "@/server/authorize";
import { transaction } from "@/server/db";
import { readClaimFacts } from "./claim-facts";
import { ClaimInput, claimOf } from "./claim-input";
import { deadlineOfClaim, judgeClaim } from "./judge-claim";

/** What a half-filled form would be worth, and what stands against it already. */
export interface ClaimPreview {
  creditsTenths: number | null;
  basis: CreditBasis | null;
  violations: Violation[];
}

/** Fields that change nothing of what a claim is worth, so they may still be empty. */
const PROSE = ["courseName", "university", "term", "institution", "major"] as const;
const NUMBERS = ["certificateNumber", "diplomaNumber"] as const;

/**
 * Judges what is typed so far by the same rules as the form itself; null while a date, a score or the hours are missing. Scans
 * may still come, so their absence is no refusal here.
 */
export async function previewClaim(
  actor: Actor,
  typed: Readonly<Record<string, string>>,
  teacherId: number,
  now: Date,
): Promise<ClaimPreview | null> {
  const registering = actor.role === "school" ? "register" : "declare";
  authorize(actor, `credit:${registering}`);
  const filled: Record<string, string> = { ...typed, truthful: "on" };
  for (const field of PROSE) filled[field] ||= "—";
  for (const field of NUMBERS) filled[field] ||= randomUUID();
  const input = ClaimInput.safeParse(filled);
  if (!input.success) return null;
  return transaction(actor, async (tx) => {
    const facts = await readClaimFacts(tx, actor, teacherId, input.data.entryId);
    const special = claimOf(input.data);
    const judged = await judgeClaim(tx, actor.cityId, special, facts, now);
    const { creditsTenths, basis, violations } = judged.verdict;
    const { schoolId } = facts.teacher;
    const late = deadlineOfClaim(registering, special, judged, { ...facts, schoolId }, now);
    const told = violations.filter(({ code }) => code !== "evidence-missing" && code !== "account-hours-missing");
    return { creditsTenths, basis, violations: [...told, ...late] };
  });
}
