import type { Messages } from "@/messages";
import { REASONS, type ReasonCode } from "@/rules/reasons";
import { ClauseLink } from "@/ui/clause-link";

/** Why a step was taken, with the clause, and in whose words. */
export function EventReason({
  event: { reason, note },
  messages,
}: {
  event: { reason: string | null; note: string | null };
  messages: Messages;
}) {
  const code = reason as ReasonCode | null;
  return (
    <>
      {code && (
        <span className="mr-2">
          {messages.reasons[code]}{" "}
          <ClauseLink clause={REASONS[code].clause} rule={REASONS[code].rule} messages={messages} />
        </span>
      )}
      {note}
    </>
  );
}
