import type { Place } from "@/features/organisations/place";
import type { Messages } from "@/messages";
import { SCHOOL_STAGES } from "@/rules/school-stages";
import { businessToday } from "@/server/clock";
import { ActionForm } from "@/ui/action-form";
import { CheckboxField, DateField, Hidden, SelectField, TextArea, TextField } from "@/ui/fields";
import { SubmitButton } from "@/ui/submit-button";
import { change, close, give } from "./actions";
import { SuperiorField } from "./new-page";

/** Another name, code, stage or superior. */
export function ChangeForm({
  place,
  counties,
  messages,
}: {
  place: Place;
  /** Null: the superior isn't the desk's to choose. */
  counties: readonly { id: number; name: string }[] | null;
  messages: Messages;
}) {
  const { organisations: words, statistics, forms } = messages;
  const isSchool = place.kind === "school";
  const today = businessToday();
  return (
    <ActionForm action={change} words={forms} prefix="change-" fold={{ summary: words.change }}>
      <p className="mb-3 text-soft text-sm">{words.changeHint}</p>
      <Hidden name="placeId" value={String(place.id)} />
      <TextField name="placeName" label={words.fields.placeName} defaultValue={place.name} maxLength={100} />
      {isSchool && (
        <>
          <TextField
            name="code"
            label={words.fields.code}
            defaultValue={place.code ?? ""}
            inputMode="numeric"
            maxLength={10}
            narrow
          />
          <SelectField
            name="stage"
            label={words.fields.stage}
            defaultValue={place.stage ?? ""}
            choices={SCHOOL_STAGES.map((stage) => ({ value: stage, label: statistics.stages[stage] }))}
          />
        </>
      )}
      {counties && (isSchool || place.kind === "office") && (
        <SuperiorField
          counties={counties}
          messages={messages}
          defaultValue={place.countyId === null ? "direct" : String(place.countyId)}
          hint={words.superiorHint}
        />
      )}
      <DateField name="day" label={words.fields.day} hint={words.dayHint} defaultValue={today} max={today} />
      <TextArea name="why" label={words.fields.why} hint={words.whyHint} maxLength={500} rows={2} />
      <SubmitButton>{words.changeSubmit}</SubmitButton>
    </ActionForm>
  );
}

/** The place is no more. */
export function CloseForm({
  place,
  teachers,
  accounts,
  messages,
}: {
  place: Place;
  teachers: number;
  accounts: number;
  messages: Messages;
}) {
  const { organisations: words, forms } = messages;
  const today = businessToday();
  return (
    <ActionForm action={close} words={forms} prefix="close-" fold={{ summary: words.close, danger: true }}>
      {place.kind === "school" && <p className="mb-2">{words.closeSchoolHint(teachers)}</p>}
      <p className="mb-3 text-soft text-sm">{words.closeHint(accounts)}</p>
      <Hidden name="placeId" value={String(place.id)} />
      <DateField name="day" label={words.closeDay} defaultValue={today} max={today} />
      <TextArea name="why" label={words.fields.why} hint={words.whyHint} maxLength={500} rows={2} />
      <CheckboxField name="sure" label={words.closeSure} />
      <SubmitButton tone="danger">{words.closeSubmit}</SubmitButton>
    </ActionForm>
  );
}

/** Somebody who has an account acts for the place, too. */
export function GiveForm({ place, role, messages }: { place: Place; role: string; messages: Messages }) {
  const { organisations: words, forms } = messages;
  return (
    <ActionForm action={give} words={forms} prefix="give-" fold={{ summary: words.give }}>
      <p className="mb-3 text-soft text-sm">{words.giveHint(role)}</p>
      <Hidden name="placeId" value={String(place.id)} />
      <TextField
        name="login"
        label={words.fields.login}
        hint={place.kind === "school" ? words.giveSchoolHint : words.giveStaffHint}
        maxLength={60}
      />
      <SubmitButton tone="plain">{words.giveSubmit}</SubmitButton>
    </ActionForm>
  );
}
