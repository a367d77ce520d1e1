import { type HireForecast, readHireSpans } from "@/features/people/read-hire-spans";
import type { Messages } from "@/messages";
import { formatTenths } from "@/rules/credits";
import { IDENTITY_KINDS } from "@/rules/documents";
import type { Actor } from "@/server/actor";
import { businessNow, businessToday } from "@/server/clock";
import { currentMessages } from "@/server/locale";
import { ActionForm } from "@/ui/action-form";
import { Card } from "@/ui/card";
import { ClauseLink } from "@/ui/clause-link";
import { DataTable } from "@/ui/data-table";
import { CheckboxField, DateField, SelectField, TextField } from "@/ui/fields";
import { PageTitle } from "@/ui/page-title";
import { SubmitButton } from "@/ui/submit-button";
import { add } from "./actions";

/** Takes a teacher on: who it is, from when on, and which years of duty follow from that (R4). */
export async function newTeacherPage(actor: Actor) {
  const [messages, forecast] = await Promise.all([currentMessages(), readHireSpans(actor, businessNow())]);
  const { teacherRecords: words, shell, forms } = messages;
  const { fields } = words;
  return (
    <div className="mx-auto max-w-2xl">
      <PageTitle
        title={words.addTitle}
        lead={words.addLead}
        crumbs={[{ href: "/school/teachers", text: shell.nav.teachers }]}
        crumbsLabel={shell.breadcrumbs}
      />
      <ActionForm action={add} words={forms}>
        <Card title={words.who}>
          <TextField name="teacherName" label={fields.teacherName} hint={words.nameHint} maxLength={50} />
          <SelectField
            name="identityKind"
            label={fields.identityKind}
            defaultValue="resident_id"
            choices={IDENTITY_KINDS.map((kind) => ({ value: kind, label: words.identityKinds[kind] }))}
          />
          <TextField name="identity" label={fields.identity} hint={words.identityHint} maxLength={30} />
          <TextField
            name="teacherCertificate"
            label={fields.teacherCertificate}
            hint={
              <>
                {words.certificateHint} <ClauseLink clause="N1" rule="R0" messages={messages} />
              </>
            }
            inputMode="numeric"
            maxLength={30}
            optional
          />
          <CheckboxField name="again" label={words.again} hint={words.againHint} optional />
        </Card>
        <Card title={words.work}>
          <TextField name="subject" label={fields.subject} maxLength={30} optional />
          <DateField name="hiredOn" label={fields.hiredOn} hint={words.hiredHint} max={businessToday()} />
          {forecast && <Spans forecast={forecast} messages={messages} />}
          <TextField
            name="teacherNumber"
            label={fields.teacherNumber}
            hint={words.numberHint}
            maxLength={20}
            optional
          />
        </Card>
        <Card>
          <p className="mb-3">{words.addAccount}</p>
          <SubmitButton>{words.addButton}</SubmitButton>
        </Card>
      </ActionForm>
    </div>
  );
}

/** Which years of duty follow from which first day, by the rules themselves. */
function Spans({ forecast: { cycleName, spans }, messages }: { forecast: HireForecast; messages: Messages }) {
  const { teacherRecords: words } = messages;
  return (
    <details className="mb-4 rounded-md border border-line px-3 open:pb-3" open>
      <summary className="min-h-11 cursor-pointer py-2 text-accent">{words.spansTitle(cycleName)}</summary>
      <p className="mb-2 text-sm">
        {words.spansLead} <ClauseLink clause="N3.10" rule="R4" messages={messages} />
      </p>
      <DataTable
        caption={words.spansTitle(cycleName)}
        columns={[
          {
            key: "hired",
            header: words.spanColumns.hired,
            heading: true,
            cell: ({ from, to }) => (
              <span className="whitespace-nowrap">{from ? words.span(from, to) : words.spanBefore(to)}</span>
            ),
          },
          { key: "years", header: words.spanColumns.years, cell: ({ dutyYears }) => words.years(dutyYears) },
          {
            key: "total",
            header: words.spanColumns.total,
            cell: ({ totalTenths, onlineTenths }) => words.total(formatTenths(totalTenths), formatTenths(onlineTenths)),
          },
        ]}
        rows={spans}
        rowKey={({ to }) => to}
        empty={null}
      />
    </details>
  );
}
