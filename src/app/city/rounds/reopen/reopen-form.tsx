import type { ReopenableKind, ReopenableSchool } from "@/features/cycles/find-schools";
import type { Messages } from "@/messages";
import { ActionForm } from "@/ui/action-form";
import { Banner } from "@/ui/banner";
import { Card } from "@/ui/card";
import { DateField, Hidden, RadioGroup, TextArea } from "@/ui/fields";
import { SubmitButton } from "@/ui/submit-button";
import { reopen } from "../actions";

/** What has ended for a school and what waits there; then until when it is let in again, and why. */
export function ReopenForm({ school, messages }: { school: ReopenableSchool; messages: Messages }) {
  const { rounds: words, credits, forms } = messages;
  const other = (
    <p className="mt-3">
      <a href="/city/rounds/reopen">{words.otherSchool}</a>
    </p>
  );
  const stillOpen = school.open.map(({ roundId, source, lastDay }) => (
    <p key={`${roundId} ${source}`} className="text-soft">
      {words.stillOpen(credits.sources[source], lastDay)}
    </p>
  ));
  if (school.passed.length === 0) {
    return (
      <Card>
        <p className="mb-2">{words.reopenNone}</p>
        {stillOpen}
        {other}
      </Card>
    );
  }
  const only = school.passed.length === 1 ? school.passed[0] : undefined;
  return (
    <Card>
      {school.administrators === 0 && <Banner tone="warn">{words.noAdministrators}</Banner>}
      <p className="mb-4">{words.reopenEffect(school.name, school.administrators)}</p>
      <ActionForm action={reopen} words={forms}>
        <Hidden name="schoolId" value={String(school.id)} />
        <RadioGroup
          name="target"
          label={words.fields.target}
          choices={school.passed.map((kind) => ({
            value: targetOf(kind),
            label: words.ownRow(credits.sources[kind.source], words.span(kind.fromYear, kind.toYear)),
            hint: factsOf(kind, messages),
          }))}
          {...(only && { defaultValue: targetOf(only) })}
        />
        {stillOpen}
        <DateField name="until" label={words.fields.until} hint={words.untilHint} min={school.today} />
        <TextArea name="why" label={words.fields.why} hint={words.reopenWhyHint} maxLength={500} rows={2} />
        <SubmitButton>{words.reopenSubmit}</SubmitButton>
      </ActionForm>
      {other}
    </Card>
  );
}

const targetOf = ({ roundId, source }: ReopenableKind) => `${roundId}/${source}`;

function factsOf({ lastDay, reopenedUntil, work }: ReopenableKind, { rounds: words }: Messages): string {
  const facts = work
    ? [words.reopenFacts(work.atSchool, work.returned, work.rows), work.reported ? words.reported : words.unreported]
    : [words.noEntries];
  if (reopenedUntil !== null) facts.unshift(words.reopenedUntil(reopenedUntil));
  return words.targetHint(lastDay, facts.join(" · "));
}
