import { notFound } from "next/navigation";
import { z } from "zod";
import type { PageInput } from "@/app/_access/role-page";
import { type DraftView, readDraft } from "@/features/summaries/read-draft";
import type { Messages } from "@/messages";
import { calendarDateInShanghai } from "@/rules/calendar";
import { formatTenths } from "@/rules/credits";
import { SUMMARY_SOURCES } from "@/rules/summary-tables";
import type { Actor } from "@/server/actor";
import { businessNow } from "@/server/clock";
import { currentMessages } from "@/server/locale";
import { ActionForm } from "@/ui/action-form";
import { Card } from "@/ui/card";
import { ClauseLink } from "@/ui/clause-link";
import { EmptyState } from "@/ui/empty-state";
import { Facts } from "@/ui/facts";
import { CheckboxField, Hidden } from "@/ui/fields";
import { PageTitle } from "@/ui/page-title";
import { SubmitButton } from "@/ui/submit-button";
import { close } from "./actions";
import { Against } from "./against";
import { DeadlineWords } from "./deadline-words";
import { DraftMissing } from "./draft-missing";
import { summaryPlaces } from "./places";
import { countLines, SummaryLines } from "./summary-lines";

const Params = z.object({
  round: z.coerce.number().int().positive().max(2_147_483_647),
  source: z.enum(SUMMARY_SOURCES),
});

/** A table before it is reported: what closing now would freeze, what is missing, and the closing itself. */
export async function summaryDraftPage(actor: Actor, { params }: PageInput) {
  const asked = Params.safeParse(await params);
  if (!asked.success) notFound();
  const { round, source } = asked.data;
  const now = businessNow();
  const [messages, draft] = await Promise.all([currentMessages(), readDraft(actor, round, source, now)]);
  const { summaries, shell } = messages;
  const places = summaryPlaces(actor.role);
  return (
    <>
      <PageTitle
        title={summaries.draftTitle(summaries.tables[source])}
        lead={summaries.draftLead}
        crumbs={[{ href: places.list, text: shell.nav.summaries }]}
        crumbsLabel={shell.breadcrumbs}
      />
      <div className="grid items-start gap-x-4 lg:grid-cols-2">
        <Card title={summaries.attachments[source]} aside={summaries.numbered(draft.number)}>
          <DraftHead draft={draft} now={now} messages={messages} />
        </Card>
        <DraftMissing draft={draft} places={places} messages={messages} />
      </div>
      <Lines draft={draft} messages={messages} />
      <Closing draft={draft} messages={messages} />
    </>
  );
}

interface PartProps {
  draft: DraftView;
  messages: Messages;
}

function DraftHead({ draft, now, messages }: PartProps & { now: Date }) {
  const { summaries, credits } = messages;
  const { round, lines, creditsTenths } = draft;
  return (
    <Facts
      facts={[
        { name: summaries.unit, value: draft.unitName },
        { name: summaries.round, value: summaries.years(round.fromYear, round.toYear) },
        {
          name: summaries.lastDay,
          value: <DeadlineWords {...draft} today={calendarDateInShanghai(now)} messages={messages} />,
        },
        { name: summaries.inTable, value: summaries.rows(lines.length) },
        {
          name: isDifference(draft) ? summaries.creditsChange : summaries.creditsSum,
          value: credits.credit(formatTenths(creditsTenths)),
        },
      ]}
    />
  );
}

/** Told as changes: to what is accepted, or to what lies with the superior. */
const isDifference = ({ number, against }: DraftView) =>
  number > 1 || against.some(({ code }) => code === "summary-not-accepted-yet");

function Lines({ draft, messages }: PartProps) {
  const { summaries } = messages;
  const { source, lines } = draft;
  const differs = isDifference(draft);
  if (lines.length === 0)
    return (
      <div className="mb-4">
        <EmptyState text={differs ? summaries.unchanged : summaries.noLines}>
          {!differs && (source === "support_teaching" ? summaries.emptyTableHost : summaries.emptyTable)}
        </EmptyState>
      </div>
    );
  const title = differs ? summaries.supplementTitle(lines.length) : summaries.linesTitle(lines.length);
  return (
    <section className="mb-4">
      <h2 className="mb-1 text-base">{title}</h2>
      {differs && <p className="mb-2 text-soft">{summaries.supplementLead}</p>}
      <SummaryLines
        source={source}
        lines={lines}
        caption={summaries.tables[source]}
        supplement={differs}
        messages={messages}
      />
    </section>
  );
}

/** What will happen, in numbers, before it happens; or what stands against it. */
function Closing({ draft, messages }: PartProps) {
  const { summaries, forms } = messages;
  const { source, round, lines, against } = draft;
  return (
    <Card title={summaries.closeTitle} id="close">
      <Against title={summaries.closeAgainst} against={against} messages={messages} />
      {against.length === 0 && (
        <ActionForm action={close} words={forms}>
          <Hidden name="roundId" value={String(round.id)} />
          <Hidden name="source" value={source} />
          <WhatHappens draft={draft} messages={messages} />
          <CheckboxField
            name="truthful"
            label={summaries.truthful}
            hint={<ClauseLink clause="N5" messages={messages} />}
          />
          <SubmitButton className="w-full sm:w-auto">{summaries.close(lines.length)}</SubmitButton>
        </ActionForm>
      )}
    </Card>
  );
}

function WhatHappens({ draft: { source, lines, number, missing, creditsTenths }, messages }: PartProps) {
  const { summaries } = messages;
  const { added, removed, changed, people } = countLines(lines);
  return (
    <>
      <p className="font-medium">{summaries.whatHappens}</p>
      <ul className="mb-2 list-disc pl-5">
        <li>
          {number > 1
            ? summaries.willFreezeChanges(added, removed, changed)
            : summaries.willFreeze(lines.length, people, formatTenths(creditsTenths))}
        </li>
        {missing.length > 0 && <li>{summaries.willLeaveOut(missing.length)}</li>}
        {source === "mooc" && (
          <li>
            {summaries.willPaper} <ClauseLink clause="N3.7" messages={messages} />
          </li>
        )}
        <li>{summaries.willTakeBack}</li>
      </ul>
    </>
  );
}
