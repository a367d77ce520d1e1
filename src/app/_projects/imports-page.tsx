import Link from "next/link";
import { z } from "zod";
import type { PageInput } from "@/app/_access/role-page";
import { listImports } from "@/features/projects/read-import";
import type { Messages } from "@/messages";
import type { ImportKind } from "@/rules/import-layouts";
import type { Actor } from "@/server/actor";
import { currentMessages } from "@/server/locale";
import { Card } from "@/ui/card";
import { ClauseLink } from "@/ui/clause-link";
import { DataTable } from "@/ui/data-table";
import { EmptyState } from "@/ui/empty-state";
import { dateTime } from "@/ui/format";
import { PageTitle } from "@/ui/page-title";
import { importsHref, placesOf } from "./places";
import { Templates, UploadForm, UploadProblem } from "./upload-form";

const Query = z.object({ problem: z.string().max(60).optional().catch(undefined) });

/**
 * Tables that stand for themselves and are no project's roster: a form for each kind, and what was brought before.
 * @param kinds which of them this role brings
 */
export async function importsPage(
  actor: Actor,
  { searchParams }: PageInput,
  title: "importsTitle" | "moocImportsTitle" | "teacherImportsTitle",
  kinds: readonly ImportKind[],
) {
  const { problem } = Query.parse(await searchParams);
  const [messages, heads] = await Promise.all([currentMessages(), listImports(actor, kinds)]);
  const { importPages: words, projects } = messages;
  const { imports } = placesOf(actor.role);
  return (
    <>
      <PageTitle title={words[title]} lead={words.importsLead} />
      <UploadProblem problem={problem} messages={messages} />
      <div className="grid items-start gap-x-4 lg:grid-cols-2">
        {kinds.map((kind, place) => (
          <Card key={kind} title={projects.importKinds[kind]}>
            <p className="mb-2">{words.importLeads[kind]}</p>
            {kind === "mooc" && <MoocNeeds messages={messages} />}
            <Templates kind={kind} filled={kind === "mooc"} messages={messages} />
            <UploadForm
              kind={kind}
              back={importsHref(actor.role, kind)}
              tone={place === 0 ? "primary" : "plain"}
              messages={messages}
            />
            {kind !== "mooc" && kind !== "teachers" && (
              <p className="mt-3">
                <Link href={`${imports}/layout?kind=${kind}`} prefetch={false}>
                  {words.layoutGo}
                </Link>
              </p>
            )}
          </Card>
        ))}
      </div>
      <h2 className="mt-2 mb-2 text-base">{words.importsBrought}</h2>
      <DataTable
        caption={words.importsBrought}
        columns={[
          {
            key: "file",
            header: words.importColumns.file,
            heading: true,
            cell: (head) => <a href={`${imports}/${head.id}`}>{head.fileName ?? projects.importKinds[head.kind]}</a>,
          },
          { key: "kind", header: words.importColumns.kind, cell: (head) => projects.importKinds[head.kind] },
          { key: "at", header: words.importColumns.at, cell: (head) => dateTime(head.createdAt) },
          { key: "status", header: words.importColumns.status, cell: (head) => projects.importStatuses[head.status] },
        ]}
        rows={heads}
        rowKey={(head) => head.id}
        empty={<EmptyState text={words.importsNone} />}
      />
    </>
  );
}

/** What has to be ready before the upload, with the clause that asks for it. */
function MoocNeeds({ messages }: { messages: Messages }) {
  return (
    <details className="mb-2">
      <summary className="min-h-11 cursor-pointer py-2 text-accent">{messages.tables.moocNeedsTitle}</summary>
      <ul className="list-disc pl-5 text-sm">
        {messages.tables.moocNeeds.map((need) => (
          <li key={need}>{need}</li>
        ))}
      </ul>
      <ClauseLink clause="N3.7" messages={messages} />
    </details>
  );
}
