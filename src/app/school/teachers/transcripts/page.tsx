import { randomUUID } from "node:crypto";
import type { Metadata } from "next";
import { rolePage } from "@/app/_access/role-page";
import { PrintVolumes } from "@/app/_parts/print-volumes";
import { isUnderWay, WorkProgress } from "@/app/_projects/work-progress";
import { cycleIn } from "@/app/_transcripts/answer";
import { readTranscriptsJob, type TranscriptsJobView } from "@/features/certificates/order-transcripts";
import type { Messages } from "@/messages";
import { businessNow } from "@/server/clock";
import { currentLocale, currentMessages } from "@/server/locale";
import { ActionForm } from "@/ui/action-form";
import { Card } from "@/ui/card";
import { EmptyState } from "@/ui/empty-state";
import { Hidden } from "@/ui/fields";
import { PageTitle } from "@/ui/page-title";
import { SubmitButton } from "@/ui/submit-button";
import { order } from "./actions";

const BASE = "/school/teachers/transcripts";

export async function generateMetadata(): Promise<Metadata> {
  const { shell, transcripts } = await currentMessages();
  return { title: shell.titled(transcripts.school.link) };
}

/** The transcripts of all teachers on post, for the school to print and seal. */
export default rolePage("school", "teachers", async (actor, { searchParams }) => {
  const [messages, locale, view] = await Promise.all([
    currentMessages(),
    currentLocale(),
    readTranscriptsJob(actor, cycleIn((await searchParams).cycle), businessNow()),
  ]);
  const { transcripts, shell } = messages;
  const { school: words } = transcripts;
  const href = `${BASE}?cycle=${view.cycle.id}`;
  return (
    <div className="max-w-3xl">
      <PageTitle
        title={words.link}
        lead={words.lead}
        crumbs={[{ href: "/school/teachers", text: shell.nav.teachers }]}
        crumbsLabel={shell.breadcrumbs}
      />
      <Cycles view={view} messages={messages} />
      {view.work && (
        <WorkProgress
          work={view.work}
          title={words.working}
          refused={words.refused}
          href={href}
          messages={messages}
          words={words}
        />
      )}
      {!isUnderWay(view.work) &&
        (view.onPost === 0 ? (
          <EmptyState text={words.nobody} />
        ) : (
          <Card title={words.onPost(view.onPost)}>
            <p className="mb-3 text-sm text-soft">{words.onPostHint}</p>
            <Volumes view={view} messages={messages} />
            <ActionForm action={order} words={messages.forms}>
              <Hidden name="orderId" value={randomUUID()} />
              <Hidden name="cycleId" value={String(view.cycle.id)} />
              <Hidden name="locale" value={locale} />
              <SubmitButton tone={view.parts > 0 ? "plain" : "primary"}>
                {view.parts > 0 ? words.remake : words.order}
              </SubmitButton>
            </ActionForm>
          </Card>
        ))}
    </div>
  );
});

/** Which cycle; a choice where there are several. */
function Cycles({ view: { cycles, cycle }, messages }: { view: TranscriptsJobView; messages: Messages }) {
  const { transcripts, forms } = messages;
  const nameOf = ({ name, fromYear, toYear }: TranscriptsJobView["cycle"]) =>
    transcripts.cycleOf(name, fromYear, toYear);
  return (
    <p className="mb-3 flex flex-wrap gap-x-4 gap-y-1">
      <span>
        {transcripts.school.cycle}
        {forms.colon}
        <b>{nameOf(cycle)}</b>
      </span>
      {cycles
        .filter(({ id }) => id !== cycle.id)
        .map((other) => (
          <a key={other.id} href={`${BASE}?cycle=${other.id}`}>
            {nameOf(other)}
          </a>
        ))}
    </p>
  );
}

/** What was made, as long as it is kept. */
function Volumes({ view: { work, parts, cycle }, messages }: { view: TranscriptsJobView; messages: Messages }) {
  const { school: words } = messages.transcripts;
  if (parts === 0) return work?.state === "done" ? <p className="mb-2 text-sm text-soft">{words.gone}</p> : null;
  return (
    <PrintVolumes
      parts={parts}
      href={(part) => `${BASE}/print.pdf?cycle=${cycle.id}&part=${part}`}
      endedAt={work?.endedAt ?? null}
      words={words}
    />
  );
}
