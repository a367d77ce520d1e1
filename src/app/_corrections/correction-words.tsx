import type { ShownValue } from "@/features/people/person-correction";
import type { Messages } from "@/messages";
import type { AskStatus } from "@/rules/corrections";
import type { ShapeName } from "@/ui/shape";
import { Tag, type Tone } from "@/ui/tag";

const STATUSES: Record<AskStatus, [Tone, ShapeName]> = {
  asked: ["wait", "wait"],
  accepted: ["good", "check"],
  declined: ["bad", "cross"],
  withdrawn: ["plain", "circle"],
};

/** Where a correction stands, in a word and a shape. */
export function CorrectionStatusTag({ status, messages }: { status: AskStatus; messages: Messages }) {
  const [tone, shape] = STATUSES[status];
  return (
    <Tag tone={tone} shape={shape}>
      {messages.corrections.statuses[status]}
    </Tag>
  );
}

/** A name, or «居民身份证 4107**********1234». */
export function valueWords(value: ShownValue, { corrections }: Messages): string {
  if (value.kind === "name") return value.name;
  return `${corrections.documents[value.document.kind]} ${value.document.number}`;
}
