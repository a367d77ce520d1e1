import type { Messages } from "@/messages";
import { CLAUSES, type Clause, type RuleId } from "@/rules/clauses";

/**
 * «依据 三.7»: the ground of a number or a refusal, its full text one click away. Where the notice is silent it says
 * «系统规则» and leads to the rule.
 */
export function ClauseLink({
  clause,
  rule = null,
  messages,
}: {
  clause: Clause;
  rule?: RuleId | null;
  messages: Messages;
}) {
  return (
    <a href={groundHref(clause, rule)} className="inline-block whitespace-nowrap py-0.5 text-xs">
      {groundText(clause, messages)}
    </a>
  );
}

export function groundHref(clause: Clause, rule: RuleId | null): string {
  return clause === "S" ? `/notice#${rule ?? "S"}` : `/notice#${clause}`;
}

export function groundText(clause: Clause, { rules }: Messages): string {
  return clause === "S" ? rules.systemGround : rules.ground(CLAUSES[clause].label);
}
