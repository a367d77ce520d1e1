import { notFound } from "next/navigation";
import { z } from "zod";
import { rolePage } from "@/app/_access/role-page";
import { navTitle } from "@/app/_access/role-shell";
import { SampleResultTag } from "@/app/_oversight/sample-rows";
import { readSampleItem, type SampleItemView } from "@/features/oversight/read-sample";
import type { Messages } from "@/messages";
import { formatTenths } from "@/rules/credits";
import { SAMPLE_RESULTS } from "@/rules/sampling";
import { currentMessages } from "@/server/locale";
import { ActionForm } from "@/ui/action-form";
import { Banner } from "@/ui/banner";
import { LinkButton } from "@/ui/button";
import { Card } from "@/ui/card";
import { Facts } from "@/ui/facts";
import { Hidden, RadioGroup, SelectField, TextArea } from "@/ui/fields";
import { dateTime } from "@/ui/format";
import { PageTitle } from "@/ui/page-title";
import { SubmitButton } from "@/ui/submit-button";
import { StatusTag } from "@/ui/tag";
import { assignOne, record } from "../../actions";

export const generateMetadata = navTitle("sampling");

const Params = z.object({ id: z.uuid(), position: z.coerce.number().int().positive().max(2_147_483_647) });
const Query = z.object({ done: z.literal("assigned").optional().catch(undefined) });

/** A drawn credit: what it is, who looks at it, and what they found. */
export default rolePage("city", "sampling", async (actor, { params, searchParams }) => {
  const asked = Params.safeParse(await params);
  if (!asked.success) notFound();
  const { id, position } = asked.data;
  const query = Query.parse(await searchParams);
  const [messages, { run, item, officers }] = await Promise.all([
    currentMessages(),
    readSampleItem(actor, id, position),
  ]);
  const { shell, oversight, credits, forms } = messages;
  const words = oversight.sampling;
  const mayCheck = officers.filter((officer) => !item.barred.includes(officer.id));
  const hidden = (
    <>
      <Hidden name="runId" value={run.id} />
      <Hidden name="position" value={String(position)} />
    </>
  );
  return (
    <div className="mx-auto max-w-2xl">
      <PageTitle
        title={words.itemTitle(position, item.teacherName)}
        crumbs={[
          { href: "/city/sampling", text: shell.nav.sampling },
          { href: `/city/sampling/${run.id}`, text: words.days(run.fromDay, run.toDay) },
        ]}
        crumbsLabel={shell.breadcrumbs}
      />
      {query.done && <Banner tone="good">{words.done[query.done]}</Banner>}
      <Card>
        <Facts
          facts={[
            { name: words.itemColumns.school, value: item.schoolName },
            { name: words.itemColumns.title, value: `${credits.sources[item.source]} · ${item.title}` },
            { name: words.itemColumns.credits, value: formatTenths(item.creditsTenths) },
            { name: words.status, value: <StatusTag status={item.status} messages={messages} /> },
            { name: words.itemColumns.officer, value: item.assignedName ?? words.unassigned },
          ]}
        />
        <p className="mt-2">
          <a href={`/city/credits/${item.entryId}`} target="_blank" rel="noreferrer" className="inline-block py-2">
            {words.openEntry}
          </a>
        </p>
      </Card>
      {item.result !== null && <ResultCard item={item} messages={messages} />}
      {item.result === null && item.barred.includes(actor.accountId) && <Banner tone="info">{words.barred}</Banner>}
      {item.result === null && !item.barred.includes(actor.accountId) && (
        <Card title={words.record}>
          <p className="mb-3 text-sm text-soft">{words.recordLead}</p>
          <ActionForm action={record} words={forms}>
            {hidden}
            <RadioGroup
              name="result"
              label={oversight.fields.result}
              choices={SAMPLE_RESULTS.map((value) => ({
                value,
                label: words.results[value],
                hint: words.resultHints[value],
              }))}
            />
            <TextArea name="note" label={words.note} hint={words.noteHint} maxLength={500} optional />
            <SubmitButton>{words.record}</SubmitButton>
          </ActionForm>
        </Card>
      )}
      {item.result === null && mayCheck.length > 0 && (
        <Card title={words.reassign}>
          <ActionForm action={assignOne} words={forms} prefix="assign">
            {hidden}
            <SelectField
              name="officer"
              label={oversight.fields.officer}
              choices={mayCheck.map(({ id: officer, name }) => ({ value: String(officer), label: name }))}
              defaultValue={String(item.assignedTo ?? "")}
            />
            <SubmitButton tone="plain">{words.reassignSubmit}</SubmitButton>
          </ActionForm>
        </Card>
      )}
    </div>
  );
});

function ResultCard({ item, messages }: { item: SampleItemView; messages: Messages }) {
  const words = messages.oversight.sampling;
  return (
    <Card title={messages.oversight.fields.result}>
      <p className="mb-2">
        <SampleResultTag item={item} messages={messages} />
      </p>
      {item.note && <p className="mb-2">{item.note}</p>}
      <p className="text-sm text-soft">
        {item.checkedAt && words.recordedBy(item.checkedName ?? "", dateTime(item.checkedAt))}
      </p>
      {item.result === "wrong" && item.status === "posted" && (
        <p className="mt-3">
          <LinkButton tone="danger" href={`/city/credits/${item.entryId}/revoke`}>
            {words.toRevoke}
          </LinkButton>
        </p>
      )}
    </Card>
  );
}
