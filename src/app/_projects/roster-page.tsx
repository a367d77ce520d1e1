import { notFound, redirect } from "next/navigation";
import { z } from "zod";
import type { PageInput } from "@/app/_access/role-page";
import { readProject } from "@/features/projects/read-project";
import type { ImportKind } from "@/rules/import-layouts";
import type { Actor } from "@/server/actor";
import { businessNow } from "@/server/clock";
import { currentMessages } from "@/server/locale";
import { ActionForm } from "@/ui/action-form";
import { Card } from "@/ui/card";
import { Hidden } from "@/ui/fields";
import { PageTitle } from "@/ui/page-title";
import { SubmitButton } from "@/ui/submit-button";
import { beginRoster } from "./actions";
import { placesOf } from "./places";
import { Templates, UploadForm, UploadProblem } from "./upload-form";

const Query = z.object({ problem: z.string().max(60).optional().catch(undefined) });

/** The roster of a project: from a table, or typed row by row. One that is in the making already is gone on with. */
export async function rosterPage(actor: Actor, { params, searchParams }: PageInput) {
  const id = z.uuid().safeParse((await params).id);
  if (!id.success) notFound();
  const { problem } = Query.parse(await searchParams);
  const [messages, { project, roster, actions }] = await Promise.all([
    currentMessages(),
    readProject(actor, id.data, businessNow()),
  ]);
  const { list, projects, imports } = placesOf(actor.role);
  if (roster && !problem) redirect(`${imports}/${roster.head.id}`);
  if (!actions.includes("submit")) notFound();
  const { importPages: words, shell, forms } = messages;
  // What was brought is kept until it is decided, and can be mended.
  const again = project.status === "returned";
  const kind: ImportKind = project.kind === "support_teaching" ? "support_teaching" : "roster";
  return (
    <div className="mx-auto max-w-3xl">
      <PageTitle
        title={words.rosterTitle}
        lead={words.importLeads[kind]}
        crumbs={[
          { href: list, text: shell.nav.projects },
          { href: `${projects}/${project.id}`, text: project.title },
        ]}
        crumbsLabel={shell.breadcrumbs}
      />
      <UploadProblem problem={problem} messages={messages} />
      <Card title={words.upload}>
        <Templates kind={kind} filled messages={messages} />
        <UploadForm kind={kind} projectId={project.id} messages={messages} />
      </Card>
      <Card title={again ? words.again : words.typed}>
        <p className="mb-3 text-soft">{again ? words.againLead : words.typedLead}</p>
        <ActionForm action={beginRoster} words={forms}>
          <Hidden name="projectId" value={project.id} />
          <SubmitButton tone="plain">{again ? words.againBegin : words.typedBegin}</SubmitButton>
        </ActionForm>
      </Card>
    </div>
  );
}
