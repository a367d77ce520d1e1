import { notFound } from "next/navigation";
import { z } from "zod";
import type { PageInput } from "@/app/_access/role-page";
import { placesOf } from "@/app/_projects/places";
import { listEvidence } from "@/features/credits/read-evidence";
import { readReport } from "@/features/projects/read-report";
import type { Actor } from "@/server/actor";
import { businessNow } from "@/server/clock";
import { currentMessages } from "@/server/locale";
import { Banner } from "@/ui/banner";
import { Card } from "@/ui/card";
import { EvidenceViewer } from "@/ui/evidence-viewer";
import { PageTitle } from "@/ui/page-title";
import { ProjectStatusTag } from "@/ui/tag";
import { AnswerForms } from "./answer-forms";
import { ReportAnswer, ReportFacts, ReportStatusTag, reportAge } from "./report-facts";

const Query = z.object({
  file: z.coerce.number().int().catch(1),
  done: z.enum(["add", "decline"]).nullable().catch(null),
});

/** One report before its host: who, what, the proof, the training, and the answer. */
export async function reportPage(actor: Actor, base: string, { params, searchParams }: PageInput) {
  const id = z.uuid().safeParse((await params).id);
  if (!id.success) notFound();
  const { file, done } = Query.parse(await searchParams);
  const [messages, view, evidence] = await Promise.all([
    currentMessages(),
    readReport(actor, id.data),
    listEvidence(actor, id.data),
  ]);
  const { report, project } = view;
  const { reports, claim, projects, shell } = messages;
  const places = placesOf(actor.role);
  return (
    <>
      <PageTitle
        title={`${view.teacherName} · ${report.title}`}
        crumbs={[{ href: base, text: shell.nav.reports }]}
        crumbsLabel={shell.breadcrumbs}
      />
      {done && <Banner tone="good">{reports.done[done]}</Banner>}
      <p className="mb-4 flex flex-wrap items-center gap-2">
        <ReportStatusTag status={report.status} messages={messages} />
        <span className="text-sm text-soft">
          {reportAge({ ...report, hostName: view.hostName }, messages, businessNow())}
        </span>
      </p>
      <div className="grid items-start gap-4 lg:grid-cols-2">
        <div>
          <Card title={reports.facts}>
            <ReportFacts view={view} withTeacher messages={messages} />
          </Card>
          {project && (
            <Card title={reports.project} aside={<a href={`${places.projects}/${project.id}`}>{reports.toProject}</a>}>
              <p className="mb-1">{project.title}</p>
              <p className="flex flex-wrap items-center gap-2 text-sm text-soft">
                <ProjectStatusTag status={project.status} messages={messages} />
                {projects.kinds[project.kind]} · {reports.days(project.startsOn, project.endsOn)}
              </p>
            </Card>
          )}
          <Card title={claim.scans}>
            <EvidenceViewer
              files={evidence}
              chosen={file}
              href={(place) => `${base}/${report.id}?file=${place}`}
              messages={messages}
            />
          </Card>
        </div>
        <div>
          {report.status === "open" && !view.mayAnswer && <Banner tone="warn">{reports.ownReport}</Banner>}
          {view.mayAnswer && <AnswerForms view={view} projectsHref={places.list} messages={messages} />}
          <ReportAnswer view={view} entryHref={entryHrefOf(actor, report.entryId)} messages={messages} />
        </div>
      </div>
    </>
  );
}

/** A department sees its participants in their training, and not as entries of a place. */
const entryHrefOf = ({ role }: Actor, entryId: string | null) =>
  role === "host" || entryId === null ? null : `/${role}/credits/${entryId}`;
