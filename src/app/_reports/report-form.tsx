import type { EvidenceLine } from "@/features/credits/read-evidence";
import type { ReportHost } from "@/features/projects/report-hosts";
import type { FoundProject } from "@/features/projects/search-projects";
import type { Messages } from "@/messages";
import { formatTenths } from "@/rules/credits";
import { PARTICIPANT_ROLES } from "@/rules/participants";
import { ActionForm } from "@/ui/action-form";
import { Card } from "@/ui/card";
import { ClauseLink } from "@/ui/clause-link";
import { EvidenceField } from "@/ui/evidence-field";
import { Facts } from "@/ui/facts";
import { CheckboxField, DateField, Hidden, RadioGroup, SelectField, TextArea, TextField } from "@/ui/fields";
import type { FormState } from "@/ui/form-state";
import { SubmitButton } from "@/ui/submit-button";

interface ReportFormProps {
  reportId: string;
  /** Found by search; null where the teacher has to describe it. */
  project: FoundProject | null;
  hosts: readonly ReportHost[];
  evidence: readonly EvidenceLine[];
  action: (before: FormState, form: FormData) => Promise<FormState>;
  messages: Messages;
}

/** The form of a report: of a training that was found it asks the role alone. */
export function ReportForm(props: ReportFormProps) {
  const { reportId, project, evidence, action, messages } = props;
  const { reports, projects, claim, forms } = messages;
  const roles = PARTICIPANT_ROLES.filter((role) => role === "attended" || !project || project.lecturerHoursTenths);
  return (
    <ActionForm action={action} words={forms}>
      <Hidden name="reportId" value={reportId} />
      {project ? <Found project={project} messages={messages} /> : <Described {...props} />}
      <Card>
        {roles.length > 1 ? (
          <RadioGroup
            name="role"
            label={projects.fields.role}
            choices={roles.map((value) => ({ value, label: projects.participantRoles[value] }))}
            defaultValue="attended"
          />
        ) : (
          <Hidden name="role" value="attended" />
        )}
        <TextArea
          name="words"
          label={reports.fields.words}
          hint={reports.wordsHint}
          maxLength={500}
          optional
          rows={2}
        />
        <EvidenceField
          kind="attendance_proof"
          claimId={reportId}
          label={reports.proof}
          hint={project ? reports.proofOptional : reports.proofNeeded}
          files={evidence.filter((file) => file.kind === "attendance_proof")}
          words={claim.upload}
        />
        <CheckboxField name="truthful" label={claim.truthful} />
        <SubmitButton className="w-full sm:w-auto">{reports.send}</SubmitButton>
      </Card>
    </ActionForm>
  );
}

function Found({ project, messages }: { project: FoundProject; messages: Messages }) {
  const { reports, projects, credits } = messages;
  return (
    <Card title={reports.chosen} aside={<a href="/teacher/reports/new">{reports.searchAgain}</a>}>
      <Hidden name="about" value="project" />
      <Hidden name="projectId" value={project.id} />
      <Facts
        facts={[
          { name: projects.fields.title, value: project.title },
          { name: reports.fields.hostId, value: project.hostName },
          { name: reports.dates, value: reports.days(project.startsOn, project.endsOn) },
          { name: projects.fields.hours, value: credits.hours(formatTenths(project.hoursTenths)) },
        ]}
      />
    </Card>
  );
}

function Described({ hosts, messages }: ReportFormProps) {
  const { reports, projectPages } = messages;
  return (
    <Card title={reports.describeTitle} aside={<ClauseLink clause="N3.1" messages={messages} />}>
      <Hidden name="about" value="described" />
      <p className="mb-3 text-sm text-soft">{reports.describeLead}</p>
      <SelectField
        name="hostId"
        label={reports.fields.hostId}
        hint={reports.hostHint}
        choices={hosts.map(({ id, name }) => ({ value: String(id), label: name }))}
      />
      <TextField name="title" label={projectPages.fields.title} hint={reports.titleHint} maxLength={120} />
      <DateField name="endedOn" label={reports.fields.endedOn} />
      <TextField
        name="attendedHours"
        label={reports.fields.attendedHours}
        hint={reports.hoursHint}
        inputMode="decimal"
        maxLength={8}
        narrow
      />
    </Card>
  );
}
