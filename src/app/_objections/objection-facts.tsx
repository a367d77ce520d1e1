import type { ObjectionView } from "@/features/credits/read-objection";
import type { Messages } from "@/messages";
import type { ObjectionStatus } from "@/rules/objections";
import { type Fact, Facts } from "@/ui/facts";
import { dateTime } from "@/ui/format";
import type { ShapeName } from "@/ui/shape";
import { Tag, type Tone } from "@/ui/tag";

const LOOKS: Record<ObjectionStatus, [Tone, ShapeName]> = {
  open: ["wait", "wait"],
  granted: ["good", "check"],
  dismissed: ["bad", "cross"],
  withdrawn: ["plain", "circle"],
};

export function ObjectionStatusTag({ status, messages }: { status: ObjectionStatus; messages: Messages }) {
  const [tone, shape] = LOOKS[status];
  return (
    <Tag tone={tone} shape={shape}>
      {messages.objections.statuses[status]}
    </Tag>
  );
}

/** What was raised, who decides, and what became of it. */
export function ObjectionFacts({ kept, messages }: { kept: NonNullable<ObjectionView["kept"]>; messages: Messages }) {
  const { objections: words, credits } = messages;
  const facts: Fact[] = [
    { name: words.status, value: <ObjectionStatusTag status={kept.status} messages={messages} /> },
    { name: words.words, value: <span className="whitespace-pre-line">{kept.words}</span> },
    { name: words.raisedAt, value: `${kept.raisedByName} · ${dateTime(kept.raisedAt)}` },
    { name: words.refusedAt, value: credits.steps[kept.refusedAt] },
    { name: words.deciderLabel, value: kept.holderName },
  ];
  const { decidedByName, decidedByOrganisation, decidedAt } = kept;
  if (decidedByName && decidedByOrganisation && decidedAt)
    facts.push({
      name: words.answer,
      value: (
        <>
          <span className="whitespace-pre-line">{kept.answer ?? words.noAnswer}</span>
          <span className="block text-sm text-soft">
            {words.by(decidedByOrganisation, decidedByName, dateTime(decidedAt))}
          </span>
        </>
      ),
    });
  return <Facts facts={facts} />;
}
