import { notFound } from "next/navigation";
import { z } from "zod";
import { rolePage } from "@/app/_access/role-page";
import { navTitle } from "@/app/_access/role-shell";
import { ReportAnswer, ReportFacts, ReportStatusTag, reportAge } from "@/app/_reports/report-facts";
import { listEvidence } from "@/features/credits/read-evidence";
import { readReport } from "@/features/projects/read-report";
import { businessNow } from "@/server/clock";
import { currentMessages } from "@/server/locale";
import { Banner } from "@/ui/banner";
import { Card } from "@/ui/card";
import { EvidenceViewer } from "@/ui/evidence-viewer";
import { PageTitle } from "@/ui/page-title";

const Query = z.object({ file: z.coerce.number().int().catch(1), saved: z.literal("1").nullable().catch(null) });

export const generateMetadata = navTitle("trainings");

/** A report of the teacher: how long it waits, and what the host answered. */
export default rolePage("teacher", "trainings", async (actor, { params, searchParams }) => {
  const id = z.uuid().safeParse((await params).id);
  if (!id.success) notFound();
  const { file, saved } = Query.parse(await searchParams);
  const [messages, view, evidence] = await Promise.all([
    currentMessages(),
    readReport(actor, id.data),
    listEvidence(actor, id.data),
  ]);
  const { report, hostName } = view;
  const { reports, teacher, claim, shell } = messages;
  return (
    <div className="mx-auto max-w-2xl">
      <PageTitle
        title={report.title}
        crumbs={[
          { href: "/teacher", text: teacher.title },
          { href: "/teacher/trainings", text: reports.trainingsTitle },
        ]}
        crumbsLabel={shell.breadcrumbs}
      />
      {saved && <Banner tone="good">{reports.saved}</Banner>}
      <p className="mb-4 flex flex-wrap items-center gap-2">
        <ReportStatusTag status={report.status} messages={messages} />
        <span className="text-sm text-soft">{reportAge({ ...report, hostName }, messages, businessNow())}</span>
      </p>
      <ReportAnswer view={view} entryHref={`/teacher/credits/${report.entryId}`} messages={messages} />
      <Card title={reports.facts}>
        <ReportFacts view={view} messages={messages} />
      </Card>
      {evidence.length > 0 && (
        <Card title={claim.scans}>
          <EvidenceViewer
            files={evidence}
            chosen={file}
            href={(place) => `/teacher/reports/${report.id}?file=${place}`}
            messages={messages}
          />
        </Card>
      )}
    </div>
  );
});
