import { listUnitSummaries } from "@/features/summaries/list-unit-summaries";
import type { Actor } from "@/server/actor";
import { businessNow } from "@/server/clock";
import { currentMessages } from "@/server/locale";
import { PageTitle } from "@/ui/page-title";
import { UnitRounds } from "./unit-rounds";

/** What the actor's unit reports upwards: each round with its tables, where they stand, and the next step. */
export async function summaryOverviewPage(actor: Actor) {
  const now = businessNow();
  const [messages, rounds] = await Promise.all([currentMessages(), listUnitSummaries(actor, now)]);
  const { summaries } = messages;
  return (
    <>
      <PageTitle title={summaries.overviewTitle(actor.organisationName)} lead={summaries.overviewLead} />
      <UnitRounds actor={actor} rounds={rounds} now={now} messages={messages} />
    </>
  );
}
