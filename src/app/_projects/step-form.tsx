import type { ReactNode } from "react";
import type { ProjectView } from "@/features/projects/read-project";
import type { Messages } from "@/messages";
import { ActionForm } from "@/ui/action-form";
import { Hidden } from "@/ui/fields";
import type { FormState } from "@/ui/form-state";
import { SubmitButton } from "@/ui/submit-button";

type FormAction = (before: FormState, form: FormData) => Promise<FormState>;

/** One step that can be taken with a project, behind a line that opens: opened by the browser itself, so without JavaScript. */
export function StepForm({
  action,
  value,
  project,
  summary,
  button,
  tone = "plain",
  open = false,
  messages,
  children,
}: {
  action: FormAction;
  /** The step's name in the form, where the action takes several. */
  value: string;
  project: ProjectView["project"];
  summary: string;
  /** On the button, where it says something else than the line. */
  button?: string;
  tone?: "primary" | "plain" | "danger";
  /** The next useful step lies open. */
  open?: boolean;
  messages: Messages;
  children?: ReactNode;
}) {
  return (
    <ActionForm
      action={action}
      words={messages.forms}
      prefix={value}
      fold={{ summary, danger: tone === "danger", open }}
    >
      <Hidden name="projectId" value={project.id} />
      <Hidden name="version" value={String(project.version)} />
      {children}
      <SubmitButton name="action" value={value} tone={tone}>
        {button ?? summary}
      </SubmitButton>
    </ActionForm>
  );
}
