import type { Messages } from "@/messages";
import { Tag } from "@/ui/tag";

/** Under way, over, to come, or closed. */
export function CycleState({
  cycle: { fromYear, toYear, closedAt },
  year,
  messages: { policies },
}: {
  cycle: { fromYear: number; toYear: number; closedAt: Date | null };
  /** Of today. */
  year: number;
  messages: Messages;
}) {
  if (closedAt) return <Tag>{policies.states.closed}</Tag>;
  if (year < fromYear) return <Tag>{policies.states.coming}</Tag>;
  return year > toYear ? <Tag tone="warn">{policies.states.over}</Tag> : <Tag tone="good">{policies.states.open}</Tag>;
}
