import type { Messages } from "@/messages";
import type { SummaryStatus } from "@/rules/summary-tables";
import type { ShapeName } from "@/ui/shape";
import { Tag, type Tone } from "@/ui/tag";

const STATUSES: Record<SummaryStatus | "none", [Tone, ShapeName]> = {
  none: ["plain", "circle"],
  reported: ["wait", "wait"],
  returned: ["warn", "back"],
  accepted: ["good", "check"],
};

/** Where a table stands, in a word and a shape. */
export function SummaryStatusTag({
  status,
  messages: { summaries },
}: {
  status: SummaryStatus | "none";
  messages: Messages;
}) {
  const [tone, shape] = STATUSES[status];
  return (
    <Tag tone={tone} shape={shape}>
      {summaries.statuses[status]}
    </Tag>
  );
}
