import type { SummaryView } from "@/features/summaries/read-summary";
import type { Messages } from "@/messages";
import { formatTenths } from "@/rules/credits";
import { reasonsFor } from "@/rules/reasons";
import { Card } from "@/ui/card";
import { SelectField, TextArea } from "@/ui/fields";
import { Against } from "./against";
import { SummaryStep } from "./summary-step";

interface DecisionProps {
  view: SummaryView;
  messages: Messages;
}

/** What the reader may do with the table now: the superior accepts or returns it, its unit takes it back. */
export function SummaryDecision({ view, messages }: DecisionProps) {
  const { head, actions, against } = view;
  const { summaries } = messages;
  const awaits = head.status === "reported" && actions.includes("return");
  return (
    <>
      {awaits && (
        <Card title={summaries.acceptTitle} id="accept">
          <Against title={summaries.acceptAgainst} against={against} messages={messages} />
          {against.length === 0 && actions.includes("accept") && (
            <SummaryStep head={head} action="accept" button={summaries.accept} tone="primary" messages={messages}>
              <p className="mb-3">{summaries.acceptWill(head.lines, formatTenths(head.creditsTenths))}</p>
            </SummaryStep>
          )}
        </Card>
      )}
      {actions.includes("return") && <Return view={view} messages={messages} />}
      {actions.includes("take_back") && (
        <SummaryStep
          head={head}
          action="take_back"
          summary={summaries.takeBack}
          button={summaries.takeBack}
          tone="danger"
          messages={messages}
        >
          <p className="mb-2">{summaries.takeBackWill}</p>
        </SummaryStep>
      )}
    </>
  );
}

function Return({ view: { head }, messages }: DecisionProps) {
  const { summaries, reasons } = messages;
  return (
    <SummaryStep
      head={head}
      action="return"
      summary={summaries.return}
      button={summaries.return}
      tone="danger"
      messages={messages}
    >
      <p className="mb-2">
        {head.status === "accepted" && summaries.returnAccepted}
        {summaries.returnWill}
      </p>
      <SelectField
        name="reason"
        label={summaries.fields.reason}
        choices={reasonsFor("return", "summary").map((value) => ({ value, label: reasons[value] }))}
      />
      <TextArea name="note" label={summaries.fields.note} hint={summaries.noteHint} maxLength={500} optional rows={2} />
    </SummaryStep>
  );
}
