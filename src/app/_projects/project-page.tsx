import { notFound } from "next/navigation";
import { z } from "zod";
import type { PageInput } from "@/app/_access/role-page";
import { listParticipants } from "@/features/projects/list-participants";
import { type ProjectView, readProject } from "@/features/projects/read-project";
import { readStrike } from "@/features/projects/read-strike";
import type { Messages } from "@/messages";
import type { Actor } from "@/server/actor";
import { businessNow } from "@/server/clock";
import { currentMessages } from "@/server/locale";
import { Banner } from "@/ui/banner";
import { Card } from "@/ui/card";
import { CheckList } from "@/ui/check-list";
import { EvidenceViewer } from "@/ui/evidence-viewer";
import { PageTitle } from "@/ui/page-title";
import { NextStep, Recall } from "./host-steps";
import { Participants } from "./participants";
import { type ProjectPlaces, placesOf } from "./places";
import { ProjectDecision } from "./project-decision";
import { ProjectFacts, ProjectHead, SharedInvoice } from "./project-facts";
import { ProjectPageQuery, projectHref } from "./project-query";
import { ProjectTimeline } from "./project-timeline";
import { isUnderWay, WorkProgress } from "./work-progress";

/** One training: for its host with the next step, for its reviewers with the checks and the decision. */
export async function projectPage(actor: Actor, { params, searchParams }: PageInput) {
  const id = z.uuid().safeParse((await params).id);
  if (!id.success) notFound();
  const query = ProjectPageQuery.parse(await searchParams);
  const places = placesOf(actor.role);
  const now = businessNow();
  // The people after the project, never before it: where work is done the page does not renew itself any more.
  const [messages, view] = await Promise.all([currentMessages(), readProject(actor, id.data, now)]);
  const [people, strike] = await Promise.all([
    listParticipants(actor, id.data, query),
    readStrike(actor, id.data, query.struck),
  ]);
  const { project, work } = view;
  const checks = checksOf(view);
  const { projectPages: words, projects, shell, claim, review } = messages;
  const href = `${places.projects}/${project.id}`;
  const mine = project.hostId === actor.organisationId;
  const decides = ["approve", "accept_filing", "correct"].some((action) =>
    (view.actions as readonly string[]).includes(action),
  );
  const busy = isUnderWay(work);
  return (
    <>
      <PageTitle
        title={project.title}
        lead={`${projects.kinds[project.kind]} · ${words.hostedBy(project.hostName)}`}
        crumbs={crumbs(places, mine, messages)}
        crumbsLabel={shell.breadcrumbs}
      />
      {query.done && (work === null || work.state === "done") && (
        <Banner tone="good">{words.happened[query.done]}</Banner>
      )}
      <Work view={view} href={href} messages={messages} />
      <SharedInvoice view={view} messages={messages} />
      {mine && !busy && <NextStep view={view} places={places} messages={messages} />}
      <div className="grid gap-4 lg:grid-cols-[26rem_minmax(0,1fr)]">
        <div className="min-w-0">
          <Card title={words.facts}>
            <ProjectHead view={view} messages={messages} now={now} />
            <ProjectFacts view={view} messages={messages} />
          </Card>
          {checks.length > 0 && (
            <Card title={review.checks}>
              <CheckList checks={checks} messages={messages} />
            </Card>
          )}
          {decides && !busy && (
            <ProjectDecision
              view={view}
              strike={strike}
              unstrikeHref={(entryId) =>
                `${projectHref(
                  href,
                  query,
                  {},
                  query.struck.filter((one) => one !== entryId),
                )}#decision`
              }
              messages={messages}
            />
          )}
          {!busy && <Recall view={view} messages={messages} />}
          <Card title={claim.timeline}>
            <ProjectTimeline events={view.events} messages={messages} />
          </Card>
        </div>
        <div className="min-w-0">
          <Papers view={view} query={query} href={href} messages={messages} />
          <Participants
            projectId={id.data}
            href={href}
            query={query}
            page={people}
            teachers={places.teachers}
            strikes={view.actions.includes("approve") && !busy}
            messages={messages}
          />
        </div>
      </div>
    </>
  );
}

/** A filing comes before there is a roster: what is said of one is no fault of it yet. */
const checksOf = ({ project, checks }: ProjectView) =>
  project.status === "at_filing" ? checks.filter(({ code }) => code === "in-cycle") : checks;

function crumbs(places: ProjectPlaces, mine: boolean, { shell }: Messages) {
  return mine || places.queue === null
    ? [{ href: places.list, text: shell.nav.projects }]
    : [{ href: places.queue, text: shell.nav.projectQueue }];
}

/** A decision on many people goes on in the background. */
function Work({ view: { work, events }, href, messages }: { view: ProjectView; href: string; messages: Messages }) {
  const last = events.at(-1);
  // What was refused or failed before the last step is behind.
  if (!work || (work.endedAt && last && last.at > work.endedAt)) return null;
  const { work: words } = messages.importPages;
  return (
    <WorkProgress work={work} title={words.deciding} refused={words.refusedDecision} href={href} messages={messages} />
  );
}

/** The papers, one large at a time: beside what the roster is set against (R11). */
function Papers({
  view: { evidence, papers },
  query,
  href,
  messages,
}: {
  view: ProjectView;
  query: ProjectPageQuery;
  href: string;
  messages: Messages;
}) {
  if (evidence.length === 0 && papers.needed.length === 0) return null;
  return (
    <Card title={messages.projectPages.papers} id="papers">
      <EvidenceViewer
        files={evidence}
        chosen={query.file}
        href={(file) => `${projectHref(href, query, { file: String(file) })}#papers`}
        messages={messages}
      />
    </Card>
  );
}
