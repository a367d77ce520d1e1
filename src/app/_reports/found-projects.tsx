import type { FoundProject } from "@/features/projects/search-projects";
import type { Messages } from "@/messages";
import { formatTenths } from "@/rules/credits";
import { Card } from "@/ui/card";
import { EmptyState } from "@/ui/empty-state";
import { SearchForm } from "@/ui/search-form";
import { Tag } from "@/ui/tag";

const NEW = "/teacher/reports/new";
/** As many as the search gives at most. */
const MOST = 20;

/** The search for a training, and what it found; each leads to the form, or to what is known of it already. */
export function FoundProjects({
  q,
  found,
  messages,
}: {
  q: string;
  found: readonly FoundProject[];
  messages: Messages;
}) {
  const { reports } = messages;
  return (
    <>
      <SearchForm label={reports.search} value={q} submitText={reports.find} />
      {found.length > 0 && (
        <Card title={reports.found(found.length)} aside={found.length >= MOST ? reports.foundMost : undefined}>
          <ul className="divide-y divide-line">
            {found.map((project) => (
              <Found key={project.id} project={project} messages={messages} />
            ))}
          </ul>
        </Card>
      )}
      {q !== "" && found.length === 0 && (
        <EmptyState text={reports.notFound}>
          <p className="text-sm">{reports.notFoundHint}</p>
        </EmptyState>
      )}
      <p className="mt-4">
        <a href={`${NEW}?describe=1`} className="inline-block py-2">
          {reports.describe}
        </a>
      </p>
    </>
  );
}

function Found({ project, messages }: { project: FoundProject; messages: Messages }) {
  const { reports, credits } = messages;
  return (
    <li className="flex items-start gap-3 py-2.5">
      <div className="min-w-0 flex-1">
        <a href={hrefOf(project)} className="block break-words">
          {project.title}
        </a>
        <span className="block text-soft text-xs">
          {[
            project.hostName,
            reports.days(project.startsOn, project.endsOn),
            credits.hours(formatTenths(project.hoursTenths)),
          ].join(" · ")}
        </span>
      </div>
      {project.entryId && <Tag tone="good">{reports.registered}</Tag>}
      {!project.entryId && project.reportId && <Tag tone="wait">{reports.reported}</Tag>}
    </li>
  );
}

function hrefOf({ id, entryId, reportId }: FoundProject): string {
  if (reportId) return `/teacher/reports/${reportId}`;
  return entryId ? `/teacher/credits/${entryId}` : `${NEW}?project=${id}`;
}
