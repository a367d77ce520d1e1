import { notFound } from "next/navigation";
import { z } from "zod";
import type { PageInput } from "@/app/_access/role-page";
import { ImportQuery, type ImportView, readImport } from "@/features/projects/read-import";
import { readProject } from "@/features/projects/read-project";
import { readReconciliation } from "@/features/projects/read-reconciliation";
import type { Messages } from "@/messages";
import { formatTenths } from "@/rules/credits";
import type { Violation } from "@/rules/verdict";
import type { Actor } from "@/server/actor";
import { businessNow } from "@/server/clock";
import { currentMessages } from "@/server/locale";
import { ActionForm } from "@/ui/action-form";
import { Banner } from "@/ui/banner";
import { Card } from "@/ui/card";
import { ClauseLink } from "@/ui/clause-link";
import { Hidden } from "@/ui/fields";
import { Figures } from "@/ui/figures";
import { dateTime } from "@/ui/format";
import { PageTitle } from "@/ui/page-title";
import { SubmitButton } from "@/ui/submit-button";
import { ImportConfirm } from "./import-confirm";
import { Confirmed, Discarded } from "./import-end";
import { ImportRows } from "./import-rows";
import { importsHref, type ProjectPlaces, placesOf } from "./places";
import { ReconciliationCard } from "./reconciliation-card";
import { actionsOf } from "./table-actions";
import { Templates, UploadForm, UploadProblem } from "./upload-form";
import { isUnderWay, WorkProgress } from "./work-progress";

const Query = ImportQuery.extend({
  done: z.enum(["row", "removed"]).nullable().catch(null),
  problem: z.string().max(60).optional().catch(undefined),
});

interface PartProps {
  view: ImportView;
  places: ProjectPlaces;
  href: string;
  messages: Messages;
}

/** A table that was brought or is typed: its dry run, row by row, and the confirmation that registers it. */
export async function importPage(actor: Actor, { params, searchParams }: PageInput) {
  const id = z.uuid().safeParse((await params).id);
  if (!id.success) notFound();
  const query = Query.parse(await searchParams);
  const [messages, view] = await Promise.all([currentMessages(), readImport(actor, id.data, query)]);
  const places = placesOf(actor.role);
  const { head, work } = view;
  const [reconciliation, against, recorded] = await standingOf(actor, view);
  const { importPages: words, projects, shell } = messages;
  const href = `${places.imports}/${head.id}`;
  const at = dateTime(head.createdAt);
  const part: PartProps = { view, places, href, messages };
  return (
    <>
      <PageTitle
        title={words.importTitle(view.projectTitle ?? projects.importKinds[head.kind])}
        lead={head.fileName === null ? words.fromHand(at) : words.fromFile(head.fileName, at)}
        crumbs={
          head.projectId === null
            ? [{ href: importsHref(actor.role, head.kind), text: words.importsBrought }]
            : [
                { href: places.list, text: shell.nav.projects },
                { href: `${places.projects}/${head.projectId}`, text: view.projectTitle ?? words.of },
              ]
        }
        crumbsLabel={shell.breadcrumbs}
      />
      {query.done && <Banner tone="good">{words.rowDone[query.done]}</Banner>}
      <UploadProblem problem={query.problem} messages={messages} />
      {work && (
        <WorkProgress
          work={work}
          title={head.status === "reading" ? words.work.reading : words.work.confirming}
          refused={words.work.refused}
          href={href}
          messages={messages}
        />
      )}
      {head.status === "unreadable" && <Unreadable {...part} />}
      {head.status === "judged" && !isUnderWay(work) && (
        <>
          <div className="grid items-start gap-x-4 lg:grid-cols-2">
            <Counts {...part} />
            <ImportConfirm
              view={view}
              reconciliation={reconciliation}
              against={against}
              recorded={recorded}
              projectHref={`${places.projects}/${head.projectId}`}
              messages={messages}
            />
          </div>
          {reconciliation && <ReconciliationCard of={reconciliation} messages={messages} />}
          <ImportRows view={view} query={query} href={href} mends messages={messages} />
          <Otherwise {...part} />
        </>
      )}
      {head.status === "confirmed" && (
        <Confirmed view={view} reconciliation={reconciliation} places={places} messages={messages} />
      )}
      {head.status === "confirmed" && reconciliation && (
        <ImportRows view={view} query={query} href={href} mends={false} messages={messages} />
      )}
      {head.status === "discarded" && <Discarded view={view} places={places} messages={messages} />}
    </>
  );
}

