import type { ObjectionView } from "@/features/credits/read-objection";
import type { Messages } from "@/messages";
import { OBJECTION_WORDS } from "@/rules/objections";
import { ActionForm } from "@/ui/action-form";
import { Card } from "@/ui/card";
import { Hidden, TextArea } from "@/ui/fields";
import type { FormState } from "@/ui/form-state";
import { SubmitButton } from "@/ui/submit-button";
import { ObjectionFacts } from "./objection-facts";

type FormAction = (before: FormState, form: FormData) => Promise<FormState>;

/** What a teacher can do about a refusal: object to it once; then where the objection stands, and the answer. */
export function OwnObjection({
  view,
  entryId,
  raise,
  withdraw,
  messages,
}: {
  view: ObjectionView;
  entryId: string;
  raise: FormAction;
  withdraw: FormAction;
  messages: Messages;
}) {
  const { objections: words, forms, violations } = messages;
  const { kept, decider, refusedAt, against } = view;
  if (kept)
    return (
      <Card title={words.title}>
        <ObjectionFacts kept={kept} messages={messages} />
        {kept.status === "open" && (
          <ActionForm action={withdraw} words={forms} prefix="unsay" fold={{ summary: words.withdraw }}>
            <p className="mb-2">{words.withdrawHint}</p>
            <Hidden name="entryId" value={entryId} />
            <SubmitButton tone="plain">{words.withdrawSure}</SubmitButton>
          </ActionForm>
        )}
      </Card>
    );
  if (decider === null) return null;
  if (against)
    return (
      <Card title={words.raise}>
        <p>{violations[against.code](against.params ?? {})}</p>
      </Card>
    );
  return (
    <Card title={words.raise}>
      <p className="mb-2">{words.raiseLead(decider, refusedAt)}</p>
      <p className="mb-3 text-sm text-soft">{words.raiseOnce}</p>
      <ActionForm action={raise} words={forms} prefix="object">
        <Hidden name="entryId" value={entryId} />
        <TextArea
          name="objectionWords"
          label={words.fields.objectionWords}
          hint={words.wordsHint}
          maxLength={OBJECTION_WORDS}
          rows={5}
        />
        <SubmitButton>{words.send}</SubmitButton>
      </ActionForm>
    </Card>
  );
}
