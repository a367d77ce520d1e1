import type { ObjectionView } from "@/features/credits/read-objection";
import type { EntryReview } from "@/features/credits/review-entry";
import type { Messages } from "@/messages";
import { OBJECTION_WORDS } from "@/rules/objections";
import { ActionForm } from "@/ui/action-form";
import { Card } from "@/ui/card";
import { Hidden, TextArea } from "@/ui/fields";
import { SubmitButton } from "@/ui/submit-button";
import { decide } from "./actions";
import { ObjectionFacts } from "./objection-facts";

/** The objection about an entry, as staff see it; for whom it waits, what each decision will do, and the decision. */
export function ObjectionCard({
  view: { kept, decider, barred },
  entry,
  messages,
}: {
  view: ObjectionView;
  entry: EntryReview["entry"];
  messages: Messages;
}) {
  const { objections: words, forms, violations } = messages;
  if (!kept || !decider) return null;
  return (
    <Card title={words.decideTitle}>
      <ObjectionFacts kept={kept} messages={messages} />
      {kept.status === "open" && barred && (
        <p className="mt-3 text-sm text-soft">
          {barred === "not-your-step" ? words.elsewhere(kept.holderName) : violations[barred]({})}
        </p>
      )}
      {kept.status === "open" && !barred && (
        <ActionForm action={decide} words={forms} prefix="objection" className="mt-4">
          <p className="mb-2">{words.decideLead}</p>
          <ul className="mb-3 list-disc pl-5 text-sm text-soft">
            <li>{words.grantNext[decider]}</li>
            <li>{words.dismissNext}</li>
          </ul>
          <Hidden name="objectionId" value={kept.id} />
          <Hidden name="entryId" value={entry.id} />
          <Hidden name="version" value={String(entry.version)} />
          <TextArea
            name="answer"
            label={words.fields.answer}
            hint={words.answerHint}
            maxLength={OBJECTION_WORDS}
            rows={4}
            optional
          />
          <p className="flex flex-wrap gap-3">
            <SubmitButton name="decision" value="grant">
              {words.grant}
            </SubmitButton>
            <SubmitButton name="decision" value="dismiss" tone="danger">
              {words.dismiss}
            </SubmitButton>
          </p>
        </ActionForm>
      )}
    </Card>
  );
}
