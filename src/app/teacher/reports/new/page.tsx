import { randomUUID } from "node:crypto";
import { redirect } from "next/navigation";
import { z } from "zod";
import { rolePage } from "@/app/_access/role-page";
import { navTitle } from "@/app/_access/role-shell";
import { FoundProjects } from "@/app/_reports/found-projects";
import { ReportForm } from "@/app/_reports/report-form";
import { listEvidence } from "@/features/credits/read-evidence";
import { listReportHosts } from "@/features/projects/report-hosts";
import { FoundQuery, findProject, searchProjects } from "@/features/projects/search-projects";
import type { Actor } from "@/server/actor";
import { currentMessages } from "@/server/locale";
import { PageTitle } from "@/ui/page-title";
import { send } from "./actions";

const Query = z.object({
  q: FoundQuery,
  project: z.uuid().nullable().catch(null),
  describe: z.literal("1").nullable().catch(null),
  /** The id that the report gets: in the address, so that a reload keeps what was uploaded. */
  report: z.uuid().nullable().catch(null),
});
type Query = z.output<typeof Query>;

export const generateMetadata = navTitle("trainings");

/** Reports a training that was not registered: looks for it first, and describes it where it isn't found. */
export default rolePage("teacher", "trainings", async (actor, { searchParams }) => {
  const query = Query.parse(await searchParams);
  const { q, project, describe, report } = query;
  const chosen = project ? `project=${project}` : describe && "describe=1";
  if (chosen && !report) redirect(`/teacher/reports/new?${chosen}&report=${randomUUID()}`);
  const messages = await currentMessages();
  const { reports, teacher, shell } = messages;
  return (
    <div className="mx-auto max-w-2xl">
      <PageTitle
        title={reports.newTitle}
        lead={reports.newLead}
        crumbs={[
          { href: "/teacher", text: teacher.title },
          { href: "/teacher/trainings", text: reports.trainingsTitle },
        ]}
        crumbsLabel={shell.breadcrumbs}
      />
      {chosen && report ? (
        <ReportForm
          reportId={report}
          {...(await facts(actor, query))}
          evidence={await listEvidence(actor, report)}
          action={send}
          messages={messages}
        />
      ) : (
        <FoundProjects q={q} found={await searchProjects(actor, q)} messages={messages} />
      )}
    </div>
  );
});

/** The training that was picked, or whom the teacher can ask about one that wasn't found. */
async function facts(actor: Actor, { project }: Query) {
  if (project) return { project: await findProject(actor, project), hosts: [] };
  return { project: null, hosts: await listReportHosts(actor) };
}
