import type { ReportView } from "@/features/projects/read-report";
import type { Messages } from "@/messages";
import { formatTenths } from "@/rules/credits";
import { hoursOfRole } from "@/rules/missing-reports";
import { reasonsFor } from "@/rules/reasons";
import type { Violation } from "@/rules/verdict";
import { ActionForm } from "@/ui/action-form";
import { Banner } from "@/ui/banner";
import { Card } from "@/ui/card";
import { ClauseLink } from "@/ui/clause-link";
import { Hidden, SelectField, TextArea, TextField } from "@/ui/fields";
import { SubmitButton } from "@/ui/submit-button";
import { answer } from "./actions";

interface FormsProps {
  view: ReportView;
  /** The host's own projects. */
  projectsHref: string;
  messages: Messages;
}

/** The two answers of a host: add the teacher, where that can be done, or decline with a reason. */
export function AnswerForms(props: FormsProps) {
  const { view, messages } = props;
  const { reports, forms, reasons } = messages;
  return (
    <>
      <Card title={reports.add}>
        <Addition {...props} />
      </Card>
      <Card title={reports.decline}>
        <ActionForm action={answer} words={forms} prefix="decline">
          <p className="mb-3 text-sm text-soft">{reports.declineHint}</p>
          <Hidden name="reportId" value={view.report.id} />
          <SelectField
            name="reason"
            label={reports.fields.reason}
            choices={reasonsFor("refuse", "report").map((value) => ({ value, label: reasons[value] }))}
          />
          <TextArea
            name="answer"
            label={reports.fields.answer}
            hint={reports.answerHint}
            maxLength={500}
            optional
            rows={2}
          />
          <SubmitButton name="action" value="decline" tone="danger">
            {reports.decline}
          </SubmitButton>
        </ActionForm>
      </Card>
    </>
  );
}

function Addition({ view, projectsHref, messages }: FormsProps) {
  const { report, project, against, verdict, choices } = view;
  const { reports } = messages;
  if (report.projectId !== null && !project) return <p>{reports.noProject}</p>;
  if (against) return <p>{against.code === "project-closed" ? said(against, messages) : reports.notPosted}</p>;
  if (verdict && verdict.violations.length > 0) {
    return (
      <ul className="space-y-1">
        {verdict.violations.map((violation) => (
          <li key={violation.code}>
            {said(violation, messages)}{" "}
            <ClauseLink clause={violation.clause} rule={violation.rule} messages={messages} />
          </li>
        ))}
      </ul>
    );
  }
  if (!project && choices.length === 0) {
    return (
      <p>
        {reports.noChoices} <a href={projectsHref}>{reports.toProjects}</a>
      </p>
    );
  }
  return <AdditionForm view={view} messages={messages} />;
}

const said = ({ code, params }: Violation, { violations }: Messages) => violations[code](params ?? {});

function AdditionForm({ view, messages }: Pick<FormsProps, "view" | "messages">) {
  const { report, project, verdict, choices } = view;
  const { reports, projects, credits, flags, forms } = messages;
  const hours = project && hoursOfRole(report.role, project);
  return (
    <ActionForm action={answer} words={forms} prefix="add">
      {verdict && <p className="mb-2 text-good">{reports.verdictGood(formatTenths(verdict.creditsTenths))}</p>}
      {verdict?.flags.map((flag) => (
        <Banner key={`${flag.code} ${flag.params?.title}`} tone="warn">
          {flags[flag.code](flag.params ?? {})}
        </Banner>
      ))}
      <p className="mb-3 text-sm text-soft">{reports.addHint}</p>
      <Hidden name="reportId" value={report.id} />
      {!project && (
        <SelectField
          name="projectId"
          label={reports.fields.projectId}
          choices={choices.map(({ id, title, endsOn, hoursTenths }) => ({
            value: id,
            label: `${endsOn} ${title} · ${credits.hours(formatTenths(hoursTenths))}`,
          }))}
        />
      )}
      <TextField
        name="hours"
        label={projects.fields.hours}
        hint={hours === null ? reports.addHoursChosen : reports.addHours(formatTenths(hours))}
        inputMode="decimal"
        maxLength={8}
        narrow
        optional
        defaultValue={project ? undefined : formatTenths(report.hoursTenths)}
      />
      <TextArea name="answer" label={reports.addAnswer} maxLength={500} optional rows={2} />
      <SubmitButton name="action" value="add">
        {reports.add}
      </SubmitButton>
    </ActionForm>
  );
}
