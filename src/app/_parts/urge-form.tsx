import type { EntryReview } from "@/features/credits/review-entry";
import type { Messages } from "@/messages";
import { ActionForm } from "@/ui/action-form";
import { Hidden } from "@/ui/fields";
import type { FormState } from "@/ui/form-state";
import { SubmitButton } from "@/ui/submit-button";

/** Asks the office with which an entry has waited long. Shown only when it may be asked now. */
export function UrgeForm({
  review,
  action,
  messages,
}: {
  review: EntryReview;
  action: (before: FormState, form: FormData) => Promise<FormState>;
  messages: Messages;
}) {
  const { desk, forms } = messages;
  if (!review.mayUrge) return null;
  return (
    <ActionForm action={action} words={forms} prefix="urge" className="mb-4">
      <Hidden name="entryId" value={review.entry.id} />
      <SubmitButton tone="plain">{desk.urge}</SubmitButton>
      <p className="mt-1 text-sm text-soft">{desk.urgeHint(review.holderName ?? "")}</p>
    </ActionForm>
  );
}
