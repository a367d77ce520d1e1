import { notFound } from "next/navigation";
import { z } from "zod";
import { rolePage } from "@/app/_access/role-page";
import { navTitle } from "@/app/_access/role-shell";
import { WorkProgress } from "@/app/_projects/work-progress";
import type { Effect, PolicyEffects } from "@/features/cycles/count-effects";
import { type PreviewView, readPreview } from "@/features/cycles/read-preview";
import type { Messages } from "@/messages";
import { currentMessages } from "@/server/locale";
import { ActionForm } from "@/ui/action-form";
import { Banner } from "@/ui/banner";
import { LinkButton } from "@/ui/button";
import { Card } from "@/ui/card";
import { type Column, DataTable } from "@/ui/data-table";
import { Hidden } from "@/ui/fields";
import { Figures } from "@/ui/figures";
import { dateTime } from "@/ui/format";
import { PageTitle } from "@/ui/page-title";
import { SubmitButton } from "@/ui/submit-button";
import { save } from "../../../actions";
import { PolicyChanges } from "../../../policy-facts";

export const generateMetadata = navTitle("cycles");

/** What a changed policy would do, counted by the rules; then it can be kept. */
export default rolePage("city", "cycles", async (actor, { params }) => {
  const id = z.uuid().safeParse((await params).preview);
  if (!id.success) notFound();
  const [messages, view] = await Promise.all([currentMessages(), readPreview(actor, id.data)]);
  const { policies: words, shell } = messages;
  const { cycle } = view;
  const cycleHref = `/city/cycles/${cycle.id}`;
  return (
    <>
      <PageTitle
        title={words.previewTitle(cycle.name)}
        lead={`${view.reason} · ${words.previewBy(view.byName, dateTime(view.createdAt))}`}
        crumbs={[
          { href: "/city/cycles", text: words.title },
          { href: cycleHref, text: cycle.name },
        ]}
        crumbsLabel={shell.breadcrumbs}
      />
      {view.effects === null && view.work && (
        <WorkProgress
          work={view.work}
          title={words.previewWork}
          refused={words.workRefused}
          href={`${cycleHref}/previews/${view.id}`}
          messages={messages}
          words={words.work}
        />
      )}
      <Card title={words.changes}>
        <PolicyChanges changed={view.changed} before={view.before} after={view.after} messages={messages} />
      </Card>
      {view.effects && <Effects effects={view.effects} names={view.countyNames} messages={messages} />}
      <Decision view={view} messages={messages} />
    </>
  );
});

/** Kept already, overtaken, or to be kept: only what is counted, and only on the version that it was compared with. */
function Decision({ view, messages }: { view: PreviewView; messages: Messages }) {
  const { policies: words, forms } = messages;
  const { cycle, baseVersion, keptVersion, effects } = view;
  const cycleHref = `/city/cycles/${cycle.id}`;
  if (keptVersion !== null) {
    return (
      <Banner tone="good">
        <a href={cycleHref}>{words.keptAs(keptVersion)}</a>
      </Banner>
    );
  }
  if (cycle.closedAt) return <Banner tone="info">{words.closedLead}</Banner>;
  if (cycle.version !== baseVersion || (effects === null && view.work?.state === "failed")) {
    return (
      <Banner tone="warn">
        {cycle.version !== baseVersion && <p>{words.outdated}</p>}
        <a href={`${cycleHref}/edit?preview=${view.id}`}>{words.again}</a>
      </Banner>
    );
  }
  if (effects === null) return null;
  return (
    <Card>
      <p className="mb-3">{words.saveLead}</p>
      <ActionForm action={save} words={forms}>
        <Hidden name="previewId" value={view.id} />
        <div className="flex flex-wrap gap-3">
          <SubmitButton>{words.save(baseVersion + 1)}</SubmitButton>
          <LinkButton tone="plain" href={cycleHref}>
            {words.notKept}
          </LinkButton>
        </div>
      </ActionForm>
    </Card>
  );
}

const COLUMNS = ["teachers", "changed", "gained", "lost", "missingMore", "missingLess"] as const;

function Effects({
  effects: { all, counties },
  names,
  messages,
}: {
  effects: PolicyEffects;
  names: ReadonlyMap<number, string>;
  messages: Messages;
}) {
  const { policies: words } = messages;
  const rows = counties.map((one) => ({
    ...one,
    name: one.countyId === null ? words.direct : (names.get(one.countyId) ?? String(one.countyId)),
  }));
  const columns: Column<(typeof rows)[number]>[] = [
    { key: "name", header: words.county, heading: true, cell: ({ name }) => name },
    ...COLUMNS.map((key) => ({
      key,
      header: words.effect[key],
      numeric: true,
      cell: (row: Effect) => row[key],
    })),
  ];
  return (
    <>
      <Card title={words.effects}>
        <Figures
          figures={[
            { name: words.effect.teachers, value: all.teachers },
            { name: words.effect.changed, value: all.changed },
            { name: words.effect.completeBefore, value: all.completeBefore },
            { name: words.effect.completeAfter, value: all.completeAfter },
            { name: words.effect.gained, value: all.gained, tone: all.gained > 0 ? "good" : undefined },
            { name: words.effect.lost, value: all.lost, tone: all.lost > 0 ? "bad" : undefined },
            { name: words.effect.missingMore, value: all.missingMore, tone: all.missingMore > 0 ? "warn" : undefined },
            { name: words.effect.missingLess, value: all.missingLess },
          ]}
        />
        <ul className="mt-3 list-disc pl-5 text-sm text-soft">
          <li>{words.effectsLead}</li>
          <li>{words.effectsHours}</li>
          <li>{words.certificates}</li>
        </ul>
      </Card>
      <Card title={words.byCounty}>
        <DataTable
          caption={words.byCounty}
          columns={columns}
          rows={rows}
          rowKey={({ countyId }) => countyId ?? 0}
          empty={null}
        />
      </Card>
    </>
  );
}
