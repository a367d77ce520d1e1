import { z } from "zod";
import { listCounties } from "@/features/organisations/list-organisations";
import type { Messages } from "@/messages";
import { OFFICE_DUTIES } from "@/rules/projects";
import { SCHOOL_STAGES } from "@/rules/school-stages";
import type { Actor } from "@/server/actor";
import { currentMessages } from "@/server/locale";
import { ActionForm } from "@/ui/action-form";
import { Card } from "@/ui/card";
import { CheckboxField, SelectField, TextField } from "@/ui/fields";
import { PageTitle } from "@/ui/page-title";
import { SubmitButton } from "@/ui/submit-button";
import { createOffice, createSchool } from "./actions";
import { deskBase } from "./places";

const Query = z.object({ kind: z.enum(["school", "office"]).catch("school") });

/** A school or a department that the bank didn't know yet. */
export async function newOrganisationPage(
  actor: Actor,
  searchParams: Promise<Record<string, string | string[] | undefined>>,
) {
  const { kind } = Query.parse(await searchParams);
  const [messages, counties] = await Promise.all([
    currentMessages(),
    actor.role === "city" ? listCounties(actor) : null,
  ]);
  const { organisations: words, projects, shell, statistics } = messages;
  const isSchool = kind === "school";
  return (
    <div className="mx-auto max-w-2xl">
      <PageTitle
        title={isSchool ? words.addSchool : words.addOffice}
        lead={isSchool ? words.addSchoolLead : words.addOfficeLead}
        crumbs={[{ href: deskBase(actor.role), text: words.title }]}
        crumbsLabel={shell.breadcrumbs}
      />
      <Card>
        <ActionForm action={isSchool ? createSchool : createOffice} words={messages.forms}>
          <TextField name="placeName" label={words.fields.placeName} maxLength={100} />
          {isSchool ? (
            <>
              <TextField
                name="code"
                label={words.fields.code}
                hint={words.codeHint}
                inputMode="numeric"
                maxLength={10}
                narrow
              />
              <SelectField
                name="stage"
                label={words.fields.stage}
                choices={SCHOOL_STAGES.map((stage) => ({ value: stage, label: statistics.stages[stage] }))}
              />
            </>
          ) : (
            <SelectField
              name="duty"
              label={words.fields.duty}
              choices={OFFICE_DUTIES.map((duty) => ({ value: duty, label: projects.officeDuties[duty] }))}
            />
          )}
          {counties && <SuperiorField counties={counties} messages={messages} />}
          {isSchool && <CheckboxField name="isPrivate" label={words.fields.isPrivate} />}
          <SubmitButton>{isSchool ? words.addSchool : words.addOffice}</SubmitButton>
        </ActionForm>
      </Card>
    </div>
  );
}

/** Under whom it is: a county, or the city itself. */
export function SuperiorField({
  counties,
  messages: { organisations: words },
  defaultValue,
  hint,
}: {
  counties: readonly { id: number; name: string }[];
  messages: Messages;
  defaultValue?: string;
  hint?: string;
}) {
  return (
    <SelectField
      name="county"
      label={words.fields.county}
      choices={[
        { value: "direct", label: words.cityDirect },
        ...counties.map(({ id, name }) => ({ value: String(id), label: name })),
      ]}
      {...(defaultValue !== undefined && { defaultValue })}
      {...(hint && { hint })}
    />
  );
}
