import { notFound } from "next/navigation";
import { rolePage } from "@/app/_access/role-page";
import { navTitle } from "@/app/_access/role-shell";
import { listRounds } from "@/features/cycles/list-rounds";
import { deadlineClause } from "@/rules/deadlines";
import { businessNow } from "@/server/clock";
import { currentMessages } from "@/server/locale";
import { ActionForm } from "@/ui/action-form";
import { LinkButton } from "@/ui/button";
import { Card } from "@/ui/card";
import { ClauseLink } from "@/ui/clause-link";
import { DateField, Hidden, TextArea } from "@/ui/fields";
import { PageTitle } from "@/ui/page-title";
import { SubmitButton } from "@/ui/submit-button";
import { changeDay } from "../../../actions";

export const generateMetadata = navTitle("rounds");

/** Another last day for a kind of a round: whom it concerns, before it is changed. */
export default rolePage("city", "rounds", async (actor, { params }) => {
  const { id, source } = await params;
  const [messages, { rounds }] = await Promise.all([currentMessages(), listRounds(actor, businessNow())]);
  const round = rounds.find((one) => String(one.id) === id);
  const kind = round?.kinds.find((one) => one.source === source);
  if (!round || !kind) notFound();
  const { rounds: words, credits, shell, forms } = messages;
  const { lastDay, daysLeft, work } = kind;
  const left = daysLeft !== null && daysLeft < 0 ? words.past(-daysLeft) : words.left(daysLeft ?? 0);
  return (
    <div className="mx-auto max-w-2xl">
      <PageTitle
        title={words.deadlineTitle(words.round(round.fromYear, round.toYear), credits.sources[kind.source])}
        crumbs={[{ href: "/city/rounds", text: words.title }]}
        crumbsLabel={shell.breadcrumbs}
      />
      <Card
        title={lastDay === null ? words.deadlineNone : words.deadlineNow(lastDay, left)}
        aside={<ClauseLink clause={deadlineClause(kind.source)} rule="R17" messages={messages} />}
      >
        <p>{work.units > 0 ? words.deadlineFacts(work.units, work.waiting, work.unreported) : words.deadlineNothing}</p>
        <p className="mb-4">{words.deadlineEffect}</p>
        <ActionForm action={changeDay} words={forms}>
          <Hidden name="roundId" value={String(round.id)} />
          <Hidden name="source" value={kind.source} />
          <Hidden name="seen" value={lastDay ?? ""} />
          <DateField
            name="lastDay"
            label={words.fields.lastDay}
            hint={kind.source === "support_teaching" ? words.deadlineEmpty : words.dayHint}
            defaultValue={lastDay ?? undefined}
            optional={kind.source === "support_teaching"}
          />
          <TextArea name="why" label={words.fields.why} hint={words.whyHint} maxLength={500} rows={2} />
          <div className="flex flex-wrap gap-3">
            <SubmitButton>{words.deadlineSubmit}</SubmitButton>
            <LinkButton tone="plain" href="/city/rounds">
              {words.cancel}
            </LinkButton>
          </div>
        </ActionForm>
      </Card>
    </div>
  );
});
