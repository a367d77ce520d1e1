import { EventReason } from "@/app/_parts/event-reason";
import { DECIDED_AT_ONCE } from "@/features/projects/decide-project";
import type { ProjectView } from "@/features/projects/read-project";
import type { Strike } from "@/features/projects/read-strike";
import type { Messages } from "@/messages";
import { formatTenths } from "@/rules/credits";
import { type ReasonCode, reasonsFor } from "@/rules/reasons";
import { ActionForm } from "@/ui/action-form";
import { Card } from "@/ui/card";
import { Hidden, SelectField, TextArea } from "@/ui/fields";
import { SubmitButton } from "@/ui/submit-button";
import { decide } from "./actions";
import { StepForm } from "./step-form";

interface DecisionProps {
  view: ProjectView;
  strike: Strike;
  /** The page without one of those who were picked out. */
  unstrikeHref: (entryId: string) => string;
  messages: Messages;
}

const sumOf = (lines: Strike["struck"]) => lines.reduce((sum, { creditsTenths }) => sum + creditsTenths, 0);

/** The reasons of a return that are about one thing alone. */
const FILING_REASONS: readonly ReasonCode[] = ["filing-incomplete"];
const CORRECTION_REASONS: readonly ReasonCode[] = ["correction-unfounded"];

function returnReasons(of: "filing" | "roster" | "correction"): ReasonCode[] {
  const all = reasonsFor("return", "project");
  const apart = [...FILING_REASONS, ...CORRECTION_REASONS];
  const common = all.filter((code) => !apart.includes(code));
  switch (of) {
    case "filing":
      return [
        ...FILING_REASONS,
        ...common.filter((code) => code === "hours-not-as-notice" || code === "other-to-mend"),
      ];
    case "correction":
      return [...CORRECTION_REASONS, ...common.filter((code) => code === "other-to-mend")];
    case "roster":
      return common;
    default:
      return of satisfies never;
  }
}

const hoursOf = (tenths: number | null) => formatTenths(tenths ?? 0);

/** What the reviewer may decide now: a filing, a roster, a correction of the hours. */
export function ProjectDecision(props: DecisionProps) {
  const { actions } = props.view;
  if (actions.includes("approve")) return <RosterDecision {...props} />;
  if (actions.includes("accept_filing")) return <FilingDecision {...props} />;
  return actions.includes("correct") ? <CorrectionDecision {...props} /> : null;
}

function Project({ view: { project } }: Pick<DecisionProps, "view">) {
  return (
    <>
      <Hidden name="projectId" value={project.id} />
      <Hidden name="version" value={String(project.version)} />
    </>
  );
}

function RosterDecision(props: DecisionProps) {
  const { view, strike, messages } = props;
  const { project, ownRows } = view;
  const { struck, left } = strike;
  const { projectPages: words, forms } = messages;
  return (
    <Card title={words.decide} id="decision">
      <ActionForm action={decide} words={forms} key={struck.map(({ entryId }) => entryId).join(" ")}>
        <Project view={view} />
        <p className="font-semibold">{words.sum(left.participants, formatTenths(left.creditsTenths))}</p>
        {struck.length > 0 && <p>{words.sumStruck(struck.length, formatTenths(sumOf(struck)))}</p>}
        {ownRows > 0 && <p>{words.sumOwn(ownRows)}</p>}
        {struck.length > 0 && <Struck {...props} />}
        <p className="mt-2 mb-2 text-sm text-soft">
          {project.status === "at_city" ? words.approvePosts : words.approveOnward}
          {left.participants > DECIDED_AT_ONCE && ` ${words.approveLong}`}
        </p>
        <SubmitButton name="action" value="approve" className="w-full">
          {words.approve}
        </SubmitButton>
      </ActionForm>
      <div className="mt-3">
        <Reasoned
          {...props}
          action="return"
          summary={words.returnSummary}
          reasons={returnReasons("roster")}
          button={messages.projects.verbs.return}
        />
        <Reasoned
          {...props}
          action="refuse"
          summary={words.refuseSummary}
          reasons={reasonsFor("refuse", "project")}
          button={messages.projects.verbs.refuse}
          warning={words.refuseWarning(project.participants, formatTenths(project.creditsTenths))}
        />
      </div>
    </Card>
  );
}

