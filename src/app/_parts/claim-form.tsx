import type { EvidenceLine } from "@/features/credits/read-evidence";
import type { Messages } from "@/messages";
import type { EvidenceKind } from "@/rules/credit-entry";
import { DEGREE_LEVELS } from "@/rules/degree";
import { ActionForm } from "@/ui/action-form";
import { Card } from "@/ui/card";
import { ClaimPreview } from "@/ui/claim-preview";
import { ClauseLink } from "@/ui/clause-link";
import { EvidenceField } from "@/ui/evidence-field";
import { CheckboxField, DateField, Hidden, RadioGroup, SelectField, TextField } from "@/ui/fields";
import type { FormState } from "@/ui/form-state";
import { SubmitButton } from "@/ui/submit-button";
import { previewAction } from "./preview-action";

interface ClaimFormProps {
  kind: "mooc" | "degree";
  claimId: string;
  /** What the fields begin with. */
  values?: Readonly<Record<string, string>>;
  evidence: readonly EvidenceLine[];
  /** A school's form: whom it credits, and the school's own statement. */
  bySchool: boolean;
  teacher?: { id: number; name: string };
  /** Of a returned entry. */
  version?: number;
  submitText: string;
  action: (before: FormState, form: FormData) => Promise<FormState>;
  messages: Messages;
}

const EVIDENCE = {
  mooc: ["certificate", "completion_screenshot", "account_screenshot"],
  degree: ["diploma"],
} as const satisfies Record<ClaimFormProps["kind"], readonly EvidenceKind[]>;

// What doesn't belong to the chosen case is hidden by the style sheet alone, so that it works without JavaScript too.
const WITH_CERTIFICATE = "group-has-[[name=hasCertificate][value=no]:checked]/claim:hidden";
const WITHOUT_CERTIFICATE = "hidden group-has-[[name=hasCertificate][value=no]:checked]/claim:block";

/** The form of a special credit: asks just what its kind needs, and says which scans, with the clause. */
export function ClaimForm(props: ClaimFormProps) {
  const { kind, claimId, evidence, bySchool, teacher, version, submitText, action, messages } = props;
  const { claim, credits, forms } = messages;
  return (
    <ActionForm action={action} words={forms} className="group/claim">
      <Hidden name="entryId" value={claimId} />
      <Hidden name="kind" value={kind} />
      {teacher && <Hidden name="teacherId" value={String(teacher.id)} />}
      {version !== undefined && <Hidden name="version" value={String(version)} />}
      <Card
        title={credits.kinds[kind]}
        aside={<ClauseLink clause={kind === "mooc" ? "N3.7" : "N3.3"} messages={messages} />}
      >
        {kind === "mooc" ? <MoocFields {...props} /> : <DegreeFields {...props} />}
        <ClaimPreview preview={previewAction} />
      </Card>
      <Card title={claim.evidence}>
        <p className="mb-3 text-sm text-soft">{claim.evidenceLead}</p>
        {EVIDENCE[kind].map((evidenceKind) => (
          <EvidenceField
            key={evidenceKind}
            kind={evidenceKind}
            claimId={claimId}
            label={credits.evidenceKinds[evidenceKind]}
            hint={claim.evidenceWhen[evidenceKind]}
            files={evidence.filter((file) => file.kind === evidenceKind)}
            words={claim.upload}
          />
        ))}
      </Card>
      <Card>
        {bySchool && kind === "mooc" && <CheckboxField name="accountChecked" label={claim.accountChecked} optional />}
        <CheckboxField name="truthful" label={claim.truthful} />
        <SubmitButton className="w-full sm:w-auto">{submitText}</SubmitButton>
      </Card>
    </ActionForm>
  );
}

function MoocFields({ values = {}, messages }: ClaimFormProps) {
  const { fields, hints } = messages.claim;
  const { platforms } = messages.credits;
  const { forms } = messages;
  const yesOrNo = [
    { value: "yes", label: forms.yes },
    { value: "no", label: forms.no },
  ];
  const text = (name: keyof typeof fields, hint?: string, most = 120) => (
    <TextField name={name} label={fields[name]} hint={hint} maxLength={most} defaultValue={values[name]} />
  );
  const number = (name: keyof typeof fields, hint?: string, optional = false) => (
    <TextField
      name={name}
      label={fields[name]}
      hint={hint}
      narrow
      inputMode="decimal"
      maxLength={8}
      optional={optional}
      defaultValue={values[name]}
    />
  );
  return (
    <>
      <RadioGroup
        name="platform"
        label={fields.platform}
        hint={hints.platform}
        choices={[
          { value: "icourse163", label: platforms.icourse163 },
          { value: "other", label: platforms.other },
        ]}
        defaultValue={values.platform ?? "icourse163"}
      />
      {text("courseName")}
      {text("university", undefined, 80)}
      {text("term", hints.term, 40)}
      <DateField name="finishedOn" label={fields.finishedOn} defaultValue={values.finishedOn} />
      {number("score", hints.score)}
      <RadioGroup
        name="realName"
        label={fields.realName}
        hint={hints.realName}
        choices={yesOrNo}
        defaultValue={values.realName ?? "yes"}
      />
      <RadioGroup
        name="hasCertificate"
        label={fields.hasCertificate}
        choices={yesOrNo}
        defaultValue={values.hasCertificate ?? "yes"}
      />
      <div className={WITH_CERTIFICATE}>
        {text("certificateNumber", hints.certificateNumber, 60)}
        {number("certificateHours", hints.certificateHours, true)}
        {number("accountHours", hints.accountHours, true)}
      </div>
      <div className={WITHOUT_CERTIFICATE}>{number("courseHours", hints.courseHours)}</div>
    </>
  );
}

function DegreeFields({ values = {}, messages }: ClaimFormProps) {
  const { fields, hints } = messages.claim;
  const { degreeLevels } = messages.credits;
  const levels = DEGREE_LEVELS.map((value) => ({ value, label: degreeLevels[value] }));
  return (
    <>
      <SelectField name="formerLevel" label={fields.formerLevel} choices={levels} defaultValue={values.formerLevel} />
      <SelectField
        name="newLevel"
        label={fields.newLevel}
        hint={hints.newLevel}
        choices={levels}
        defaultValue={values.newLevel}
      />
      <TextField name="institution" label={fields.institution} maxLength={80} defaultValue={values.institution} />
      <TextField name="major" label={fields.major} maxLength={80} defaultValue={values.major} />
      <DateField name="graduatedOn" label={fields.graduatedOn} defaultValue={values.graduatedOn} />
      <TextField
        name="diplomaNumber"
        label={fields.diplomaNumber}
        hint={hints.diplomaNumber}
        maxLength={40}
        defaultValue={values.diplomaNumber}
      />
    </>
  );
}
