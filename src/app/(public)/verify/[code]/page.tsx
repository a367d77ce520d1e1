import type { Metadata } from "next";
import { type VerifiedCertificate, verifyCertificate } from "@/features/certificates/verify-certificate";
import type { Messages } from "@/messages";
import { certificateNumberWords } from "@/messages/certificate-document";
import { formatTenths } from "@/rules/credits";
import { notFoundHere, slowDown } from "@/server/answer-status";
import { peerAddress } from "@/server/client-address";
import { currentMessages } from "@/server/locale";
import { Banner } from "@/ui/banner";
import { LinkButton } from "@/ui/button";
import { Card } from "@/ui/card";
import { Facts } from "@/ui/facts";
import { PageTitle } from "@/ui/page-title";
import { CodeForm } from "../code-form";

export async function generateMetadata(): Promise<Metadata> {
  const { certificates, shell } = await currentMessages();
  return { title: shell.titled(certificates.verify.title) };
}

/** What a stranger with the code learns: valid or revoked, and what the certificate says. Every other code is the same 404. */
export default async function VerifiedPage({ params }: { params: Promise<{ code: string }> }) {
  const typed = decoded((await params).code);
  const [messages, answer] = await Promise.all([currentMessages(), verifyCertificate(typed, await peerAddress())]);
  const { verify } = messages.certificates;
  if (!answer.ok) {
    await slowDown(answer.waitSeconds);
    return (
      <div className="mx-auto max-w-md">
        <PageTitle title={verify.title} />
        <Banner tone="warn" title={verify.slowDown}>
          {verify.slowDownLead(Math.ceil(answer.waitSeconds / 60))}
        </Banner>
      </div>
    );
  }
  if (!answer.certificate) {
    await notFoundHere();
    return <UnknownCode typed={typed} messages={messages} />;
  }
  return (
    <div className="mx-auto max-w-md">
      <PageTitle title={verify.title} />
      <Verdict of={answer.certificate} messages={messages} />
      <Card title={certificateNumberWords(answer.certificate.number, answer.certificate.cycle, messages)}>
        <Facts facts={factsOf(answer.certificate, messages)} />
      </Card>
      <p className="mb-4 text-sm text-soft">{verify.privacy}</p>
      <LinkButton href="/verify" tone="plain">
        {verify.again}
      </LinkButton>
    </div>
  );
}

/** The one answer to every code that opens nothing, with what was typed, to be compared and mended. */
function UnknownCode({ typed, messages }: { typed: string; messages: Messages }) {
  const { verify } = messages.certificates;
  return (
    <div className="mx-auto max-w-md">
      <PageTitle title={verify.title} />
      <Banner tone="bad" title={verify.unknown}>
        {verify.unknownLead}
      </Banner>
      <Card>
        <CodeForm typed={typed} messages={messages} />
      </Card>
    </div>
  );
}

/** An address that was cut or mangled is a wrong code. */
function decoded(code: string): string {
  try {
    return decodeURIComponent(code);
  } catch {
    return "";
  }
}

interface Shown {
  of: VerifiedCertificate;
  messages: Messages;
}

function Verdict({ of: { intact, revokedOn }, messages: { certificates } }: Shown) {
  const { verify } = certificates;
  const [tone, title, lead] = !intact
    ? (["bad", verify.broken, verify.brokenLead] as const)
    : revokedOn
      ? (["bad", verify.revoked(revokedOn), verify.revokedLead] as const)
      : (["good", verify.valid, verify.validLead] as const);
  return (
    <Banner tone={tone} title={title}>
      {lead}
    </Banner>
  );
}

function factsOf(of: VerifiedCertificate, { certificates: { verify, document, issuedOn } }: Messages) {
  const met = (tenths: number, required: number) => document.ofRequired(formatTenths(tenths), formatTenths(required));
  return [
    { name: verify.name, value: of.maskedName },
    { name: verify.school, value: of.school },
    { name: verify.cycle, value: of.cycle.name },
    { name: verify.credits, value: met(of.totalTenths, of.requiredTotalTenths) },
    { name: verify.online, value: of.deemed ? verify.deemed : met(of.onlineMetTenths, of.requiredOnlineTenths) },
    { name: verify.issuer, value: of.issuer },
    { name: issuedOn, value: of.issuedOn },
  ];
}
