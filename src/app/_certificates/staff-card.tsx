import { revoke } from "@/app/_certificates/actions";
import type { CertificateLine } from "@/features/certificates/list-certificates";
import type { Messages } from "@/messages";
import { allowed, type Role } from "@/rules/permissions";
import { ActionForm } from "@/ui/action-form";
import { Card } from "@/ui/card";
import { Hidden, TextArea } from "@/ui/fields";
import { SubmitButton } from "@/ui/submit-button";
import { EarlierCertificates, IssuedFacts } from "./lines";

/** The certificates of a teacher as staff see them: number and state; for the city the document, too, and the way to revoke it. */
export function CertificatesCard({
  lines,
  role,
  messages,
}: {
  lines: readonly CertificateLine[];
  role: Role;
  messages: Messages;
}) {
  const { certificates } = messages;
  const valid = lines.filter(({ revokedAt }) => revokedAt === null);
  return (
    <Card title={certificates.title}>
      {lines.length === 0 && <p className="text-soft">{certificates.none}</p>}
      {valid.map((line) => (
        <div key={line.id}>
          <IssuedFacts of={line} messages={messages} />
          {allowed(role, "certificate:revoke") && <CitySteps of={line} messages={messages} />}
        </div>
      ))}
      <EarlierCertificates lines={lines.filter((line) => line.revokedAt !== null)} messages={messages} />
    </Card>
  );
}

function CitySteps({ of, messages }: { of: CertificateLine; messages: Messages }) {
  const { certificates, forms } = messages;
  return (
    <>
      <a href={`/certificates/${of.id}/certificate.pdf`} target="_blank" rel="noreferrer">
        {certificates.pdf}
      </a>
      <ActionForm
        action={revoke}
        words={forms}
        prefix={`${of.id}-`}
        fold={{ summary: certificates.revoke, danger: true }}
      >
        <p className="mb-2 text-sm">{certificates.revokeLead}</p>
        <Hidden name="certificateId" value={of.id} />
        <TextArea name="note" label={certificates.note} hint={certificates.noteHint} maxLength={500} />
        <SubmitButton tone="danger">{certificates.revokeSure}</SubmitButton>
      </ActionForm>
    </>
  );
}
