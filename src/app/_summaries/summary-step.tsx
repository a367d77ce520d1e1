import type { ReactNode } from "react";
import type { SummaryHead } from "@/features/summaries/summary-head";
import type { Messages } from "@/messages";
import type { SummaryStepAction } from "@/rules/summary-steps";
import { ActionForm } from "@/ui/action-form";
import { Hidden } from "@/ui/fields";
import { SubmitButton } from "@/ui/submit-button";
import { move } from "./actions";

/** The form of one step of a table; behind a line that opens where `summary` is given. */
export function SummaryStep({
  head,
  action,
  summary,
  button,
  tone = "plain",
  messages,
  children,
}: {
  head: SummaryHead;
  action: SummaryStepAction;
  summary?: string;
  button: string;
  tone?: "primary" | "plain" | "danger";
  messages: Messages;
  children?: ReactNode;
}) {
  const fold = summary ? { summary, danger: tone === "danger" } : undefined;
  return (
    <ActionForm action={move} words={messages.forms} prefix={action} {...(fold && { fold })}>
      <Hidden name="tableId" value={head.id} />
      <Hidden name="version" value={String(head.version)} />
      <Hidden name="action" value={action} />
      {children}
      <SubmitButton tone={tone}>{button}</SubmitButton>
    </ActionForm>
  );
}
