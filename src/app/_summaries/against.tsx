import type { Messages } from "@/messages";
import type { Violation } from "@/rules/verdict";
import { ClauseLink } from "@/ui/clause-link";

/** What stands against a step, each with its clause. */
export function Against({
  title,
  against,
  messages,
}: {
  title: string;
  against: readonly Violation[];
  messages: Messages;
}) {
  if (against.length === 0) return null;
  return (
    <>
      <p className="font-medium">{title}</p>
      <ul className="mb-3 list-disc pl-5">
        {against.map(({ code, field, clause, rule, params }) => (
          <li key={`${code} ${field}`}>
            {messages.violations[code](params ?? {})} <ClauseLink clause={clause} rule={rule} messages={messages} />
          </li>
        ))}
      </ul>
    </>
  );
}
