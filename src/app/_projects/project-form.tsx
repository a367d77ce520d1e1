import type { ReactNode } from "react";
import type { EvidenceLine } from "@/features/credits/read-evidence";
import type { Messages } from "@/messages";
import type { EvidenceKind } from "@/rules/credit-entry";
import { OTHER_PAPERS, PROJECTS, type ProjectKind, papersOf } from "@/rules/projects";
import { ActionForm } from "@/ui/action-form";
import { Card } from "@/ui/card";
import { ClauseLink } from "@/ui/clause-link";
import { EvidenceField } from "@/ui/evidence-field";
import { DateField, Hidden, TextField } from "@/ui/fields";
import { SubmitButton } from "@/ui/submit-button";
import { save } from "./actions";

interface ProjectFormProps {
  kind: ProjectKind;
  projectId: string;
  /** 0 for one that isn't there yet. */
  version: number;
  /** What the fields begin with. */
  values?: Readonly<Record<string, string>>;
  evidence: readonly EvidenceLine[];
  /** The way out, beside the button. */
  aside?: ReactNode;
  messages: Messages;
}

/** The form of a training: asks just what its kind needs, and says before which papers, with the clause. */
export function ProjectForm(props: ProjectFormProps) {
  const { kind, projectId, version, aside, messages } = props;
  const { projectPages: words, projects, forms } = messages;
  const { rule, clause } = PROJECTS[kind];
  return (
    <ActionForm action={save} words={forms}>
      <Hidden name="projectId" value={projectId} />
      <Hidden name="version" value={String(version)} />
      <Hidden name="kind" value={kind} />
      <Card title={projects.kinds[kind]} aside={<ClauseLink clause={clause} rule={rule} messages={messages} />}>
        <Explanation kind={kind} messages={messages} />
        <Fields {...props} />
      </Card>
      <Papers {...props} />
      <div className="mb-4 flex flex-wrap items-center gap-4">
        <SubmitButton>{words.save}</SubmitButton>
        {aside}
      </div>
    </ActionForm>
  );
}

/** What is different about this kind: filing first (R12), counts nothing (R14), half years instead of hours (R6). */
function Explanation({ kind, messages }: { kind: ProjectKind; messages: Messages }) {
  const { projectPages: words } = messages;
  const text = PROJECTS[kind].filed
    ? words.filingFirst
    : kind === "self_run"
      ? words.countsNothing
      : kind === "support_teaching"
        ? words.halves
        : null;
  return text && <p className="mb-3 border-warn border-l-4 bg-warn-soft px-3 py-2">{text}</p>;
}

function Fields({ kind, values = {}, messages: { projectPages: words } }: ProjectFormProps) {
  const { fields, hints } = words;
  const text = (name: keyof typeof fields & keyof typeof hints, most: number, optional = false) => (
    <TextField
      name={name}
      label={fields[name]}
      hint={hints[name]}
      maxLength={most}
      optional={optional}
      defaultValue={values[name]}
    />
  );
  const number = (name: keyof typeof fields & keyof typeof hints, optional = false) => (
    <TextField
      name={name}
      label={fields[name]}
      hint={hints[name]}
      narrow
      inputMode="decimal"
      maxLength={8}
      optional={optional}
      defaultValue={values[name]}
    />
  );
  const byHalves = kind === "support_teaching";
  const { papers, lecturers } = PROJECTS[kind];
  return (
    <>
      {text("title", 120)}
      {text("noticeNumber", 60, true)}
      <DateField
        name="startsOn"
        label={fields.startsOn}
        hint={byHalves ? hints.supportDates : undefined}
        defaultValue={values.startsOn}
      />
      <DateField name="endsOn" label={fields.endsOn} defaultValue={values.endsOn} />
      {!byHalves && number("hours")}
      {lecturers && number("lecturerHours", true)}
      {papers && (
        <>
          {text("partner", 100)}
          {text("invoiceNumber", 60)}
          {number("documentedCount")}
        </>
      )}
    </>
  );
}

function Papers({ kind, projectId, evidence, messages }: ProjectFormProps) {
  const { projectPages: words, credits, claim } = messages;
  const { needed, oneOf } = papersOf(kind);
  const others: readonly EvidenceKind[] = OTHER_PAPERS.filter((paper) => !(oneOf as EvidenceKind[]).includes(paper));
  const field = (paper: EvidenceKind, hint: string) => (
    <EvidenceField
      key={paper}
      kind={paper}
      claimId={projectId}
      label={credits.evidenceKinds[paper]}
      hint={hint}
      files={evidence.filter((file) => file.kind === paper)}
      words={claim.upload}
    />
  );
  return (
    <Card
      title={words.papers}
      aside={needed.length > 0 && <ClauseLink clause={PROJECTS[kind].clause} messages={messages} />}
    >
      <p className="mb-3 text-sm text-soft">{needed.length > 0 ? words.papersLead : words.papersOptional}</p>
      {needed.map((paper) => field(paper, words.paperNeeded))}
      {oneOf.map((paper) => field(paper, words.paperOneOf))}
      {others.map((paper) => field(paper, words.paperOptional))}
    </Card>
  );
}
