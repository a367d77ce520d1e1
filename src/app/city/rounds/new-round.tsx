import type { RoundsView } from "@/features/cycles/list-rounds";
import type { Messages } from "@/messages";
import { ActionForm } from "@/ui/action-form";
import { Card } from "@/ui/card";
import { DateField, SelectField } from "@/ui/fields";
import { SubmitButton } from "@/ui/submit-button";
import { make } from "./actions";
import { yearChoices } from "./year-choices";

/** The form of a new round, with what its years hold already; nothing to fill in where every year has one. */
export function NewRound({ view: { free, years }, messages }: { view: RoundsView; messages: Messages }) {
  const { rounds: words, credits, forms } = messages;
  const first = free[0];
  if (!first) {
    return (
      <Card title={words.make}>
        <p className="text-soft">{words.makeNone}</p>
      </Card>
    );
  }
  return (
    <Card title={words.make} id="make">
      {free.map((run) => (
        <div key={run.fromYear} className="mb-3">
          <p>{words.makeFacts(words.span(run.fromYear, run.toYear))}</p>
          <ul className="list-disc pl-5">
            {run.kinds.map(({ source, units, entries }) => (
              <li key={source}>{words.makeFact(credits.sources[source], units, entries)}</li>
            ))}
          </ul>
        </div>
      ))}
      <p className="mb-4">{words.makeEffect}</p>
      <ActionForm action={make} words={forms} prefix="make">
        <div className="grid gap-x-4 sm:grid-cols-2">
          <SelectField
            name="fromYear"
            label={words.fields.fromYear}
            choices={yearChoices(years)}
            defaultValue={String(first.fromYear)}
          />
          <SelectField
            name="toYear"
            label={words.fields.toYear}
            choices={yearChoices(years)}
            defaultValue={String(first.toYear)}
          />
          <DateField name="degree" label={words.fields.degree} hint={words.dayHint} />
          <DateField name="mooc" label={words.fields.mooc} hint={words.dayHint} />
        </div>
        <DateField name="support_teaching" label={words.fields.support_teaching} hint={words.supportHint} optional />
        <SubmitButton>{words.makeSubmit}</SubmitButton>
      </ActionForm>
    </Card>
  );
}
