import type { ReactNode } from "react";
import type { Messages } from "@/messages";
import type { Check } from "@/rules/verdict";
import { ClauseLink } from "./clause-link";
import { Shape } from "./shape";

/** The checks that the rules did, each with its ground; what the reviewer ticks comes last, as children. */
export function CheckList({
  checks,
  messages,
  children,
}: {
  checks: readonly Check[];
  messages: Messages;
  children?: ReactNode;
}) {
  return (
    <ul className="divide-y divide-line">
      {checks.map(({ code, ok, clause, rule }) => (
        <li key={code} className="flex items-baseline gap-2 py-1.5">
          <span className={`self-center rounded-sm p-1 ${ok ? "bg-good-soft text-good" : "bg-bad-soft text-bad"}`}>
            <span className="flex">
              <Shape name={ok ? "check" : "cross"} />
            </span>
            <span className="sr-only">{ok ? messages.rules.holds : messages.rules.fails}</span>
          </span>
          <span className={ok ? "flex-1" : "flex-1 font-semibold text-bad"}>{messages.checks[code]}</span>
          <ClauseLink clause={clause} rule={rule} messages={messages} />
        </li>
      ))}
      {children}
    </ul>
  );
}
