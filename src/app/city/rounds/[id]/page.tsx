import { notFound } from "next/navigation";
import { rolePage } from "@/app/_access/role-page";
import { navTitle } from "@/app/_access/role-shell";
import { listRounds } from "@/features/cycles/list-rounds";
import { businessNow } from "@/server/clock";
import { currentMessages } from "@/server/locale";
import { ActionForm } from "@/ui/action-form";
import { LinkButton } from "@/ui/button";
import { Card } from "@/ui/card";
import { Hidden, SelectField, TextArea } from "@/ui/fields";
import { PageTitle } from "@/ui/page-title";
import { SubmitButton } from "@/ui/submit-button";
import { changeYears } from "../actions";
import { yearChoices } from "../year-choices";

export const generateMetadata = navTitle("rounds");

/** Other years for a round, as long as no table of it is reported. */
export default rolePage("city", "rounds", async (actor, { params }) => {
  const { id } = await params;
  const [messages, { rounds, years }] = await Promise.all([currentMessages(), listRounds(actor, businessNow())]);
  const round = rounds.find((one) => String(one.id) === id);
  if (!round) notFound();
  const { rounds: words, shell, forms } = messages;
  const units = Math.max(...round.kinds.map(({ work }) => work.units));
  const waiting = round.kinds.reduce((sum, { work }) => sum + work.waiting, 0);
  return (
    <div className="mx-auto max-w-2xl">
      <PageTitle
        title={words.yearsTitle(words.round(round.fromYear, round.toYear))}
        crumbs={[{ href: "/city/rounds", text: words.title }]}
        crumbsLabel={shell.breadcrumbs}
      />
      <Card>
        {round.yearsCanChange ? (
          <ActionForm action={changeYears} words={forms}>
            <p className="mb-4">{words.yearsLead(units, waiting)}</p>
            <Hidden name="roundId" value={String(round.id)} />
            <SelectField
              name="fromYear"
              label={words.fields.fromYear}
              choices={yearChoices(years)}
              defaultValue={String(round.fromYear)}
            />
            <SelectField
              name="toYear"
              label={words.fields.toYear}
              choices={yearChoices(years)}
              defaultValue={String(round.toYear)}
            />
            <TextArea name="why" label={words.fields.why} hint={words.whyHint} maxLength={500} rows={2} />
            <div className="flex flex-wrap gap-3">
              <SubmitButton>{words.yearsSubmit}</SubmitButton>
              <LinkButton tone="plain" href="/city/rounds">
                {words.cancel}
              </LinkButton>
            </div>
          </ActionForm>
        ) : (
          <p>{words.yearsFixed}</p>
        )}
      </Card>
    </div>
  );
});
