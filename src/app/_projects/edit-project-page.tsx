import Link from "next/link";
import { notFound } from "next/navigation";
import { z } from "zod";
import type { PageInput } from "@/app/_access/role-page";
import { type ProjectView, readProject } from "@/features/projects/read-project";
import { formatTenths } from "@/rules/credits";
import type { Actor } from "@/server/actor";
import { businessNow } from "@/server/clock";
import { currentMessages } from "@/server/locale";
import { PageTitle } from "@/ui/page-title";
import { placesOf } from "./places";
import { ProjectForm } from "./project-form";

/** A training that is being made or mended: its form as it was. */
export async function editProjectPage(actor: Actor, { params }: PageInput) {
  const id = z.uuid().safeParse((await params).id);
  if (!id.success) notFound();
  const [messages, view] = await Promise.all([currentMessages(), readProject(actor, id.data, businessNow())]);
  if (!view.mayEdit) notFound();
  const { project } = view;
  const { list, projects } = placesOf(actor.role);
  const { projectPages: words, shell } = messages;
  const href = `${projects}/${project.id}`;
  return (
    <div className="mx-auto max-w-3xl">
      <PageTitle
        title={words.editTitle}
        crumbs={[
          { href: list, text: shell.nav.projects },
          { href, text: project.title },
        ]}
        crumbsLabel={shell.breadcrumbs}
      />
      <ProjectForm
        kind={project.kind}
        projectId={project.id}
        version={project.version}
        values={valuesOf(project)}
        evidence={view.evidence}
        aside={
          <Link href={href} prefetch={false}>
            {words.cancel}
          </Link>
        }
        messages={messages}
      />
    </div>
  );
}

const number = (tenths: number | null) => (tenths === null ? "" : formatTenths(tenths));

/** A project as the fields of its form show it. */
function valuesOf(project: ProjectView["project"]): Record<string, string> {
  return {
    title: project.title,
    noticeNumber: project.noticeNumber ?? "",
    startsOn: project.startsOn,
    endsOn: project.endsOn,
    hours: formatTenths(project.hoursTenths),
    lecturerHours: number(project.lecturerHoursTenths),
    partner: project.partner ?? "",
    invoiceNumber: project.invoiceNumber ?? "",
    documentedCount: project.documentedCount?.toString() ?? "",
  };
}
