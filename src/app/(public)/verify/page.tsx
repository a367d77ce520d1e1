import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { verifyCertificate } from "@/features/certificates/verify-certificate";
import { groupedCode, readCode } from "@/rules/certificates";
import { peerAddress } from "@/server/client-address";
import { currentMessages } from "@/server/locale";
import { Banner } from "@/ui/banner";
import { Card } from "@/ui/card";
import { PageTitle } from "@/ui/page-title";
import { CodeForm } from "./code-form";

export async function generateMetadata(): Promise<Metadata> {
  const { certificates, shell } = await currentMessages();
  return { title: shell.titled(certificates.verify.title) };
}

/**
 * Where anyone checks a certificate by its code. What was typed leads to the page of that code; what opens nothing is said here, beside
 * what was typed: the 404 of that page is blank in a browser without JavaScript.
 */
export default async function VerifyPage({
  searchParams,
}: {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}) {
  const typed = [(await searchParams).code].flat()[0]?.trim().slice(0, 80);
  const answer = typed ? await verifyCertificate(typed, await peerAddress()) : null;
  if (typed && answer && !(answer.ok && answer.certificate === null))
    redirect(`/verify/${encodeURIComponent(groupedCode(readCode(typed) ?? "") || typed)}`);
  const messages = await currentMessages();
  const { verify } = messages.certificates;
  return (
    <div className="mx-auto max-w-md">
      <PageTitle title={verify.title} lead={verify.lead} />
      {typed && (
        <Banner tone="bad" title={verify.unknown}>
          {verify.unknownLead}
        </Banner>
      )}
      <Card>
        <CodeForm typed={typed} messages={messages} />
      </Card>
      <p className="text-sm text-soft">{verify.privacy}</p>
    </div>
  );
}
