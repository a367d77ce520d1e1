import type { Messages } from "@/messages";
import { ActionForm } from "@/ui/action-form";
import { Hidden } from "@/ui/fields";
import { SubmitButton } from "@/ui/submit-button";
import { reset } from "./actions";
import { slipWords } from "./slip-words";
import { Slips } from "./slips";

/** Makes a one-time password of one account and shows it in its place. */
export function ResetForm({ account, messages }: { account: number; messages: Messages }) {
  const { organisations: words, forms } = messages;
  return (
    <ActionForm action={reset} words={forms} prefix="reset-">
      <Slips words={slipWords(messages)}>
        <p className="mb-3">{words.resetHint}</p>
        <Hidden name="account" value={String(account)} />
        <SubmitButton tone="plain">{words.resetSubmit}</SubmitButton>
      </Slips>
    </ActionForm>
  );
}
