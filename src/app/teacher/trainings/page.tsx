import { rolePage } from "@/app/_access/role-page";
import { navTitle } from "@/app/_access/role-shell";
import { ReportStatusTag, reportAge } from "@/app/_reports/report-facts";
import { listOwnReports, type ReportLine } from "@/features/projects/list-reports";
import { listTrainings, type TrainingLine } from "@/features/projects/list-trainings";
import type { Messages } from "@/messages";
import { formatTenths } from "@/rules/credits";
import { businessNow } from "@/server/clock";
import { currentMessages } from "@/server/locale";
import { LinkButton } from "@/ui/button";
import { Card } from "@/ui/card";
import { EmptyState } from "@/ui/empty-state";
import { PageTitle } from "@/ui/page-title";
import { StatusTag } from "@/ui/tag";

export const generateMetadata = navTitle("trainings");

/** A teacher's trainings by year, and the reports of those that are missing. */
export default rolePage("teacher", "trainings", async (actor) => {
  const now = businessNow();
  const [messages, trainings, own] = await Promise.all([
    currentMessages(),
    listTrainings(actor),
    listOwnReports(actor),
  ]);
  const { reports, teacher, shell } = messages;
  return (
    <div className="mx-auto max-w-xl">
      <PageTitle
        title={reports.trainingsTitle}
        lead={reports.trainingsLead}
        crumbs={[{ href: "/teacher", text: teacher.title }]}
        crumbsLabel={shell.breadcrumbs}
        actions={<LinkButton href="/teacher/reports/new">{reports.missing}</LinkButton>}
      />
      {own.length > 0 && (
        <Card title={reports.own(own.length)}>
          <ul className="divide-y divide-line">
            {own.map((report) => (
              <Reported key={report.id} report={report} messages={messages} now={now} />
            ))}
          </ul>
        </Card>
      )}
      {trainings.length === 0 && (
        <EmptyState text={reports.noTrainings}>
          <p className="text-sm">{reports.noTrainingsHint}</p>
        </EmptyState>
      )}
      {yearsOf(trainings).map(([year, lines]) => (
        <Card key={year} title={reports.year(year, lines.length)}>
          <ul className="divide-y divide-line">
            {lines.map((line) => (
              <Training key={line.entryId} line={line} messages={messages} />
            ))}
          </ul>
        </Card>
      ))}
    </div>
  );
});

/** As they come: the newest year first. */
function yearsOf(trainings: readonly TrainingLine[]): [number, TrainingLine[]][] {
  const years = new Map<number, TrainingLine[]>();
  for (const line of trainings) years.set(line.year, [...(years.get(line.year) ?? []), line]);
  return [...years];
}

// Plain links: each <Link> of a long list would travel twice, as markup and again for the router.
function Reported({ report, messages, now }: { report: ReportLine; messages: Messages; now: Date }) {
  return (
    <li className="flex items-start gap-3 py-2.5">
      <div className="min-w-0 flex-1">
        <a href={`/teacher/reports/${report.id}`} className="block break-words">
          {report.title}
        </a>
        <span className="block text-soft text-xs">{reportAge(report, messages, now)}</span>
      </div>
      <ReportStatusTag status={report.status} messages={messages} />
    </li>
  );
}

function Training({ line, messages }: { line: TrainingLine; messages: Messages }) {
  const { reports, projects, credits } = messages;
  const told = [
    line.hostName ?? credits.sources[line.source],
    line.endsOn && reports.days(line.startsOn ?? line.endsOn, line.endsOn),
    line.role && projects.participantRoles[line.role],
  ];
  return (
    <li className="flex items-start gap-3 py-2.5">
      <div className="min-w-0 flex-1">
        <a href={`/teacher/credits/${line.entryId}`} className="block break-words">
          {line.title}
        </a>
        <span className="block text-soft text-xs">{told.filter(Boolean).join(" · ")}</span>
      </div>
      <div className="text-right">
        <b className="block">{formatTenths(line.creditsTenths)}</b>
        <StatusTag status={line.status} messages={messages} />
      </div>
    </li>
  );
}
