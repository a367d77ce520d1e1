import { z } from "zod";
import { rolePage } from "@/app/_access/role-page";
import { navTitle } from "@/app/_access/role-shell";
import { listReopenings } from "@/features/cycles/list-reopenings";
import { listRoundChanges } from "@/features/cycles/list-round-changes";
import { listRounds } from "@/features/cycles/list-rounds";
import { businessNow } from "@/server/clock";
import { currentMessages } from "@/server/locale";
import { Banner } from "@/ui/banner";
import { Card } from "@/ui/card";
import { ClauseLink } from "@/ui/clause-link";
import { PageTitle } from "@/ui/page-title";
import { SearchForm } from "@/ui/search-form";
import { NewRound } from "./new-round";
import { Changes, Reopenings } from "./records";
import { RoundCard } from "./round-card";

export const generateMetadata = navTitle("rounds");

const Query = z.object({ done: z.enum(["made", "years", "deadline", "reopened"]).optional().catch(undefined) });

/** Rounds and their last days, whom the city has let in again, and who changed what. */
export default rolePage("city", "rounds", async (actor, { searchParams }) => {
  const now = businessNow();
  const { done } = Query.parse(await searchParams);
  const [messages, view, reopenings, changes] = await Promise.all([
    currentMessages(),
    listRounds(actor, now),
    listReopenings(actor, now),
    listRoundChanges(actor),
  ]);
  const { rounds: words } = messages;
  return (
    <>
      <PageTitle title={words.title} lead={words.lead} />
      {done && <Banner tone="good">{words.done[done]}</Banner>}
      {view.rounds.map((round) => (
        <RoundCard key={round.id} round={round} messages={messages} />
      ))}
      <Card title={words.reopen} aside={<ClauseLink clause="S" rule="R17" messages={messages} />}>
        <p className="mb-3 text-soft">{words.reopenLead}</p>
        <SearchForm action="/city/rounds/reopen" label={words.search} value={undefined} submitText={words.find} />
      </Card>
      <NewRound view={view} messages={messages} />
      <Reopenings rows={reopenings} messages={messages} />
      <Changes rows={changes} messages={messages} />
    </>
  );
});
