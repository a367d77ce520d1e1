import type { SummaryHead } from "@/features/summaries/summary-head";
import type { Messages } from "@/messages";
import { Card } from "@/ui/card";

/** The table outside the house: as a spreadsheet, on paper, as a PDF. */
export function SummaryDocuments({ head, messages: { summaries } }: { head: SummaryHead; messages: Messages }) {
  const base = `/summaries/${head.id}`;
  return (
    <Card title={summaries.documents}>
      <p className="flex flex-wrap gap-x-6">
        <a href={`${base}/table.xlsx`} className="py-1.5">
          {summaries.xlsx}
        </a>
        <a href={`${base}/print`} className="py-1.5">
          {summaries.print}
        </a>
        <a href={`${base}/table.pdf`} className="py-1.5">
          {summaries.pdf}
        </a>
      </p>
      <p className="text-sm text-soft">{summaries.documentsHint}</p>
    </Card>
  );
}
