import Link from "next/link";
import type { ReactNode } from "react";
import { EventReason } from "@/app/_parts/event-reason";
import type { ProjectView } from "@/features/projects/read-project";
import type { Messages } from "@/messages";
import { formatTenths } from "@/rules/credits";
import { LinkButton } from "@/ui/button";
import { Card } from "@/ui/card";
import { ClauseLink } from "@/ui/clause-link";
import { TextArea, TextField } from "@/ui/fields";
import { correct, move, recall } from "./actions";
import type { ProjectPlaces } from "./places";
import { StepForm } from "./step-form";

interface StepsProps {
  view: ProjectView;
  places: ProjectPlaces;
  messages: Messages;
}

/** For the host: where the project stands, why it came back, what is still missing, and the next useful step. */
export function NextStep({ view, places, messages }: StepsProps) {
  const { project, against, roster, actions, mayEdit } = view;
  const { projectPages: words } = messages;
  const href = `${places.projects}/${project.id}`;
  const submits = mayEdit || project.status === "filed";
  return (
    <Card title={words.nextStep}>
      <p className="mb-2">{words.standing[project.status]}</p>
      <CameBack view={view} messages={messages} />
      {submits && <Missing against={against} ready={roster?.counts.wrong === 0} messages={messages} />}
      {roster && <RosterInTheMaking roster={roster} messages={messages} />}
      {submits && (
        <p className="mb-3 flex flex-wrap items-center gap-x-5 gap-y-2">
          {roster ? (
            <LinkButton href={`${places.imports}/${roster.head.id}`}>{words.goOnRoster}</LinkButton>
          ) : (
            actions.includes("submit") && <LinkButton href={`${href}/roster`}>{words.fillRoster}</LinkButton>
          )}
          {mayEdit && (
            <Link href={`${href}/edit`} prefetch={false}>
              {words.edit}
            </Link>
          )}
        </p>
      )}
      <HostActions view={view} messages={messages} />
    </Card>
  );
}

/** Why the project is not where the host wanted it. */
function CameBack({ view: { project, events }, messages }: { view: ProjectView; messages: Messages }) {
  const { projectPages: words } = messages;
  const last = events.at(-1);
  if (!last || (!last.reason && !last.note)) return null;
  const titles: Partial<Record<typeof last.action, string>> = {
    return: words.returnedFor,
    send_back: words.sentBackFor,
    keep: words.keptFor,
    refuse: words.returnedFor,
  };
  const title = titles[last.action];
  if (!title || project.status === "withdrawn") return null;
  return (
    <div className="mb-3 border-warn border-l-4 bg-warn-soft px-3 py-2">
      <p className="font-semibold">{title}</p>
      <p>
        <EventReason event={last} messages={messages} />
      </p>
    </div>
  );
}

/** What is on the roster so far, and how much of it has to be mended. */
function RosterInTheMaking({
  roster: { head, counts },
  messages: { projectPages: words },
}: {
  roster: NonNullable<ProjectView["roster"]>;
  messages: Messages;
}) {
  return (
    <p className="mb-2">
      {words.rosterDraft(head.fileName, counts.rows)}
      {counts.wrong > 0 && <b className="text-bad"> {words.rosterWrong(counts.wrong)}</b>}
    </p>
  );
}

function Missing({
  against,
  ready,
  messages,
}: {
  against: ProjectView["against"];
  /** Is the roster in order, too? */
  ready: boolean;
  messages: Messages;
}) {
  const { projectPages: words, violations } = messages;
  // A roster can't come before its filing (R12), so it isn't missing yet.
  const unfiled = against.some(({ code }) => code === "filing-missing");
  const missing = unfiled ? against.filter(({ code }) => code !== "roster-empty") : against;
  if (missing.length === 0) return ready && <p className="mb-2 text-good">✓ {words.ready}</p>;
  return (
    <>
      <p className="font-medium">{words.missing}</p>
      <ul className="mb-3 list-disc pl-5">
        {missing.map(({ code, field, clause, rule, params }) => (
          <li key={`${code} ${field}`}>
            {violations[code](params ?? {})} <ClauseLink clause={clause} rule={rule} messages={messages} />
          </li>
        ))}
      </ul>
    </>
  );
}

function HostActions({ view: { project, actions }, messages }: { view: ProjectView; messages: Messages }) {
  const { projectPages: words } = messages;
  const step = (action: "file" | "close" | "withdraw", hint: string, tone: "primary" | "plain" | "danger"): ReactNode =>
    actions.includes(action) && (
      <StepForm
        action={move}
        value={action}
        project={project}
        summary={words.actions[action]}
        tone={tone}
        open={tone === "primary"}
        messages={messages}
      >
        <p className="mb-2 text-sm">{hint}</p>
      </StepForm>
    );
  return (
    <>
      {step("file", words.actions.fileHint, "primary")}
      {actions.includes("ask_correction") && <Correction project={project} messages={messages} />}
      {step("close", words.actions.closeHint, "plain")}
      {step("withdraw", words.actions.withdrawHint, "danger")}
    </>
  );
}

function Correction({ project, messages }: { project: ProjectView["project"]; messages: Messages }) {
  const { projectPages: words } = messages;
  const { fields } = words;
  return (
    <StepForm
      action={correct}
      value="ask_correction"
      project={project}
      summary={words.actions.ask_correction}
      messages={messages}
    >
      <p className="mb-2 text-sm">{words.actions.correctionHint}</p>
      <TextField
        name="hours"
        label={fields.hours}
        narrow
        inputMode="decimal"
        maxLength={8}
        defaultValue={formatTenths(project.hoursTenths)}
      />
      {project.lecturerHoursTenths !== null && (
        <TextField
          name="lecturerHours"
          label={fields.lecturerHours}
          narrow
          inputMode="decimal"
          maxLength={8}
          defaultValue={formatTenths(project.lecturerHoursTenths)}
        />
      )}
      <TextArea name="note" label={words.actions.correctionNote} maxLength={500} rows={2} />
    </StepForm>
  );
}

/** The decider takes a decision back. */
export function Recall({ view: { project, actions }, messages }: { view: ProjectView; messages: Messages }) {
  const { projectPages: words } = messages;
  if (!actions.includes("recall")) return null;
  return (
    <StepForm action={recall} value="recall" project={project} summary={words.actions.recall} messages={messages}>
      <p className="mb-2 text-sm">
        {project.status === "posted"
          ? words.actions.recallPosted(project.participants, formatTenths(project.creditsTenths))
          : words.actions.recallHint}
      </p>
    </StepForm>
  );
}
