import type { SummaryView } from "@/features/summaries/read-summary";
import type { Messages } from "@/messages";
import { calendarDateInShanghai } from "@/rules/calendar";
import { businessNow } from "@/server/clock";
import { Card } from "@/ui/card";
import { ClauseLink } from "@/ui/clause-link";
import { DateField } from "@/ui/fields";
import { Shape } from "@/ui/shape";
import { SummaryStep } from "./summary-step";

const PAPERS = [
  { action: "receive_paper", name: "paper", on: "paperOn" },
  { action: "receive_certificates", name: "certificates", on: "certificatesOn" },
] as const;

/** The sealed paper copy and the copies of the certificates (N3.7): when they arrived, ticked off apart by the superior. */
export function SummaryPapers({ view, messages }: { view: SummaryView; messages: Messages }) {
  const { summaries } = messages;
  return (
    <Card title={summaries.papers} aside={<ClauseLink clause="N3.7" rule="R7" messages={messages} />}>
      <p className="mb-2 text-sm text-soft">{summaries.papersLead}</p>
      {PAPERS.map((paper) => (
        <Paper key={paper.action} view={view} paper={paper} messages={messages} />
      ))}
    </Card>
  );
}

function Paper({
  view: { head, actions },
  paper: { action, name, on },
  messages,
}: {
  view: SummaryView;
  paper: (typeof PAPERS)[number];
  messages: Messages;
}) {
  const { summaries } = messages;
  const day = head[on];
  return (
    <>
      <p className={`flex items-center gap-x-2 py-1 ${day ? "text-good" : ""}`}>
        <Shape name={day ? "check" : "circle"} />
        <span>
          {summaries[name]}
          {messages.forms.colon}
          {day ? summaries.arrived(day) : summaries.notArrived}
        </span>
      </p>
      {actions.includes(action) && (
        <SummaryStep
          head={head}
          action={action}
          summary={day ? summaries.changeArrival : summaries.receive}
          button={day ? summaries.keepArrival : summaries.receive}
          messages={messages}
        >
          <DateField
            name="arrivedOn"
            label={summaries.fields.arrivedOn}
            defaultValue={day ?? calendarDateInShanghai(businessNow())}
            max={calendarDateInShanghai(businessNow())}
            {...(day && { hint: summaries.takeAwayHint, optional: true })}
          />
        </SummaryStep>
      )}
    </>
  );
}
