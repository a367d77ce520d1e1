import { notFound } from "next/navigation";
import { z } from "zod";
import { rolePage } from "@/app/_access/role-page";
import { navTitle } from "@/app/_access/role-shell";
import { SampleProof } from "@/app/_oversight/sample-proof";
import { sampleColumns } from "@/app/_oversight/sample-rows";
import { listHref } from "@/app/_review/list-href";
import { readSample, redrawSample, type SamplePage, SampleQuery } from "@/features/oversight/read-sample";
import type { Messages } from "@/messages";
import { currentMessages } from "@/server/locale";
import { ActionForm } from "@/ui/action-form";
import { Banner } from "@/ui/banner";
import { Card } from "@/ui/card";
import { Choices } from "@/ui/choices";
import { DataTable } from "@/ui/data-table";
import { EmptyState } from "@/ui/empty-state";
import { Facts } from "@/ui/facts";
import { Hidden } from "@/ui/fields";
import { dateTime } from "@/ui/format";
import { Meter } from "@/ui/meter";
import { PageTitle } from "@/ui/page-title";
import { Pagination } from "@/ui/pagination";
import { SubmitButton } from "@/ui/submit-button";
import { assign } from "../actions";

export const generateMetadata = navTitle("sampling");

const Query = SampleQuery.extend({
  done: z.enum(["drawn", "assigned", "recorded"]).optional().catch(undefined),
  redraw: z.literal("1").optional().catch(undefined),
});
const SHOWS = [undefined, "open", "mine", "wrong"] as const;

/** One sample: how far its check is, who checks what, and the proof that it was drawn as it says. */
export default rolePage("city", "sampling", async (actor, { params, searchParams }) => {
  const id = z.uuid().safeParse((await params).id);
  if (!id.success) notFound();
  const query = Query.parse(await searchParams);
  const [messages, page, again] = await Promise.all([
    currentMessages(),
    readSample(actor, id.data, query),
    query.redraw ? redrawSample(actor, id.data) : null,
  ]);
  const { run, items, next } = page;
  const { shell, credits } = messages;
  const words = messages.oversight.sampling;
  const base = `/city/sampling/${run.id}`;
  const href = (show: SampleQuery["show"], after?: number) => listHref(base, { show, after: after?.toString() });
  const checked = run.inOrder + run.wrong;
  return (
    <>
      <PageTitle
        title={words.runTitle(run.fromDay, run.toDay)}
        crumbs={[{ href: "/city/sampling", text: shell.nav.sampling }]}
        crumbsLabel={shell.breadcrumbs}
      />
      {query.done && <Banner tone="good">{words.done[query.done]}</Banner>}
      <Card>
        <Facts
          facts={[
            { name: words.columns.kind, value: run.source ? credits.sources[run.source] : words.bothSources },
            { name: words.columns.drawn, value: words.ofPopulation(run.drawn, run.population) },
            { name: words.cycle, value: run.cycleName },
            { name: words.drawnBy, value: words.by(run.drawnBy, dateTime(run.drawnAt)) },
            { name: words.progress, value: words.checkedOf(checked, run.drawn) },
            { name: words.results.wrong, value: run.wrong },
          ]}
        />
        <div className="mt-3">
          <Meter counted={checked} required={run.drawn} label={words.checkedOf(checked, run.drawn)} />
        </div>
      </Card>
      <AssignCard page={page} messages={messages} />
      <Card title={words.items}>
        <Choices
          label={words.items}
          choices={SHOWS.map((show) => ({
            text: words.shows[show ?? "all"],
            href: href(show),
            current: show === query.show,
          }))}
        />
        <DataTable
          caption={words.items}
          columns={sampleColumns(base, messages)}
          rows={items}
          rowKey={(item) => item.position}
          empty={<EmptyState text={words.nothing}>{words.nothingHint}</EmptyState>}
        />
        <Pagination
          firstHref={query.after ? href(query.show) : null}
          nextHref={next ? href(query.show, next) : null}
          messages={messages}
        />
      </Card>
      <SampleProof run={run} again={again} href={`${base}?redraw=1#proof`} messages={messages} />
    </>
  );
});

/** Whom the rest is given to. */
function AssignCard({ page: { run, officers }, messages }: { page: SamplePage; messages: Messages }) {
  const words = messages.oversight.sampling;
  if (run.unassigned === 0) return <p className="mb-4 text-sm text-soft">{words.assignNone}</p>;
  return (
    <Card title={words.assign}>
      <p className="mb-2 text-sm text-soft">{words.assignLead(run.unassigned)}</p>
      <ActionForm action={assign} words={messages.forms}>
        <Hidden name="runId" value={run.id} />
        <fieldset className="mb-3">
          <legend className="font-medium">{messages.oversight.fields.officers}</legend>
          <div className="flex flex-wrap gap-x-6">
            {officers.map(({ id, name }, place) => (
              <label key={id} className="flex min-h-11 items-center gap-3 py-2">
                <input
                  id={place === 0 ? "field-officers" : undefined}
                  type="checkbox"
                  name="officers"
                  value={id}
                  className="size-5 shrink-0 accent-accent"
                />
                {name}
              </label>
            ))}
          </div>
        </fieldset>
        <SubmitButton tone="plain">{words.assignAll}</SubmitButton>
      </ActionForm>
    </Card>
  );
}
