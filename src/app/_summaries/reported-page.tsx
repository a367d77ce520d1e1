import type { ReactNode } from "react";
import type { PageInput } from "@/app/_access/role-page";
import { ExportLink } from "@/app/_exports/export-link";
import { listReported, type ReportedPage, ReportedQuery } from "@/features/summaries/list-reported";
import type { Messages } from "@/messages";
import type { Actor } from "@/server/actor";
import { businessNow } from "@/server/clock";
import { currentMessages } from "@/server/locale";
import { EmptyState } from "@/ui/empty-state";
import { PageTitle } from "@/ui/page-title";
import { Pagination } from "@/ui/pagination";
import { summaryPlaces } from "./places";
import { ReportedFilters, reportedHref } from "./reported-filters";
import { ReportedLines } from "./reported-lines";

/**
 * What the units below the actor have reported, or haven't: by round, kind and state, all in the address.
 * @param own what the actor's own unit reports, above it
 */
export async function reportedPage(actor: Actor, { searchParams }: PageInput, own?: ReactNode) {
  const query = ReportedQuery.parse(await searchParams);
  const now = businessNow();
  const [messages, page] = await Promise.all([currentMessages(), listReported(actor, query, now)]);
  const { summaries } = messages;
  const base = summaryPlaces(actor.role).list;
  return (
    <>
      <PageTitle title={summaries.overviewTitle(actor.organisationName)} lead={summaries.reportedLead} />
      {own}
      {page.rounds.length === 0 ? (
        <EmptyState text={summaries.noRounds}>
          {actor.role === "city" ? summaries.noRoundsHintCity : summaries.noRoundsHint}
        </EmptyState>
      ) : (
        <>
          <ReportedFilters base={base} page={page} role={actor.role} messages={messages} />
          <ExportLink
            list="summaries"
            query={{ round: String(page.roundId), source: page.source, status: page.status, q: page.q }}
            messages={messages}
          />
          <ReportedLines
            base={base}
            page={page}
            caption={summaries.tables[page.source]}
            empty={<Nothing page={page} base={base} messages={messages} />}
            now={now}
            messages={messages}
          />
          <Pagination
            firstHref={query.after ? reportedHref(base, page, {}) : null}
            nextHref={page.next ? reportedHref(base, page, { after: page.next }) : null}
            messages={messages}
          />
        </>
      )}
    </>
  );
}

function Nothing({ page, base, messages: { summaries } }: { page: ReportedPage; base: string; messages: Messages }) {
  if (!page.status && !page.q) return <EmptyState text={summaries.listNone} />;
  return (
    <EmptyState text={summaries.listEmpty}>
      <a href={reportedHref(base, page, { status: undefined, q: undefined })}>{summaries.showAll}</a>
    </EmptyState>
  );
}
