import { notFound } from "next/navigation";
import { z } from "zod";
import type { PageInput } from "@/app/_access/role-page";
import { listEvidence } from "@/features/credits/read-evidence";
import { type CorrectionView, readPersonCorrection } from "@/features/people/read-person-correction";
import type { Messages } from "@/messages";
import type { Actor } from "@/server/actor";
import { businessNow } from "@/server/clock";
import { currentMessages } from "@/server/locale";
import { ActionForm } from "@/ui/action-form";
import { Banner } from "@/ui/banner";
import { Card } from "@/ui/card";
import { EvidenceViewer } from "@/ui/evidence-viewer";
import { Facts } from "@/ui/facts";
import { Hidden, TextArea } from "@/ui/fields";
import { dateTime } from "@/ui/format";
import { PageTitle } from "@/ui/page-title";
import { SubmitButton } from "@/ui/submit-button";
import { answer, withdraw } from "./actions";
import { CorrectionStatusTag, valueWords } from "./correction-words";

const Query = z.object({
  file: z.coerce.number().int().catch(1),
  reveal: z.literal("1").nullable().catch(null),
  saved: z.literal("1").nullable().catch(null),
  done: z.enum(["accept", "decline", "withdraw"]).nullable().catch(null),
});

/** One correction: the two values beside the proof, and the answer. */
export async function correctionPage(actor: Actor, { params, searchParams }: PageInput) {
  const id = z.uuid().safeParse((await params).id);
  if (!id.success) notFound();
  const { file, reveal, saved, done } = Query.parse(await searchParams);
  const [messages, view, evidence] = await Promise.all([
    currentMessages(),
    readPersonCorrection(actor, id.data, { reveal: reveal !== null }, businessNow()),
    listEvidence(actor, id.data),
  ]);
  const { corrections: words, claim, shell } = messages;
  const base = `/${actor.role}/corrections`;
  const shown = reveal ? "&reveal=1" : "";
  return (
    <>
      <PageTitle
        title={words.title(view.teacherName, words.kinds[view.kind])}
        lead={view.schoolName}
        crumbs={[{ href: base, text: shell.nav.corrections }]}
        crumbsLabel={shell.breadcrumbs}
      />
      {saved && <Banner tone="good">{words.saved}</Banner>}
      {done && <Banner tone="good">{words.done[done]}</Banner>}
      <p className="mb-4 flex flex-wrap items-center gap-2">
        <CorrectionStatusTag status={view.status} messages={messages} />
        <span className="text-sm text-soft">
          {view.answeredAt
            ? words.by(view.answeredByName ?? "", dateTime(view.answeredAt))
            : words.waiting(view.holderName)}
        </span>
      </p>
      <div className="grid items-start gap-4 lg:grid-cols-2">
        <div>
          <CorrectionFacts view={view} base={base} file={file} messages={messages} />
          {view.taken && <Banner tone="warn">{words.taken}</Banner>}
          {view.own && <Banner tone="warn">{words.ownNote}</Banner>}
          {view.mayAnswer && <AnswerForm view={view} messages={messages} />}
          {view.mayWithdraw && <WithdrawForm id={view.id} messages={messages} />}
          {view.note && (
            <Card title={words.answered}>
              <p className="whitespace-pre-line">{view.note}</p>
            </Card>
          )}
        </div>
        <Card title={claim.scans}>
          <EvidenceViewer
            files={evidence}
            chosen={file}
            href={(place) => `${base}/${view.id}?file=${place}${shown}`}
            messages={messages}
          />
        </Card>
      </div>
    </>
  );
}

function CorrectionFacts({
  view,
  base,
  file,
  messages,
}: {
  view: CorrectionView;
  base: string;
  file: number;
  messages: Messages;
}) {
  const { corrections: words } = messages;
  return (
    <Card title={words.what}>
      <Facts
        facts={[
          { name: words.columns.teacher, value: `${view.teacherName} ${view.teacherNumber}` },
          { name: words.before, value: valueWords(view.before, messages) },
          { name: words.after, value: <strong>{valueWords(view.after, messages)}</strong> },
          { name: words.reason, value: <span className="whitespace-pre-line">{view.reason}</span> },
          { name: words.askedBy, value: view.askedByName },
          { name: words.askedAt, value: dateTime(view.askedAt) },
        ]}
      />
      {view.kind === "identity" && (
        <p className="mt-2">
          <a href={`${base}/${view.id}?file=${file}${view.revealed ? "" : "&reveal=1"}`}>
            {view.revealed ? words.hide : words.reveal}
          </a>
        </p>
      )}
    </Card>
  );
}

function AnswerForm({ view, messages }: { view: CorrectionView; messages: Messages }) {
  const { corrections: words, forms } = messages;
  return (
    <Card title={words.answerTitle}>
      <ActionForm action={answer} words={forms}>
        <p className="mb-3 text-sm text-soft">{words.acceptHint}</p>
        <Hidden name="correctionId" value={view.id} />
        <TextArea name="note" label={words.note} hint={words.noteHint} maxLength={500} optional rows={2} />
        <p className="flex flex-wrap gap-3">
          {!view.taken && (
            <SubmitButton name="answer" value="accept">
              {words.accept}
            </SubmitButton>
          )}
          <SubmitButton name="answer" value="decline" tone="danger">
            {words.decline}
          </SubmitButton>
        </p>
      </ActionForm>
    </Card>
  );
}

function WithdrawForm({ id, messages }: { id: string; messages: Messages }) {
  const { corrections: words } = messages;
  return (
    <ActionForm action={withdraw} words={messages.forms} prefix="withdraw" fold={{ summary: words.withdraw }}>
      <p className="mb-2">{words.withdrawHint}</p>
      <Hidden name="correctionId" value={id} />
      <SubmitButton tone="plain">{words.withdrawSure}</SubmitButton>
    </ActionForm>
  );
}
