import { notFound } from "next/navigation";
import { z } from "zod";
import { rolePage } from "@/app/_access/role-page";
import { navTitle } from "@/app/_access/role-shell";
import { OwnObjection } from "@/app/_objections/own-objection";
import { ClaimFactsList } from "@/app/_parts/claim-facts";
import { EntryHead } from "@/app/_parts/entry-head";
import { EntryTimeline } from "@/app/_parts/entry-timeline";
import { UrgeForm } from "@/app/_parts/urge-form";
import { readObjection } from "@/features/credits/read-objection";
import { reviewEntry } from "@/features/credits/review-entry";
import { businessNow } from "@/server/clock";
import { currentMessages } from "@/server/locale";
import { ActionForm } from "@/ui/action-form";
import { Banner } from "@/ui/banner";
import { LinkButton } from "@/ui/button";
import { Card } from "@/ui/card";
import { EvidenceViewer } from "@/ui/evidence-viewer";
import { Hidden } from "@/ui/fields";
import { PageTitle } from "@/ui/page-title";
import { SubmitButton } from "@/ui/submit-button";
import { objectAction, unsayAction, urgeAction, withdrawAction } from "./actions";

const Query = z.object({
  file: z.coerce.number().int().catch(1),
  saved: z.literal("1").nullable().catch(null),
  done: z.enum(["urge", "object", "unsay"]).nullable().catch(null),
});

export const generateMetadata = navTitle("entries");

/** One entry of the teacher: where it stands, what was said of it, and what the teacher can do. */
export default rolePage("teacher", "entries", async (actor, { params, searchParams }) => {
  const id = z.uuid().safeParse((await params).id);
  if (!id.success) notFound();
  const { file, saved, done } = Query.parse(await searchParams);
  const now = businessNow();
  const [messages, review] = await Promise.all([currentMessages(), reviewEntry(actor, id.data, now)]);
  const { entry } = review;
  const objects = entry.status === "refused" || review.objectionStatus !== null;
  const objection = objects ? await readObjection(actor, entry.id) : null;
  const doneWords = {
    urge: messages.desk.urgeDone,
    object: messages.objections.saved,
    unsay: messages.objections.withdrawn,
  };
  const href = `/teacher/credits/${entry.id}`;
  // Who may object reads first why it was refused.
  const toObject = objection?.kept === null;
  const timeline = (
    <Card title={messages.claim.timeline}>
      <EntryTimeline review={review} messages={messages} />
    </Card>
  );
  return (
    <div className="mx-auto max-w-2xl">
      <PageTitle
        title={entry.title}
        crumbs={[
          { href: "/teacher", text: messages.teacher.title },
          { href: "/teacher/credits", text: messages.teacher.allTitle },
        ]}
        crumbsLabel={messages.shell.breadcrumbs}
      />
      {saved && <Banner tone="good">{messages.teacher.saved}</Banner>}
      {done && <Banner tone="good">{doneWords[done]}</Banner>}
      <EntryHead review={review} messages={messages} now={now} />
      <UrgeForm review={review} action={urgeAction} messages={messages} />
      {review.actions.includes("resubmit") && (
        <p className="mb-4">
          <LinkButton href={`${href}/mend`}>{messages.teacher.mend}</LinkButton>
        </p>
      )}
      {toObject && timeline}
      {objection && (
        <OwnObjection
          view={objection}
          entryId={entry.id}
          raise={objectAction}
          withdraw={unsayAction}
          messages={messages}
        />
      )}
      {!toObject && timeline}
      <Card title={messages.claim.facts}>
        <ClaimFactsList review={review} messages={messages} />
      </Card>
      <Card title={messages.claim.scans}>
        <EvidenceViewer
          files={review.evidence}
          chosen={file}
          href={(place) => `${href}?file=${place}`}
          messages={messages}
        />
      </Card>
      {review.actions.includes("withdraw") && (
        <ActionForm
          action={withdrawAction}
          words={messages.forms}
          fold={{ summary: messages.teacher.withdraw, danger: true }}
        >
          <p className="mb-2">{messages.teacher.withdrawHint}</p>
          <Hidden name="entryId" value={entry.id} />
          <Hidden name="version" value={String(entry.version)} />
          <SubmitButton tone="danger">{messages.teacher.withdrawSure}</SubmitButton>
        </ActionForm>
      )}
    </div>
  );
});
