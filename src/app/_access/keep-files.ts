import { z } from "zod";
import { storeEvidence } from "@/features/credits/store-evidence";
import { EVIDENCE_KINDS } from "@/rules/credit-entry";
import type { Violation } from "@/rules/verdict";
import type { Actor } from "@/server/actor";

/**
 * Keeps the files that came along with a form (without JavaScript they do), before anything else in it is looked at: whatever
 * is wrong with the rest, they are not lost.
 * @returns what is wrong with the files themselves
 */
export async function keepFiles(actor: Actor, form: FormData, now: Date): Promise<Violation[]> {
  const ids = ["entryId", "reportId", "projectId", "correctionId"].map((name) => form.get(name));
  const claimId = z.uuid().safeParse(ids.find((id) => id !== null));
  if (!claimId.success) return [];
  const violations: Violation[] = [];
  for (const kind of EVIDENCE_KINDS) {
    for (const file of form.getAll(`file:${kind}`)) {
      if (!(file instanceof File) || isNoFile(file)) continue;
      const bytes = Buffer.from(await file.arrayBuffer());
      const kept = await storeEvidence(actor, { claimId: claimId.data, kind, originalName: file.name, bytes }, now);
      if (!kept.ok) violations.push(...kept.violations);
    }
  }
  return violations;
}

/** A file field that was left empty still sends a nameless nothing, which on its way to an action is named like this. */
function isNoFile({ size, name }: File): boolean {
  return size === 0 && ["", "undefined", "blob"].includes(name);
}
