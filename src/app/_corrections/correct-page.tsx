import { randomUUID } from "node:crypto";
import { notFound, redirect } from "next/navigation";
import { z } from "zod";
import type { PageInput } from "@/app/_access/role-page";
import { type EvidenceLine, listEvidence } from "@/features/credits/read-evidence";
import { CorrectionKindQuery } from "@/features/people/ask-person-correction";
import { type CorrectableRecord, readCorrectable } from "@/features/people/read-person-correction";
import type { Messages } from "@/messages";
import { CORRECTION_KINDS, type CorrectionKind } from "@/rules/corrections";
import { IDENTITY_KINDS } from "@/rules/documents";
import type { Actor } from "@/server/actor";
import { currentMessages } from "@/server/locale";
import { ActionForm } from "@/ui/action-form";
import { LinkButton } from "@/ui/button";
import { Card } from "@/ui/card";
import { EvidenceField } from "@/ui/evidence-field";
import { Facts } from "@/ui/facts";
import { CheckboxField, Hidden, SelectField, TextArea, TextField } from "@/ui/fields";
import { PageTitle } from "@/ui/page-title";
import { SubmitButton } from "@/ui/submit-button";
import { ask } from "./actions";
import { valueWords } from "./correction-words";

const TeacherId = z.coerce.number().int().positive().max(2_147_483_647);
const Query = z.object({
  kind: CorrectionKindQuery,
  /** The id that the correction gets: in the address, so that a reload keeps what was uploaded. */
  correction: z.uuid().nullable().catch(null),
});

/** Asks for a correction of one of the school's teachers: of what, first; then the right value with its proof. */
export async function correctPage(actor: Actor, { params, searchParams }: PageInput) {
  const teacherId = TeacherId.safeParse((await params).id);
  if (!teacherId.success) notFound();
  const { kind, correction } = Query.parse(await searchParams);
  const here = `/school/teachers/${teacherId.data}`;
  if (kind && !correction) redirect(`${here}/correct?kind=${kind}&correction=${randomUUID()}`);
  const [messages, record] = await Promise.all([currentMessages(), readCorrectable(actor, teacherId.data)]);
  const { corrections: words, shell } = messages;
  return (
    <div className="mx-auto max-w-2xl">
      <PageTitle
        title={words.askTitle(record.name)}
        lead={words.askLead}
        crumbs={[
          { href: "/school/teachers", text: shell.nav.teachers },
          { href: here, text: record.name },
        ]}
        crumbsLabel={shell.breadcrumbs}
      />
      {kind && correction ? (
        <CorrectionForm
          kind={kind}
          teacherId={teacherId.data}
          correctionId={correction}
          record={record}
          evidence={await listEvidence(actor, correction)}
          messages={messages}
        />
      ) : (
        <Card title={words.chooseKind}>
          <ul className="space-y-3">
            {CORRECTION_KINDS.map((one) => (
              <li key={one}>
                <LinkButton href={`${here}/correct?kind=${one}`} tone="plain">
                  {words.kinds[one]}
                </LinkButton>
                <span className="mt-1 block text-sm text-soft sm:mt-0 sm:ml-3 sm:inline">
                  {one === "name" ? words.nameLead : words.identityLead}
                </span>
              </li>
            ))}
          </ul>
        </Card>
      )}
    </div>
  );
}

interface FormProps {
  kind: CorrectionKind;
  teacherId: number;
  correctionId: string;
  record: CorrectableRecord;
  evidence: readonly EvidenceLine[];
  messages: Messages;
}

function CorrectionForm({ kind, teacherId, correctionId, record, evidence, messages }: FormProps) {
  const { corrections: words, claim, forms } = messages;
  const now = kind === "name" ? ({ kind, name: record.name } as const) : ({ kind, document: record.document } as const);
  return (
    <ActionForm action={ask} words={forms}>
      <Hidden name="kind" value={kind} />
      <Hidden name="teacherId" value={String(teacherId)} />
      <Hidden name="correctionId" value={correctionId} />
      <Card title={words.kinds[kind]} aside={<a href={`/school/teachers/${teacherId}/correct`}>{words.otherKind}</a>}>
        <div className="mb-4">
          <Facts facts={[{ name: words.current, value: valueWords(now, messages) }]} />
        </div>
        {kind === "name" ? (
          <TextField name="newName" label={words.fields.newName} hint={words.newNameHint} maxLength={100} />
        ) : (
          <>
            <SelectField
              name="documentKind"
              label={words.fields.documentKind}
              defaultValue={record.document.kind}
              choices={IDENTITY_KINDS.map((value) => ({ value, label: words.documents[value] }))}
            />
            <TextField
              name="documentNumber"
              label={words.fields.documentNumber}
              hint={words.numberHint}
              maxLength={40}
            />
          </>
        )}
        <TextArea
          name="correctionReason"
          label={words.fields.correctionReason}
          hint={words.reasonHint}
          maxLength={500}
          rows={2}
        />
        <EvidenceField
          kind="identity_proof"
          claimId={correctionId}
          label={words.proof}
          hint={words.proofHint}
          files={evidence.filter((file) => file.kind === "identity_proof")}
          words={claim.upload}
        />
        <CheckboxField name="truthful" label={words.truthful} />
        <SubmitButton className="w-full sm:w-auto">{words.send}</SubmitButton>
      </Card>
    </ActionForm>
  );
}
