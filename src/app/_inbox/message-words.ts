import type { MessageLine } from "@/features/inbox/list-messages";
import type { Messages } from "@/messages";
import { formatTenths } from "@/rules/credits";
import type { MessageKind } from "@/rules/message-kinds";
import type { ShapeName } from "@/ui/shape";
import type { Tone } from "@/ui/tag";

const LOOKS: Record<MessageKind, [Tone, ShapeName]> = {
  entry_returned: ["warn", "back"],
  entry_refused: ["bad", "cross"],
  entry_posted: ["good", "check"],
  entry_revoked: ["bad", "ban"],
  entry_urged: ["wait", "wait"],
  project_returned: ["warn", "back"],
  project_refused: ["bad", "cross"],
  project_posted: ["good", "check"],
  project_filed: ["good", "diamond"],
  report_arrived: ["wait", "wait"],
  report_answered: ["plain", "diamond"],
  table_reported: ["wait", "wait"],
  table_returned: ["warn", "back"],
  table_accepted: ["good", "check"],
  deadline_near: ["warn", "alert"],
  school_reopened: ["plain", "circle"],
  deputy_named: ["plain", "diamond"],
  objection_raised: ["wait", "wait"],
  objection_decided: ["plain", "diamond"],
  transfer_asked: ["wait", "wait"],
  transfer_answered: ["plain", "diamond"],
  correction_asked: ["wait", "wait"],
  correction_answered: ["plain", "diamond"],
  certificate_revoked: ["bad", "ban"],
  sample_assigned: ["wait", "wait"],
  fraud_reported: ["bad", "alert"],
};

/** The sign and the word in front of a message. */
export function headingOf({ kind, details: { turn, action } }: MessageLine, { inbox }: Messages) {
  const turned = turn ?? (action === "recall" ? "recalled" : undefined);
  if (turned) return { tone: "plain", shape: "diamond", word: inbox.turns[turned] } as const;
  const [tone, shape] = LOOKS[kind];
  return { tone, shape, word: inbox.headings[kind] };
}

/** The sentence of a message: its words are made of codes when it is read, in the reader's language. */
export function sentenceOf({ kind, title, teacherName, details }: MessageLine, messages: Messages): string {
  const { source, reason, creditsTenths, days, daysLeft, fromYear, toYear, fromDay, toDay } = details;
  return messages.inbox.texts[kind]({
    title,
    teacher: teacherName,
    credits: creditsTenths === undefined ? "" : formatTenths(creditsTenths),
    reason: reason ? messages.reasons[reason] : null,
    source: source ? messages.credits.sources[source] : "",
    action: details.action ?? null,
    turn: details.turn ?? null,
    entries: details.entries ?? 1,
    participants: details.participants ?? 0,
    number: details.number ?? 1,
    days: days ?? daysLeft ?? 0,
    waiting: details.waiting ?? 0,
    lastDay: details.lastDay ?? "",
    from: fromDay ?? String(fromYear ?? ""),
    to: toDay ?? String(toYear ?? ""),
  });
}
