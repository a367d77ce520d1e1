import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { groupedCode, readCode } from "@/rules/certificates";
import { currentMessages } from "@/server/locale";
import { Card } from "@/ui/card";
import { PageTitle } from "@/ui/page-title";
import { CodeForm } from "./code-form";

export async function generateMetadata(): Promise<Metadata> {
  const { certificates, shell } = await currentMessages();
  return { title: shell.titled(certificates.verify.title) };
}

/** Where anyone checks a certificate by its code. What was typed leads to the page of that code, whatever it is. */
export default async function VerifyPage({
  searchParams,
}: {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}) {
  const typed = [(await searchParams).code].flat()[0]?.trim();
  if (typed) redirect(`/verify/${encodeURIComponent(groupedCode(readCode(typed) ?? "") || typed.slice(0, 80))}`);
  const messages = await currentMessages();
  const { verify } = messages.certificates;
  return (
    <div className="mx-auto max-w-md">
      <PageTitle title={verify.title} lead={verify.lead} />
      <Card>
        <CodeForm messages={messages} />
      </Card>
      <p className="text-sm text-soft">{verify.privacy}</p>
    </div>
  );
}