/** Those who were picked out, with the reason that each of them is told. */
function Struck({ strike: { struck }, unstrikeHref, messages }: DecisionProps) {
  const { projectPages: words, reasons } = messages;
  return (
    <div className="my-3 rounded-md border border-bad px-3 pt-2">
      <p className="font-medium">{words.struckTitle(struck.length)}</p>
      <ul className="mb-2 divide-y divide-line">
        {struck.map((line) => (
          <li key={line.entryId} className="flex items-baseline justify-between gap-3 py-1 text-sm">
            <Hidden name="struck" value={line.entryId} />
            <span>
              {line.teacherName} <span className="text-soft">{line.schoolName}</span>
            </span>
            <a href={unstrikeHref(line.entryId)} className="whitespace-nowrap">
              {words.unstrike}
            </a>
          </li>
        ))}
      </ul>
      <SelectField
        name="strikeReason"
        label={words.fields.strikeReason}
        choices={reasonsFor("refuse", "participant").map((value) => ({ value, label: reasons[value] }))}
      />
      <TextArea name="note" label={words.fields.note} hint={words.noteHint} maxLength={500} optional rows={2} />
    </div>
  );
}

function FilingDecision(props: DecisionProps) {
  const { view, messages } = props;
  const { projectPages: words, forms } = messages;
  return (
    <Card title={words.filingTitle} id="decision">
      <ActionForm action={decide} words={forms}>
        <Project view={view} />
        <p className="mb-2 text-sm text-soft">{words.filingLead}</p>
        <SubmitButton name="action" value="accept_filing" className="w-full">
          {words.acceptFiling}
        </SubmitButton>
      </ActionForm>
      <div className="mt-3">
        <Reasoned
          {...props}
          action="send_back"
          summary={words.sendBackSummary}
          reasons={returnReasons("filing")}
          button={messages.projects.verbs.send_back}
        />
      </div>
    </Card>
  );
}

function CorrectionDecision(props: DecisionProps) {
  const { view, messages } = props;
  const { project, correction } = view;
  const asked = view.events.at(-1);
  const { projectPages: words, forms } = messages;
  const { correctedHoursTenths, lecturerHoursTenths, correctedLecturerHoursTenths } = project;
  return (
    <Card title={words.correctionTitle} id="decision">
      <ActionForm action={decide} words={forms}>
        <Project view={view} />
        {correctedHoursTenths !== project.hoursTenths && (
          <p className="font-semibold">
            {words.correctionAttended(hoursOf(project.hoursTenths), hoursOf(correctedHoursTenths))}
          </p>
        )}
        {lecturerHoursTenths !== correctedLecturerHoursTenths && (
          <p className="font-semibold">
            {words.correctionTaught(hoursOf(lecturerHoursTenths), hoursOf(correctedLecturerHoursTenths))}
          </p>
        )}
        {asked && (
          <p className="my-2 border-line border-l-4 pl-3">
            <EventReason event={asked} messages={messages} />
          </p>
        )}
        {correction && (
          <p className="my-2">
            {words.correctionEffect(
              correction.changed,
              formatTenths(project.creditsTenths),
              formatTenths(correction.creditsTenths),
            )}
          </p>
        )}
        <p className="my-2 text-sm text-soft">{words.correctionHow}</p>
        <SubmitButton name="action" value="correct" className="w-full">
          {words.correctionSure}
        </SubmitButton>
      </ActionForm>
      <div className="mt-3">
        <Reasoned
          {...props}
          action="keep"
          summary={words.keepSummary}
          reasons={returnReasons("correction")}
          button={messages.projects.verbs.keep}
        />
      </div>
    </Card>
  );
}

/** A decision that needs a reason. */
function Reasoned({
  view: { project },
  action,
  summary,
  button,
  reasons,
  warning,
  messages,
}: DecisionProps & {
  action: "return" | "refuse" | "send_back" | "keep";
  summary: string;
  button: string;
  reasons: readonly ReasonCode[];
  warning?: string;
}) {
  const { projectPages: words } = messages;
  return (
    <StepForm
      action={decide}
      value={action}
      project={project}
      summary={summary}
      button={button}
      tone={action === "refuse" ? "danger" : "plain"}
      messages={messages}
    >
      {warning && <p className="mb-2 text-bad text-sm">{warning}</p>}
      <SelectField
        name="reason"
        label={words.chooseReason}
        choices={reasons.map((value) => ({ value, label: messages.reasons[value] }))}
      />
      <TextArea name="note" label={words.fields.note} hint={words.noteHint} maxLength={500} optional rows={2} />
    </StepForm>
  );
}
