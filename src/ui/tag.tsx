import type { ReactNode } from "react";
import type { Messages } from "@/messages";
import type { EntryStatus } from "@/rules/credit-entry";
import type { ProjectStatus } from "@/rules/project-approval";
import { Shape, type ShapeName } from "./shape";

export type Tone = "wait" | "good" | "warn" | "bad" | "plain";

const TONES: Record<Tone, string> = {
  wait: "bg-accent-soft text-accent",
  good: "bg-good-soft text-good",
  warn: "bg-warn-soft text-warn",
  bad: "bg-bad-soft text-bad",
  plain: "bg-track text-ink",
};

const TONE_SHAPES: Record<Tone, ShapeName | null> = {
  wait: null,
  good: "check",
  warn: "alert",
  bad: "cross",
  plain: null,
};

/** A short word about a thing. */
export function Tag({ tone = "plain", shape, children }: { tone?: Tone; shape?: ShapeName; children: ReactNode }) {
  const sign = shape ?? TONE_SHAPES[tone];
  return (
    <span
      className={`inline-flex items-center gap-1 whitespace-nowrap rounded-sm px-2 text-xs leading-6 ${TONES[tone]}`}
    >
      {sign && <Shape name={sign} />}
      {children}
    </span>
  );
}

/** A status looks the same wherever it stands. */
const STATUSES: Record<EntryStatus | ProjectStatus, [Tone, ShapeName]> = {
  draft: ["plain", "circle"],
  at_filing: ["wait", "wait"],
  filed: ["good", "diamond"],
  at_school: ["wait", "wait"],
  at_county: ["wait", "wait"],
  at_city: ["wait", "wait"],
  returned: ["warn", "back"],
  refused: ["bad", "cross"],
  withdrawn: ["plain", "circle"],
  posted: ["good", "check"],
  correcting: ["wait", "wait"],
  closed: ["plain", "check"],
  revoked: ["bad", "ban"],
  recorded: ["plain", "diamond"],
};

/** Where an entry stands, in a word and a shape. */
export function StatusTag({ status, messages }: { status: EntryStatus; messages: Messages }) {
  return <StandingTag status={status} word={messages.credits.statuses[status]} />;
}

/** Where a project stands. */
export function ProjectStatusTag({ status, messages }: { status: ProjectStatus; messages: Messages }) {
  return <StandingTag status={status} word={messages.projects.statuses[status]} />;
}

function StandingTag({ status, word }: { status: keyof typeof STATUSES; word: string }) {
  const [tone, shape] = STATUSES[status];
  return (
    <Tag tone={tone} shape={shape}>
      {word}
    </Tag>
  );
}
