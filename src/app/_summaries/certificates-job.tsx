import { randomUUID } from "node:crypto";
import { PrintVolumes } from "@/app/_parts/print-volumes";
import { WorkProgress } from "@/app/_projects/work-progress";
import { readCertificatesJob } from "@/features/summaries/order-certificates";
import type { Messages } from "@/messages";
import type { Actor } from "@/server/actor";
import { currentLocale } from "@/server/locale";
import { ActionForm } from "@/ui/action-form";
import { Card } from "@/ui/card";
import { ClauseLink } from "@/ui/clause-link";
import { Hidden } from "@/ui/fields";
import { SubmitButton } from "@/ui/submit-button";
import { order } from "./certificate-actions";

/**
 * The print job of a MOOC table, its certificates in its order (N3.7): ordered, made by the worker, found again for a day.
 * @param href the page itself, for whoever has no JavaScript
 */
export async function CertificatesJob({
  actor,
  tableId,
  href,
  messages,
}: {
  actor: Actor;
  tableId: string;
  href: string;
  messages: Messages;
}) {
  const [{ work, parts }, locale] = await Promise.all([readCertificatesJob(actor, tableId), currentLocale()]);
  const { certificates: words } = messages.summaryPrint;
  const progress = work && (
    <WorkProgress
      work={work}
      title={words.working}
      refused={words.refused}
      href={href}
      messages={messages}
      words={words}
    />
  );
  if (work?.state === "queued" || work?.state === "running") return <div id="certificates">{progress}</div>;
  return (
    <Card id="certificates" title={words.title} aside={<ClauseLink clause="N3.7" rule="R7" messages={messages} />}>
      {progress}
      {parts > 0 ? (
        <PrintVolumes
          parts={parts}
          href={(part) => `/summaries/${tableId}/certificates.pdf?part=${part}`}
          endedAt={work?.endedAt ?? null}
          words={words}
        />
      ) : (
        <p className="mb-2 text-sm text-soft">{work?.state === "done" ? words.gone : words.lead}</p>
      )}
      <ActionForm action={order} words={messages.forms} prefix="certificates">
        <Hidden name="orderId" value={randomUUID()} />
        <Hidden name="tableId" value={tableId} />
        <Hidden name="locale" value={locale} />
        <SubmitButton tone="plain">{work ? words.remake : words.order}</SubmitButton>
      </ActionForm>
    </Card>
  );
}
