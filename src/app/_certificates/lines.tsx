import type { CertificateLine } from "@/features/certificates/list-certificates";
import type { Messages } from "@/messages";
import { certificateNumberWords } from "@/messages/certificate-document";
import { calendarDateInShanghai } from "@/rules/calendar";
import { type Fact, Facts } from "@/ui/facts";
import { Tag } from "@/ui/tag";

/** Number, state and days of a certificate. */
export function IssuedFacts({
  of,
  messages,
  more = [],
}: {
  of: CertificateLine;
  messages: Messages;
  more?: readonly Fact[];
}) {
  const { certificates } = messages;
  return (
    <div className="mb-2">
      <Facts
        facts={[
          { name: certificates.number, value: certificateNumberWords(of.number, of.cycle, messages) },
          ...more,
          { name: certificates.issuedOn, value: calendarDateInShanghai(of.issuedAt) },
          { name: certificates.state, value: <State of={of} messages={messages} /> },
          ...revocationFacts(of, messages),
        ]}
      />
    </div>
  );
}

function State({ of, messages: { certificates } }: { of: CertificateLine; messages: Messages }) {
  return of.revokedAt ? (
    <Tag tone="bad" shape="ban">
      {certificates.revoked}
    </Tag>
  ) : (
    <Tag tone="good">{certificates.valid}</Tag>
  );
}

function revocationFacts({ revokedAt, revocation, note }: CertificateLine, { certificates }: Messages): Fact[] {
  if (!revokedAt || !revocation) return [];
  return [
    { name: certificates.revokedOn, value: calendarDateInShanghai(revokedAt) },
    { name: certificates.reason, value: note ?? certificates.revocations[revocation] },
  ];
}

/** What was revoked, behind a line that opens. */
export function EarlierCertificates({ lines, messages }: { lines: readonly CertificateLine[]; messages: Messages }) {
  if (lines.length === 0) return null;
  return (
    <details className="mt-4 rounded-md border border-line px-3 open:pb-3">
      <summary className="min-h-11 cursor-pointer py-2 text-accent">{messages.certificates.earlier}</summary>
      {lines.map((line) => (
        <IssuedFacts key={line.id} of={line} messages={messages} />
      ))}
    </details>
  );
}
