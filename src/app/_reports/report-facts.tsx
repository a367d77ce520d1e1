import type { ReportStatus } from "@/features/projects/list-reports";
import type { ReportView } from "@/features/projects/read-report";
import type { Messages } from "@/messages";
import { formatTenths } from "@/rules/credits";
import { REASONS } from "@/rules/reasons";
import { Card } from "@/ui/card";
import { ClauseLink } from "@/ui/clause-link";
import { type Fact, Facts } from "@/ui/facts";
import { dateTime, daysAgo } from "@/ui/format";
import type { ShapeName } from "@/ui/shape";
import { Tag, type Tone } from "@/ui/tag";

const STATUSES: Record<ReportStatus, [Tone, ShapeName]> = {
  open: ["wait", "wait"],
  added: ["good", "check"],
  declined: ["bad", "cross"],
};

/** Where a report stands, in a word and a shape. */
export function ReportStatusTag({ status, messages }: { status: ReportStatus; messages: Messages }) {
  const [tone, shape] = STATUSES[status];
  return (
    <Tag tone={tone} shape={shape}>
      {messages.projects.reportStatuses[status]}
    </Tag>
  );
}

/** «主办单位 3 天未答复», or when it was answered. */
export function reportAge(
  { hostName, reportedAt, answeredAt }: { hostName: string; reportedAt: Date; answeredAt: Date | null },
  { reports }: Messages,
  now: Date,
): string {
  return answeredAt
    ? reports.answeredOn(hostName, dateTime(answeredAt))
    : reports.waiting(hostName, daysAgo(reportedAt, now));
}

/**
 * What was reported, field by field.
 * @param withTeacher before the host, who has to know whose it is
 */
export function ReportFacts({
  view,
  withTeacher = false,
  messages,
}: {
  view: ReportView;
  withTeacher?: boolean;
  messages: Messages;
}) {
  const { report, project } = view;
  const { reports, projects, credits } = messages;
  const teacher: Fact[] = [
    { name: reports.teacher, value: `${view.teacherName} ${view.teacherNumber}` },
    { name: reports.school, value: view.schoolName },
  ];
  const facts: Fact[] = [
    ...(withTeacher ? teacher : []),
    { name: projects.fields.title, value: report.title },
    { name: reports.fields.hostId, value: view.hostName },
    { name: reports.fields.endedOn, value: report.endedOn },
    { name: projects.fields.hours, value: credits.hours(formatTenths(report.hoursTenths)) },
    { name: projects.fields.role, value: projects.participantRoles[report.role] },
    { name: reports.reportedAt, value: dateTime(report.reportedAt) },
  ];
  if (report.words) facts.push({ name: reports.fields.words, value: report.words });
  return (
    <>
      <Facts facts={facts} />
      {!project && report.projectId === null && <p className="mt-2 text-sm text-soft">{reports.describedByTeacher}</p>}
    </>
  );
}

/** What the host answered, with the reason and its clause; nothing while it hasn't. */
export function ReportAnswer({
  view: { report, answeredByName },
  entryHref,
  messages,
}: {
  view: ReportView;
  /** Where the reader sees the credit that came of it; null where the reader can't. */
  entryHref: string | null;
  messages: Messages;
}) {
  const { reports, reasons } = messages;
  if (!report.answeredAt) return null;
  return (
    <Card title={reports.answerTitle} aside={reports.by(answeredByName ?? "", dateTime(report.answeredAt))}>
      {report.reason && (
        <p>
          {reasons[report.reason]}{" "}
          <ClauseLink clause={REASONS[report.reason].clause} rule={REASONS[report.reason].rule} messages={messages} />
        </p>
      )}
      {report.answer && <p className="whitespace-pre-line">{report.answer}</p>}
      {entryHref && report.entryId && (
        <p className="mt-2">
          <a href={entryHref}>{reports.seeEntry}</a>
        </p>
      )}
    </Card>
  );
}