/** How a judged table stands to the bank, and what stands against the project whose roster it is. */
async function standingOf(actor: Actor, { head }: ImportView) {
  const judged = head.status === "judged";
  const compared = (judged || head.status === "confirmed") && (head.kind === "provincial" || head.kind === "opening");
  const [reconciliation, project] = await Promise.all([
    compared ? readReconciliation(actor, head.id) : null,
    head.projectId === null || !judged ? null : readProject(actor, head.projectId, businessNow()),
  ]);
  // That there is nobody on the roster is said by its own numbers.
  const against: readonly Violation[] = project?.against.filter(({ code }) => code !== "roster-empty") ?? [];
  return [reconciliation, against, project?.project.kind === "self_run"] as const;
}

/** Why the file is no table that can be read, and the next try. */
function Unreadable(props: PartProps) {
  const { view, href, messages } = props;
  const { problem, kind, projectId } = view.head;
  const { importPages: words, violations } = messages;
  return (
    <>
      <Banner tone="bad" title={words.unreadable}>
        {problem && (
          <p>
            {violations[problem.code](problem.params ?? {})}
            {problem.rule && <ClauseLink clause={problem.clause} rule={problem.rule} messages={messages} />}
          </p>
        )}
      </Banner>
      <Card title={words.upload}>
        <Templates kind={kind} filled={false} messages={messages} />
        <UploadForm kind={kind} projectId={projectId} back={href} messages={messages} />
      </Card>
      <Discard {...props} />
    </>
  );
}

function Counts({ view: { head, counts }, messages: { importPages: words } }: PartProps) {
  const { counts: names } = words;
  return (
    <Card title={words.countsTitle}>
      <Figures
        figures={[
          { name: names.rows, value: counts.rows },
          { name: names.right, value: counts.right, tone: "good" },
          { name: names.wrong, value: counts.wrong, tone: counts.wrong > 0 ? "bad" : undefined },
          { name: names.flagged, value: counts.flagged, tone: counts.flagged > 0 ? "warn" : undefined },
          ...(head.kind === "teachers" ? [] : [{ name: names.credits, value: formatTenths(counts.creditsTenths) }]),
        ]}
      />
      <p className="mt-3">
        <a href={`/imports/${head.id}/table.xlsx`}>{words.download}</a>
      </p>
    </Card>
  );
}

/** Other ways to go on: another file in its place, or none. */
function Otherwise(props: PartProps) {
  const { view, href, messages } = props;
  const { kind, projectId } = view.head;
  const { importPages: words } = messages;
  return (
    <div className="mt-4">
      {projectId !== null && (
        <details className="mb-2 rounded-md border border-line bg-paper px-3 open:pb-3">
          <summary className="min-h-11 cursor-pointer py-2 text-accent">{words.uploadAgain}</summary>
          <p className="mb-2 text-sm">{words.uploadAgainLead}</p>
          <UploadForm kind={kind} projectId={projectId} back={href} tone="plain" messages={messages} />
        </details>
      )}
      <Discard {...props} />
    </div>
  );
}

function Discard({ view: { head }, messages }: PartProps) {
  const { importPages, teacherRecords, forms } = messages;
  const ofTeachers = head.kind === "teachers";
  const title = ofTeachers ? teacherRecords.importDiscard : importPages.discard;
  return (
    <ActionForm
      action={actionsOf(head.kind).discard}
      words={forms}
      prefix="discard"
      fold={{ summary: title, danger: true }}
    >
      <p className="mb-2 text-sm">{ofTeachers ? teacherRecords.importDiscardHint : importPages.discardHint}</p>
      <Hidden name="importId" value={head.id} />
      <SubmitButton tone="danger">{title}</SubmitButton>
    </ActionForm>
  );
}
