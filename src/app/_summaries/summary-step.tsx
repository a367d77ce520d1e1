import type { ReactNode } from "react";
import type { SummaryHead } from "@/features/summaries/summary-head";
import type { Messages } from "@/messages";
import type { SummaryStepAction } from "@/rules/summary-steps";
import { ActionForm } from "@/ui/action-form";
import { Hidden } from "@/ui/fields";
import { SubmitButton } from "@/ui/submit-button";
import { move } from "./actions";

/** The form of one step of a table. */
export function SummaryStep({
  head,
  action,
  button,
  tone = "plain",
  messages,
  children,
}: {
  head: SummaryHead;
  action: SummaryStepAction;
  button: string;
  tone?: "primary" | "plain" | "danger";
  messages: Messages;
  children?: ReactNode;
}) {
  return (
    <ActionForm action={move} words={messages.forms} prefix={action}>
      <Hidden name="tableId" value={head.id} />
      <Hidden name="version" value={String(head.version)} />
      <Hidden name="action" value={action} />
      {children}
      <SubmitButton tone={tone}>{button}</SubmitButton>
    </ActionForm>
  );
}

/** The same behind a line that opens: opened by the browser itself, so without JavaScript. */
export function FoldedStep({
  summary,
  ...step
}: Parameters<typeof SummaryStep>[0] & {
  summary: string;
}) {
  return (
    <details className="mb-2 rounded-md border border-line bg-paper px-3 open:pb-3">
      <summary className={`min-h-11 cursor-pointer py-2 ${step.tone === "danger" ? "text-bad" : "text-accent"}`}>
        {summary}
      </summary>
      <SummaryStep {...step} />
    </details>
  );
}
