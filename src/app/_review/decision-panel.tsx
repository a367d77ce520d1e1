import Link from "next/link";
import { ClaimFactsList } from "@/app/_parts/claim-facts";
import { EntryHead } from "@/app/_parts/entry-head";
import { EntryTimeline } from "@/app/_parts/entry-timeline";
import type { EntryReview } from "@/features/credits/review-entry";
import type { Messages } from "@/messages";
import { formatTenths } from "@/rules/credits";
import { type ReasonedAction, reasonSubjectOf, reasonsFor } from "@/rules/reasons";
import { ActionForm } from "@/ui/action-form";
import { Card } from "@/ui/card";
import { CheckList } from "@/ui/check-list";
import { ClauseLink } from "@/ui/clause-link";
import { EvidenceViewer } from "@/ui/evidence-viewer";
import { CheckboxField, Hidden, SelectField, TextArea } from "@/ui/fields";
import { SubmitButton } from "@/ui/submit-button";
import type { DecideAction } from "./decide-action";

interface PanelProps {
  review: EntryReview;
  file: number;
  fileHref: (file: number) => string;
  /** Where the queue goes on after a decision; null at its end. */
  next: string | null;
  base: string;
  entryHref: string;
  teacherHref: string;
  decide: DecideAction;
  messages: Messages;
  now: Date;
}

/** The chosen entry: the scan, the facts beside it, what the rules checked, the decision, the history. */
export function DecisionPanel(props: PanelProps) {
  const { review, file, fileHref, entryHref, teacherHref, messages, now } = props;
  const { entry } = review;
  const { credits, claim, review: words } = messages;
  return (
    <article className="grid gap-4 lg:grid-cols-[minmax(0,1fr)_26rem]">
      <section aria-label={claim.scans}>
        <EvidenceViewer files={review.evidence} chosen={file} href={fileHref} messages={messages} />
      </section>
      <div>
        <Card
          title={`${review.teacherName} · ${credits.sources[entry.source]} · ${credits.credit(formatTenths(entry.creditsTenths))}`}
        >
          <p className="mb-2 text-sm text-soft">
            {review.schoolName} ·{" "}
            <Link href={teacherHref} prefetch={false}>
              {words.teacherLink}
            </Link>
          </p>
          <EntryHead review={review} messages={messages} now={now} />
          <ClaimFactsList review={review} messages={messages} />
        </Card>
        {review.checks.length > 0 && <Checks checks={review.checks} messages={messages} />}
        {review.actions.includes("approve") && <Decision key={`${entry.id} ${entry.version}`} {...props} />}
        <Card
          title={claim.timeline}
          aside={
            <Link href={entryHref} prefetch={false}>
              {messages.teacher.entryTitle}
            </Link>
          }
        >
          <EntryTimeline review={review} messages={messages} />
        </Card>
      </div>
    </article>
  );
}

/** What fails is in sight; what holds is one line, that opens. */
function Checks({ checks, messages }: { checks: EntryReview["checks"]; messages: Messages }) {
  const failed = checks.filter((check) => !check.ok);
  const held = checks.filter((check) => check.ok);
  return (
    <Card title={failed.length > 0 ? messages.review.checks : undefined}>
      {failed.length > 0 && <CheckList checks={failed} messages={messages} />}
      <details>
        <summary className="min-h-8 cursor-pointer py-1 text-good">✓ {messages.review.checksHeld(held.length)}</summary>
        <CheckList checks={held} messages={messages} />
      </details>
    </Card>
  );
}

function Decision({ review, next, base, decide, messages }: PanelProps) {
  const { entry } = review;
  const { review: words, forms } = messages;
  const amount = formatTenths(entry.creditsTenths);
  const common = (
    <>
      <Hidden name="entryId" value={entry.id} />
      <Hidden name="version" value={String(entry.version)} />
      <Hidden name="onward" value={next ?? base} />
    </>
  );
  return (
    <Card title={words.decide}>
      <ActionForm action={decide} words={forms}>
        {common}
        {review.confirmations.map((confirmation) => (
          <CheckboxField
            key={confirmation}
            name={confirmation}
            label={words[confirmation]}
            hint={<ClauseLink clause="N3.7" messages={messages} />}
          />
        ))}
        {review.mayWaive && (
          <TextArea name="waiver" label={words.waiver} hint={words.waiverHint} maxLength={500} rows={2} />
        )}
        {entry.status === "at_city" && <p className="mb-2 text-sm text-soft">{words.approveWarning(amount)}</p>}
        <SubmitButton name="action" value="approve" className="w-full" shortcut="a">
          {next ? words.approve : words.approveOnly}
        </SubmitButton>
      </ActionForm>
      {review.actions.includes("return") && (
        <Reasoned action="return" review={review} decide={decide} messages={messages}>
          {common}
        </Reasoned>
      )}
      <Reasoned action="refuse" review={review} decide={decide} messages={messages}>
        {common}
        <p className="mb-2 text-sm text-bad">{words.refuseWarning(amount)}</p>
      </Reasoned>
    </Card>
  );
}

/** A decision that needs a reason: opened by the browser itself, so it works without JavaScript. */
function Reasoned({
  action,
  review: { entry },
  decide,
  messages,
  children,
}: {
  action: Exclude<ReasonedAction, "revoke">;
  review: EntryReview;
  decide: DecideAction;
  messages: Messages;
  children: React.ReactNode;
}) {
  const { review: words, reasons, forms } = messages;
  const source = reasonSubjectOf(entry.source);
  const text = action === "return" ? words.returnIt : words.refuse;
  return (
    <ActionForm
      action={decide}
      words={forms}
      prefix={action}
      fold={{
        summary: action === "return" ? words.returnSummary : words.refuseSummary,
        danger: action === "refuse",
        shortcut: action === "return" ? "r" : "x",
      }}
    >
      {children}
      <SelectField
        name="reason"
        label={words.reason}
        choices={reasonsFor(action, source).map((value) => ({ value, label: reasons[value] }))}
      />
      <TextArea name="note" label={words.note} hint={words.noteHint} maxLength={500} optional rows={2} />
      <SubmitButton name="action" value={action} tone={action === "refuse" ? "danger" : "plain"}>
        {text}
      </SubmitButton>
    </ActionForm>
  );
}
