import { notFound } from "next/navigation";
import { z } from "zod";
import { rolePage } from "@/app/_access/role-page";
import { navTitle } from "@/app/_access/role-shell";
import { isUnderWay, WorkProgress } from "@/app/_projects/work-progress";
import { CycleId } from "@/features/cycles/policy-input";
import { type CycleView, readCycle } from "@/features/cycles/read-cycle";
import type { Messages } from "@/messages";
import { calendarDateInShanghai, yearOf } from "@/rules/calendar";
import { businessNow } from "@/server/clock";
import { currentMessages } from "@/server/locale";
import { ActionForm } from "@/ui/action-form";
import { Banner } from "@/ui/banner";
import { LinkButton } from "@/ui/button";
import { Card } from "@/ui/card";
import { Hidden } from "@/ui/fields";
import { dateTime } from "@/ui/format";
import { PageTitle } from "@/ui/page-title";
import { SubmitButton } from "@/ui/submit-button";
import { Tag } from "@/ui/tag";
import { recompute } from "../actions";
import { CycleState } from "../cycle-state";
import { PolicyChanges, PolicyFacts } from "../policy-facts";

export const generateMetadata = navTitle("cycles");

const Query = z.object({ done: z.enum(["saved", "made", "closed", "recompute"]).optional().catch(undefined) });

interface PartProps {
  view: CycleView;
  messages: Messages;
}

/** A cycle: every number of its policy, its versions, how far the recalculation is, and what can be done with it. */
export default rolePage("city", "cycles", async (actor, { params, searchParams }) => {
  const id = CycleId.safeParse({ cycleId: (await params).id });
  if (!id.success) notFound();
  const { done } = Query.parse(await searchParams);
  const [messages, view] = await Promise.all([currentMessages(), readCycle(actor, id.data.cycleId)]);
  const { policies: words, shell } = messages;
  const { cycle } = view;
  const href = `/city/cycles/${cycle.id}`;
  const year = yearOf(calendarDateInShanghai(businessNow()));
  return (
    <>
      <PageTitle
        title={
          <>
            {cycle.name} <CycleState cycle={cycle} year={year} messages={messages} />
          </>
        }
        lead={words.cycleLead(words.years(cycle.fromYear, cycle.toYear), cycle.version)}
        crumbs={[{ href: "/city/cycles", text: words.title }]}
        crumbsLabel={shell.breadcrumbs}
        actions={cycle.closedAt ? null : <LinkButton href={`${href}/edit`}>{words.edit}</LinkButton>}
      />
      {done && <Banner tone="good">{doneWords(done, cycle.version, messages)}</Banner>}
      {cycle.closedAt && (
        <Banner tone="info" title={words.closed(cycle.closedByName, dateTime(cycle.closedAt))}>
          <p>{words.closedLead}</p>
          {cycle.closedFor && <p>{cycle.closedFor}</p>}
        </Banner>
      )}
      <Recalculation view={view} messages={messages} />
      <Previews view={view} messages={messages} />
      <h2 className="mb-1 text-lg">{words.policy}</h2>
      <p className="mb-3 text-soft">{words.policyLead}</p>
      <PolicyFacts policy={view.policy} messages={messages} />
      <Versions view={view} messages={messages} />
      <p className="flex flex-wrap gap-3">
        <LinkButton href={`/city/cycles/new?from=${cycle.id}`} tone="plain">
          {words.next}
        </LinkButton>
        {!cycle.closedAt && (
          <LinkButton href={`${href}/close`} tone="danger">
            {words.close}
          </LinkButton>
        )}
      </p>
    </>
  );
});

function doneWords(done: "saved" | "made" | "closed" | "recompute", version: number, { policies }: Messages): string {
  const words = { made: policies.made, closed: policies.closedDone, recompute: policies.recomputeOrdered };
  return done === "saved" ? policies.saved(version) : words[done];
}

/** Balances that aren't by the policy in force yet: how far the worker is, or a button where it has given up. */
function Recalculation({ view: { cycle, work, open }, messages }: PartProps) {
  const { policies: words, forms } = messages;
  const waiting = open?.balances ?? 0;
  const progress = work && (
    <WorkProgress
      work={work}
      title={words.recompute}
      refused={words.workRefused}
      href={`/city/cycles/${cycle.id}`}
      messages={messages}
      words={words.work}
    />
  );
  if (isUnderWay(work) || waiting === 0) return isUnderWay(work) ? progress : null;
  return (
    <>
      {progress}
      <Card>
        <p className="mb-3">{words.recomputeLead(waiting)}</p>
        <ActionForm action={recompute} words={forms} prefix="recompute">
          <Hidden name="cycleId" value={String(cycle.id)} />
          <SubmitButton tone="plain">{words.recomputeAgain}</SubmitButton>
        </ActionForm>
      </Card>
    </>
  );
}

function Previews({ view: { cycle, previews }, messages: { policies: words } }: PartProps) {
  if (previews.length === 0 || cycle.closedAt) return null;
  return (
    <Card title={words.previews}>
      <ul className="divide-y divide-line">
        {previews.map(({ id, reason, byName, createdAt, counted }) => (
          <li key={id} className="py-2">
            <a href={`/city/cycles/${cycle.id}/previews/${id}`}>{reason}</a>{" "}
            <Tag>{counted ? words.previewCounted : words.previewCounting}</Tag>
            <span className="block text-sm text-soft">{words.previewBy(byName, dateTime(createdAt))}</span>
          </li>
        ))}
      </ul>
    </Card>
  );
}

function Versions({ view: { versions }, messages }: PartProps) {
  const { policies: words } = messages;
  return (
    <Card title={words.versions}>
      <ol className="divide-y divide-line">
        {versions.map((one, place) => {
          const before = versions[place + 1];
          return (
            <li key={one.version} className="py-2">
              <p>
                <b className="font-medium">{words.version(one.version)}</b>{" "}
                <span className="text-sm text-soft">{words.versionBy(one.byName, dateTime(one.at))}</span>
              </p>
              <p>{one.reason}</p>
              {before && (
                <PolicyChanges changed={one.changed} before={before.policy} after={one.policy} messages={messages} />
              )}
            </li>
          );
        })}
      </ol>
    </Card>
  );
}
