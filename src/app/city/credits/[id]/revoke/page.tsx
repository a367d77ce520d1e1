import { notFound } from "next/navigation";
import { z } from "zod";
import { rolePage } from "@/app/_access/role-page";
import { navTitle } from "@/app/_access/role-shell";
import { ClaimFactsList } from "@/app/_parts/claim-facts";
import { previewRevocation } from "@/features/credits/preview-revocation";
import { reviewEntry } from "@/features/credits/review-entry";
import { tablesOfEntry } from "@/features/summaries/tables-of-entry";
import { formatTenths } from "@/rules/credits";
import { reasonSubjectOf, reasonsFor } from "@/rules/reasons";
import { businessNow } from "@/server/clock";
import { currentMessages } from "@/server/locale";
import { ActionForm } from "@/ui/action-form";
import { Banner } from "@/ui/banner";
import { Card } from "@/ui/card";
import { Hidden, SelectField, TextArea } from "@/ui/fields";
import { PageTitle } from "@/ui/page-title";
import { SubmitButton } from "@/ui/submit-button";
import { revoke } from "../actions";
import { RevocationFacts } from "./revocation-facts";

export const generateMetadata = navTitle("entries");

/** Taking a posted credit back: what will happen, in numbers, before it happens. */
export default rolePage("city", "entries", async (actor, { params }) => {
  const id = z.uuid().safeParse((await params).id);
  if (!id.success) notFound();
  const [messages, review] = await Promise.all([currentMessages(), reviewEntry(actor, id.data, businessNow())]);
  const { entry } = review;
  if (!review.actions.includes("revoke")) notFound();
  const [preview, tables] = await Promise.all([previewRevocation(actor, entry), tablesOfEntry(actor, entry.id)]);
  const { review: words, objections, reasons, shell } = messages;
  return (
    <div className="mx-auto max-w-2xl">
      <PageTitle
        title={words.revokeTitle}
        crumbs={[
          { href: "/city/credits", text: shell.nav.entries },
          { href: `/city/credits/${entry.id}`, text: entry.title },
        ]}
        crumbsLabel={shell.breadcrumbs}
      />
      <Banner tone="warn">
        {preview.cycleClosed
          ? objections.revocation.closed
          : words.revokeLead(review.teacherName, formatTenths(entry.creditsTenths))}
      </Banner>
      <Card title={`${review.teacherName} · ${review.schoolName}`}>
        <ClaimFactsList review={review} messages={messages} />
      </Card>
      {!preview.cycleClosed && (
        <>
          <RevocationFacts preview={preview} tables={tables} messages={messages} />
          <Card>
            <ActionForm action={revoke} words={messages.forms}>
              <Hidden name="entryId" value={entry.id} />
              <Hidden name="version" value={String(entry.version)} />
              <SelectField
                name="reason"
                label={words.reason}
                choices={reasonsFor("revoke", reasonSubjectOf(entry.source)).map((value) => ({
                  value,
                  label: reasons[value],
                }))}
              />
              <TextArea name="note" label={words.note} hint={words.noteHint} maxLength={500} optional />
              <p className="mb-3 text-sm text-soft">{objections.revocation.fraud}</p>
              <SubmitButton tone="danger">{words.revokeSure}</SubmitButton>
            </ActionForm>
          </Card>
        </>
      )}
    </div>
  );
});
