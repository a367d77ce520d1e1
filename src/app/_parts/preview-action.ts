"use server";

import { formState } from "@/app/_access/form-words";
import { previewClaim } from "@/features/credits/preview-claim";
import { formatTenths } from "@/rules/credits";
import { businessNow } from "@/server/clock";
import { NotFound, SessionEnded } from "@/server/errors";
import { currentMessages } from "@/server/locale";
import { currentActor, sameOrigin } from "@/server/session";
import type { ShownPreview } from "@/ui/claim-preview";

/** What the form would be worth, in words; null while that can't be said. */
export async function previewAction(form: FormData): Promise<ShownPreview | null> {
  const actor = await currentActor();
  if (!actor || !(await sameOrigin()) || (actor.role !== "teacher" && actor.role !== "school")) return null;
  const typed = Object.fromEntries(
    [...form].flatMap(([name, value]) => (typeof value === "string" ? [[name, value]] : [])),
  );
  const teacherId = actor.role === "school" ? Number(typed.teacherId) : actor.teacherId;
  if (!teacherId || !Number.isInteger(teacherId)) return null;
  try {
    const preview = await previewClaim(actor, typed, teacherId, businessNow());
    if (!preview) return null;
    const messages = await currentMessages();
    const { claim, credits } = messages;
    const { creditsTenths, basis, violations } = preview;
    return {
      line: creditsTenths !== null && basis ? claim.live(formatTenths(creditsTenths), credits.bases[basis]) : null,
      refusals: formState(messages, violations, {})?.violations ?? [],
    };
  } catch (error) {
    // Comfort only: whatever keeps it from answering, the form itself will say.
    if (error instanceof NotFound || error instanceof SessionEnded) return null;
    throw error;
  }
}
