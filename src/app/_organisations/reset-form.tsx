import type { Messages } from "@/messages";
import { ActionForm } from "@/ui/action-form";
import { Hidden } from "@/ui/fields";
import { SubmitButton } from "@/ui/submit-button";
import { mailReset, reset } from "./actions";
import { slipWords } from "./slip-words";
import { Slips } from "./slips";

/** Makes a one-time password of one account and shows it in its place, or has it sent to the person. */
export function ResetForm({
  account: { id, mailable },
  messages,
}: {
  account: { id: number; mailable: boolean };
  messages: Messages;
}) {
  const { organisations: words, forms } = messages;
  return (
    <>
      <ActionForm action={reset} words={forms} prefix="reset-">
        <Slips words={slipWords(messages)}>
          <p className="mb-3">{words.resetHint}</p>
          <Hidden name="account" value={String(id)} />
          <SubmitButton tone="plain">{words.resetSubmit}</SubmitButton>
        </Slips>
      </ActionForm>
      {mailable ? (
        <ActionForm action={mailReset} words={forms} prefix="mail-" className="mt-3">
          <Slips words={slipWords(messages)}>
            <Hidden name="account" value={String(id)} />
            <SubmitButton tone="plain">{words.mailSubmit}</SubmitButton>
          </Slips>
        </ActionForm>
      ) : (
        <p className="mt-2 text-soft text-sm">{words.noMail}</p>
      )}
    </>
  );
}
