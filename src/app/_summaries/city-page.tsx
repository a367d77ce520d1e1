import type { PageInput } from "@/app/_access/role-page";
import { listUnitSummaries } from "@/features/summaries/list-unit-summaries";
import type { Actor } from "@/server/actor";
import { businessNow } from "@/server/clock";
import { currentMessages } from "@/server/locale";
import { reportedPage } from "./reported-page";
import { UnitRounds } from "./unit-rounds";

/** The city accepts what the units without a county report, and reports its own support teaching to another officer (N3.4). */
export async function citySummariesPage(actor: Actor, input: PageInput) {
  const now = businessNow();
  const [messages, rounds] = await Promise.all([currentMessages(), listUnitSummaries(actor, now)]);
  const own = rounds.filter(({ sources }) => sources.some(({ rows, tables }) => rows > 0 || tables.length > 0));
  return reportedPage(
    actor,
    input,
    own.length > 0 && (
      <details className="mb-4 rounded-md border border-line bg-paper px-4 open:pb-2">
        <summary className="min-h-11 py-2 text-accent">{messages.summaries.ownTitle}</summary>
        <UnitRounds actor={actor} rounds={own} now={now} messages={messages} />
      </details>
    ),
  );
}
