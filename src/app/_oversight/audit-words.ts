import type { AuditLine } from "@/features/oversight/search-audit";
import type { Messages } from "@/messages";
import { REASONS, type ReasonCode } from "@/rules/reasons";

/** What was done, in words; a kind that nobody has put into words stands as it is. */
export function whatOf(
  { source, kind, role = null }: Pick<AuditLine, "source" | "kind"> & { role?: AuditLine["role"] },
  messages: Messages,
): string {
  const { credits } = messages;
  // Who registers and approves is said with it.
  if (source === "credits" && role && kind === "register") return credits.registrations[role];
  if (source === "credits" && role && kind === "approve") return credits.approvals[role];
  const words: Readonly<Record<string, string>> = {
    credits: credits.actions,
    projects: messages.projects.actions,
    tables: messages.summaries.actions,
    desk: messages.oversight.audit.kinds,
  }[source];
  return Object.hasOwn(words, kind) ? (words[kind] ?? kind) : kind;
}

/** Why: a reason of the list in its words, else what was written, and the remarks that went with it. */
export function whyOf({ reason, note }: Pick<AuditLine, "reason" | "note">, messages: Messages): string {
  const words = reason !== null && Object.hasOwn(REASONS, reason) ? messages.reasons[reason as ReasonCode] : reason;
  return [words, note].filter(Boolean).join(messages.oversight.audit.and);
}

interface About {
  text: string;
  href: string | null;
}

/** What it was about, and where that is seen. */
export function aboutOf(
  { source, kind, ref, title, summarySource, subject }: AuditLine,
  messages: Messages,
): About | null {
  const words = messages.oversight.audit;
  switch (source) {
    case "credits":
      return { text: title ?? words.links.entry, href: `/city/credits/${ref}` };
    case "projects":
      return { text: title ?? "", href: `/city/projects/${ref}` };
    case "tables":
      return {
        text: words.unit(title ?? "", summarySource ? messages.credits.sources[summarySource] : words.links.table),
        href: `/city/summaries/${ref}`,
      };
    case "desk":
      if (title) return { text: title, href: null };
      return deskSubject(kind, subject, messages);
    default:
      return source satisfies never;
  }
}

/** The key of a row, or of two. */
const OPAQUE = /^(\w+ )?([0-9a-f]{8}-[0-9a-f-]{27}|\d+(\/\d+)?)$/;

function deskSubject(kind: string, subject: string | null, messages: Messages): About | null {
  const { links } = messages.oversight.audit;
  if (subject === null) return null;
  switch (kind) {
    case "fraud":
      return { text: links.entry, href: `/city/credits/${subject}` };
    case "summary-identities-read":
      return { text: links.table, href: `/city/summaries/${subject}` };
    case "sample-drawn":
    case "sample-result":
      return { text: links.sample, href: `/city/sampling/${subject}` };
    case "ledger-checked":
      return { text: links.ledger, href: `/city/audit/ledger?check=${subject}` };
    case "round-made":
    case "round-changed":
    case "deadline-changed":
    case "school-reopened":
      return { text: links.rounds, href: "/city/rounds" };
    case "cycle-made":
    case "policy-kept":
    case "cycle-closed":
      return { text: links.cycles, href: "/city/cycles" };
    case "token-made":
    case "token-revoked":
      return { text: links.platform, href: "/city/platform" };
    case "correction-asked":
    case "correction-accepted":
    case "correction-declined":
    case "correction-withdrawn":
      return { text: links.correction, href: `/city/corrections/${subject}` };
    // The teacher's name says it; a key that nobody reads says nothing.
    default:
      return OPAQUE.test(subject) ? null : { text: subject, href: null };
  }
}
