import Link from "next/link";
import { notFound } from "next/navigation";
import type { ReactNode } from "react";
import { z } from "zod";
import { ObjectionCard } from "@/app/_objections/objection-card";
import { ClaimFactsList } from "@/app/_parts/claim-facts";
import { EntryHead } from "@/app/_parts/entry-head";
import { EntryTimeline } from "@/app/_parts/entry-timeline";
import { UrgeForm } from "@/app/_parts/urge-form";
import { readObjection } from "@/features/credits/read-objection";
import { type EntryReview, reviewEntry } from "@/features/credits/review-entry";
import type { Messages } from "@/messages";
import { formatTenths } from "@/rules/credits";
import type { Actor } from "@/server/actor";
import { businessNow } from "@/server/clock";
import { currentMessages } from "@/server/locale";
import { ActionForm } from "@/ui/action-form";
import { Banner } from "@/ui/banner";
import { LinkButton } from "@/ui/button";
import { Card } from "@/ui/card";
import { CheckList } from "@/ui/check-list";
import { EvidenceViewer } from "@/ui/evidence-viewer";
import { Hidden } from "@/ui/fields";
import type { FormState } from "@/ui/form-state";
import { PageTitle } from "@/ui/page-title";
import { SubmitButton } from "@/ui/submit-button";

type FormAction = (before: FormState, form: FormData) => Promise<FormState>;

/** Where the pages of a role are, and what it may do on an entry's page. */
export interface EntryPlaces {
  entries: string;
  teachers: string;
  recall: FormAction;
  /** Where the role may ask for what waits above it. */
  urge?: FormAction;
  withdraw?: FormAction;
}

const Query = z.object({
  file: z.coerce.number().int().catch(1),
  done: z.enum(["recall", "revoke", "register", "withdraw", "urge", "grant", "dismiss"]).nullable().catch(null),
});

/** One entry as staff see it: the whole of it, and what the actor may still do with it. */
export async function entryPage(
  actor: Actor,
  places: EntryPlaces,
  input: {
    params: Promise<Record<string, string>>;
    searchParams: Promise<Record<string, string | string[] | undefined>>;
  },
) {
  const id = z.uuid().safeParse((await input.params).id);
  if (!id.success) notFound();
  const { file, done } = Query.parse(await input.searchParams);
  const now = businessNow();
  const [messages, review] = await Promise.all([currentMessages(), reviewEntry(actor, id.data, now)]);
  const objection = review.objectionStatus && (await readObjection(actor, id.data));
  const { entry } = review;
  const { credits, claim, shell, review: words } = messages;
  const href = `${places.entries}/${entry.id}`;
  return (
    <>
      <PageTitle
        title={`${review.teacherName} · ${credits.sources[entry.source]} · ${credits.credit(formatTenths(entry.creditsTenths))}`}
        crumbs={[{ href: places.entries, text: shell.nav.entries }]}
        crumbsLabel={shell.breadcrumbs}
        lead={
          <>
            {review.schoolName} ·{" "}
            <Link href={`${places.teachers}/${entry.teacherId}`} prefetch={false}>
              {words.teacherLink}
            </Link>
          </>
        }
      />
      {done && <Done done={done} entryId={entry.id} role={actor.role} messages={messages} />}
      <div className="grid gap-4 lg:grid-cols-[minmax(0,1fr)_28rem]">
        <section aria-label={claim.scans}>
          <EvidenceViewer
            files={review.evidence}
            chosen={file}
            href={(one) => `${href}?file=${one}`}
            messages={messages}
          />
        </section>
        <div>
          <Card title={claim.facts}>
            <EntryHead review={review} messages={messages} now={now} />
            {places.urge && <UrgeForm review={review} action={places.urge} messages={messages} />}
            <ClaimFactsList review={review} messages={messages} />
          </Card>
          {objection && <ObjectionCard view={objection} entry={entry} messages={messages} />}
          <Card title={claim.timeline}>
            <EntryTimeline review={review} messages={messages} />
          </Card>
          {review.checks.length > 0 && (
            <Card title={words.checks}>
              <CheckList checks={review.checks} messages={messages} />
            </Card>
          )}
          <Further review={review} places={places} href={href} messages={messages} />
        </div>
      </div>
    </>
  );
}

/** What was just done, and after an objection was granted the next step. */
function Done({
  done,
  entryId,
  role,
  messages: { desk, objections, review },
}: {
  done: NonNullable<z.output<typeof Query>["done"]>;
  entryId: string;
  role: Actor["role"];
  messages: Messages;
}) {
  if (done === "urge") return <Banner tone="good">{desk.urgeDone}</Banner>;
  if (done !== "grant" && done !== "dismiss") return <Banner tone="good">{review.decided[done]}</Banner>;
  return (
    <Banner tone="good">
      {objections.done[done]} {done === "grant" && <a href={`/${role}?entry=${entryId}`}>{objections.toQueue}</a>}
    </Banner>
  );
}

function Further({
  review,
  places,
  href,
  messages,
}: {
  review: EntryReview;
  places: EntryPlaces;
  href: string;
  messages: Messages;
}) {
  const { actions, entry } = review;
  const { review: words, teacher } = messages;
  return (
    <>
      {actions.includes("resubmit") && places.withdraw && (
        <p className="mb-4">
          <LinkButton href={`${href}/mend`}>{teacher.mend}</LinkButton>
        </p>
      )}
      {actions.includes("recall") && (
        <Step action={places.recall} entry={entry} messages={messages} text={words.recall} tone="plain">
          {entry.status === "posted" ? words.recallPosted : words.recallHint}
        </Step>
      )}
      {actions.includes("withdraw") && places.withdraw && (
        <Step action={places.withdraw} entry={entry} messages={messages} text={words.withdrawn} tone="danger">
          {teacher.withdrawHint}
        </Step>
      )}
      {actions.includes("revoke") && (
        <LinkButton href={`${href}/revoke`} tone="danger">
          {words.revoke}
        </LinkButton>
      )}
    </>
  );
}

function Step({
  action,
  entry,
  text,
  tone,
  messages,
  children,
}: {
  action: FormAction;
  entry: EntryReview["entry"];
  text: string;
  tone: "plain" | "danger";
  messages: Messages;
  children: ReactNode;
}) {
  return (
    <div className="mb-4">
      <ActionForm action={action} words={messages.forms} prefix={tone} fold={{ summary: text }}>
        <p className="mb-2">{children}</p>
        <Hidden name="entryId" value={entry.id} />
        <Hidden name="version" value={String(entry.version)} />
        <SubmitButton tone={tone}>{text}</SubmitButton>
      </ActionForm>
    </div>
  );
}
