import type { SummaryView } from "@/features/summaries/read-summary";
import type { Messages } from "@/messages";
import { formatTenths } from "@/rules/credits";
import { Card } from "@/ui/card";
import { Facts } from "@/ui/facts";
import { dateTime } from "@/ui/format";
import { Shape } from "@/ui/shape";
import { SummaryStatusTag } from "./status-tag";

/** Whose table, when it was reported and by whom, how much it holds, and that it is still what was reported. */
export function SummaryFacts({ view: { head, intact }, messages }: { view: SummaryView; messages: Messages }) {
  const { summaries, credits } = messages;
  return (
    <Card title={summaries.head} aside={<SummaryStatusTag status={head.status} messages={messages} />}>
      <Facts
        facts={[
          { name: summaries.unit, value: head.unitName },
          { name: summaries.superior, value: head.countyName ?? summaries.cityOffice },
          { name: summaries.round, value: summaries.years(head.fromYear, head.toYear) },
          { name: summaries.closedAt, value: summaries.closedBy(head.closedByName, dateTime(head.closedAt)) },
          { name: summaries.linesOf, value: summaries.rows(head.lines) },
          {
            name: head.number > 1 ? summaries.creditsChange : summaries.creditsSum,
            value: credits.credit(formatTenths(head.creditsTenths)),
          },
        ]}
      />
      <p className="mt-3 font-medium">{summaries.fingerprint}</p>
      <p className="break-all font-mono text-sm" data-fingerprint>
        {head.hash}
      </p>
      <p className={`flex items-center gap-2 ${intact ? "text-good" : "font-semibold text-bad"}`}>
        <Shape name={intact ? "check" : "cross"} />
        {intact ? summaries.intact : summaries.broken}
      </p>
      <p className="text-sm text-soft">{summaries.fingerprintHint}</p>
    </Card>
  );
}
