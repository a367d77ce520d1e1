import { randomUUID } from "node:crypto";
import Link from "next/link";
import { redirect } from "next/navigation";
import { z } from "zod";
import type { PageInput } from "@/app/_access/role-page";
import { listEvidence } from "@/features/credits/read-evidence";
import { listHostedKinds } from "@/features/projects/list-hosted-kinds";
import type { Messages } from "@/messages";
import { PROJECT_KINDS, PROJECTS, type ProjectKind } from "@/rules/projects";
import type { Actor } from "@/server/actor";
import { currentMessages } from "@/server/locale";
import { Card } from "@/ui/card";
import { ClauseLink } from "@/ui/clause-link";
import { EmptyState } from "@/ui/empty-state";
import { PageTitle } from "@/ui/page-title";
import { placesOf } from "./places";
import { ProjectForm } from "./project-form";

const Query = z.object({
  kind: z.enum(PROJECT_KINDS).nullable().catch(null),
  project: z.uuid().nullable().catch(null),
});

/** Trainings that come by a table of another bank, and not by a form. */
const BY_TABLE: ReadonlySet<ProjectKind> = new Set<ProjectKind>(["opening"]);

/** The kind first, then just what that kind needs. The project's id is made with the form, so papers can be kept under it. */
export async function newProjectPage(actor: Actor, { searchParams }: PageInput) {
  const { kind, project } = Query.parse(await searchParams);
  const { list, projects } = placesOf(actor.role);
  const base = `${projects}/new`;
  const [messages, kinds] = await Promise.all([currentMessages(), listHostedKinds(actor)]);
  const chosen = kind && kinds.includes(kind) && !BY_TABLE.has(kind) ? kind : null;
  if (chosen && !project) redirect(`${base}?kind=${chosen}&project=${randomUUID()}`);
  const { projectPages: words, shell } = messages;
  return (
    <div className="mx-auto max-w-3xl">
      <PageTitle
        title={words.newTitle}
        crumbs={[{ href: list, text: shell.nav.projects }]}
        crumbsLabel={shell.breadcrumbs}
      />
      {chosen && project ? (
        <ProjectForm
          kind={chosen}
          projectId={project}
          version={0}
          evidence={await listEvidence(actor, project)}
          aside={
            <Link href={base} prefetch={false}>
              {words.otherKind}
            </Link>
          }
          messages={messages}
        />
      ) : (
        <Kinds kinds={kinds} base={base} messages={messages} />
      )}
    </div>
  );
}

function Kinds({ kinds, base, messages }: { kinds: readonly ProjectKind[]; base: string; messages: Messages }) {
  const { projectPages: words, projects } = messages;
  if (kinds.length === 0) return <EmptyState text={words.notYours} />;
  return (
    <Card title={words.chooseKind}>
      <ul className="divide-y divide-line">
        {kinds.map((kind) => (
          <li key={kind} className="py-3">
            <div className="flex flex-wrap items-baseline justify-between gap-x-4">
              <Link href={BY_TABLE.has(kind) ? "/city/imports" : `${base}?kind=${kind}`} prefetch={false}>
                {projects.kinds[kind]}
              </Link>
              <ClauseLink clause={PROJECTS[kind].clause} rule={PROJECTS[kind].rule} messages={messages} />
            </div>
            <p className="text-sm text-soft">{words.kindLines[kind]}</p>
          </li>
        ))}
      </ul>
    </Card>
  );
}
