import { notFound } from "next/navigation";
import { z } from "zod";
import type { PageInput } from "@/app/_access/role-page";
import { EventReason } from "@/app/_parts/event-reason";
import { readSummary, type SummaryView } from "@/features/summaries/read-summary";
import type { Messages } from "@/messages";
import { formatTenths } from "@/rules/credits";
import { SUMMARY_ACTIONS } from "@/rules/summary-tables";
import type { Actor } from "@/server/actor";
import { businessNow } from "@/server/clock";
import { currentMessages } from "@/server/locale";
import { Banner } from "@/ui/banner";
import { LinkButton } from "@/ui/button";
import { Card } from "@/ui/card";
import { PageTitle } from "@/ui/page-title";
import { CertificatesJob } from "./certificates-job";
import { type SummaryPlaces, summaryPlaces } from "./places";
import { SummaryDecision } from "./summary-decision";
import { SummaryDocuments } from "./summary-documents";
import { SummaryFacts } from "./summary-facts";
import { SummaryLines } from "./summary-lines";
import { SummaryPapers } from "./summary-papers";
import { SummaryTimeline } from "./summary-timeline";
import { SummaryUndecided } from "./summary-undecided";

const Query = z.object({ done: z.enum(SUMMARY_ACTIONS).nullable().catch(null) });

/** A table as it was reported: for its unit with the next step, for its superior with the papers and the decision. */
export async function summaryPage(actor: Actor, { params, searchParams }: PageInput) {
  const id = z.uuid().safeParse((await params).id);
  if (!id.success) notFound();
  const { done } = Query.parse(await searchParams);
  const [messages, view] = await Promise.all([currentMessages(), readSummary(actor, id.data, businessNow())]);
  const { head, lines } = view;
  const { summaries, shell } = messages;
  const places = summaryPlaces(actor.role);
  const mine = head.unitId === actor.organisationId;
  const title = summaries.tables[head.source];
  return (
    <>
      <PageTitle
        title={`${head.unitName} · ${title}`}
        lead={`${summaries.roundTitle(head.fromYear, head.toYear)} · ${summaries.numbered(head.number)}`}
        crumbs={[{ href: places.list, text: shell.nav.summaries }]}
        crumbsLabel={shell.breadcrumbs}
      />
      {done && <Banner tone="good">{summaries.done[done]}</Banner>}
      {mine && <ForTheUnit view={view} places={places} messages={messages} />}
      <div className="grid items-start gap-x-4 lg:grid-cols-2">
        <div className="min-w-0">
          <SummaryFacts view={view} messages={messages} />
          <SummaryDocuments head={head} messages={messages} />
          {head.source === "mooc" && (
            <CertificatesJob actor={actor} tableId={head.id} href={`${places.list}/${head.id}`} messages={messages} />
          )}
        </div>
        <div className="min-w-0">
          <SummaryUndecided view={view} places={places} decides={!mine} messages={messages} />
          {head.source === "mooc" && <SummaryPapers view={view} messages={messages} />}
          <SummaryDecision view={view} messages={messages} />
        </div>
      </div>
      <section className="mb-4">
        <h2 className="mb-1 text-base">
          {head.number > 1 ? summaries.supplementTitle(lines.length) : summaries.linesTitle(lines.length)}
        </h2>
        <SummaryLines
          source={head.source}
          lines={lines}
          caption={title}
          supplement={head.number > 1}
          messages={messages}
        />
        <p className="mt-1 text-right text-sm text-soft">
          {head.number > 1 ? summaries.creditsChange : summaries.creditsSum} {formatTenths(head.creditsTenths)}
        </p>
      </section>
      <Card title={summaries.history}>
        <SummaryTimeline events={view.events} messages={messages} />
      </Card>
    </>
  );
}

/** Why the table came back, and the way on. */
function ForTheUnit({
  view: { head, events },
  places,
  messages,
}: {
  view: SummaryView;
  places: SummaryPlaces;
  messages: Messages;
}) {
  const { summaries } = messages;
  const draft = `${places.list}/draft/${head.roundId}/${head.source}`;
  const last = events.at(-1);
  if (head.status === "returned")
    return (
      <Banner tone="warn" title={last?.action === "return" ? summaries.returnedBanner : summaries.takenBackBanner}>
        {last?.action === "return" && (
          <p className="mb-2">
            {summaries.returnedFor}
            {messages.forms.colon}
            <EventReason event={last} messages={messages} />
          </p>
        )}
        <LinkButton href={draft}>{summaries.reclose}</LinkButton>
      </Banner>
    );
  if (head.status !== "accepted") return null;
  return (
    <p className="mb-4">
      {summaries.supplementHint} <a href={draft}>{summaries.supplement}</a>
    </p>
  );
}
