import { randomUUID } from "node:crypto";
import type { Metadata } from "next";
import Link from "next/link";
import { rolePage } from "@/app/_access/role-page";
import { EarlierCertificates, IssuedFacts } from "@/app/_certificates/lines";
import {
  type CertificateCycle,
  type OwnCertificate,
  readOwnCertificates,
} from "@/features/certificates/list-certificates";
import type { Messages } from "@/messages";
import { groupedCode } from "@/rules/certificates";
import { formatTenths } from "@/rules/credits";
import { currentMessages } from "@/server/locale";
import { ActionForm } from "@/ui/action-form";
import { Banner } from "@/ui/banner";
import { LinkButton } from "@/ui/button";
import { Card } from "@/ui/card";
import { ClauseLink } from "@/ui/clause-link";
import { Hidden } from "@/ui/fields";
import { PageTitle } from "@/ui/page-title";
import { SubmitButton } from "@/ui/submit-button";
import { issue } from "./actions";

export async function generateMetadata(): Promise<Metadata> {
  const { certificates, shell } = await currentMessages();
  return { title: shell.titled(certificates.title) };
}

/** The teacher's certificates, cycle by cycle: what is missing, the one that can be had, the one that there is, earlier ones. */
export default rolePage("teacher", null, async (actor) => {
  const [messages, cycles] = await Promise.all([currentMessages(), readOwnCertificates(actor)]);
  const { certificates, teacher, shell } = messages;
  return (
    <div className="mx-auto max-w-xl">
      <PageTitle
        title={certificates.title}
        lead={certificates.lead}
        crumbs={[{ href: "/teacher", text: teacher.title }]}
        crumbsLabel={shell.breadcrumbs}
      />
      {cycles.map((one) => (
        <Card key={one.cycle.id} id={`cycle-${one.cycle.id}`} title={one.cycle.name}>
          {one.valid ? (
            <Valid of={one.valid} messages={messages} />
          ) : (
            <Banner tone={one.violation ? "info" : "good"} title={one.violation ? certificates.missing : undefined}>
              {one.violation ? <Missing of={one} messages={messages} /> : certificates.ready}
            </Banner>
          )}
          <Ask of={one} messages={messages} />
          <EarlierCertificates lines={one.earlier} messages={messages} />
        </Card>
      ))}
    </div>
  );
});

interface Shown<Of> {
  of: Of;
  messages: Messages;
}

function Valid({ of, messages }: Shown<OwnCertificate>) {
  const { certificates } = messages;
  const code = groupedCode(of.code);
  return (
    <>
      <IssuedFacts of={of} messages={messages} more={[{ name: certificates.code, value: code }]} />
      <p className="mb-3 text-sm text-soft">{certificates.codeHint}</p>
      <p className="grid gap-3 sm:grid-cols-2">
        <LinkButton href={`/certificates/${of.id}/certificate.pdf`} target="_blank">
          {certificates.pdf}
        </LinkButton>
        <a
          href={`/certificates/${of.id}/credential.json`}
          className="flex min-h-11 items-center justify-center"
          download
        >
          {certificates.credential}
        </a>
      </p>
      <p className="mt-2 text-sm text-soft">{certificates.credentialHint}</p>
      <p className="mt-2">
        <Link href={`/verify/${code}`} prefetch={false}>
          {certificates.verifyLink}
        </Link>
      </p>
    </>
  );
}

/** What stands against it, with its clause, and the way to mend it. */
function Missing({ of: { violation, balance }, messages }: Shown<CertificateCycle>) {
  const { certificates, violations } = messages;
  if (!violation) return null;
  const { missingTotalTenths, missingOnlineTenths, shortYears, owesNothing } = balance;
  const { missingTotal, missingOnline, missingInYear, toBalance } = certificates;
  const lacks = owesNothing
    ? []
    : [
        missingTotalTenths > 0 && missingTotal(formatTenths(missingTotalTenths)),
        missingOnlineTenths > 0 && missingOnline(formatTenths(missingOnlineTenths)),
        ...shortYears.map(({ year, missingTenths }) => missingInYear(year, formatTenths(missingTenths))),
      ].filter((text) => text !== false);
  return (
    <>
      <p>
        {violations[violation.code]({})}{" "}
        <ClauseLink clause={violation.clause} rule={violation.rule} messages={messages} />
      </p>
      {lacks.length > 0 && (
        <ul className="list-disc pl-5">
          {lacks.map((text) => (
            <li key={text}>{text}</li>
          ))}
        </ul>
      )}
      <Link href="/teacher" prefetch={false}>
        {toBalance}
      </Link>
    </>
  );
}

/** The form, where a certificate can be had: the first one, or one in the place of an outdated one. */
function Ask({ of: { cycle, violation, valid }, messages }: Shown<CertificateCycle>) {
  if (violation || (valid && !valid.outdated)) return null;
  const { certificates, forms } = messages;
  return (
    <ActionForm action={issue} words={forms} prefix={`cycle-${cycle.id}-`} className={valid ? "mt-4" : undefined}>
      <Hidden name="cycleId" value={String(cycle.id)} />
      <Hidden name="formId" value={randomUUID()} />
      {valid && <Hidden name="instead" value={valid.id} />}
      {valid && <p className="mb-2">{certificates.outdated}</p>}
      <SubmitButton tone={valid ? "plain" : "primary"}>{valid ? certificates.renew : certificates.issue}</SubmitButton>
    </ActionForm>
  );
}
