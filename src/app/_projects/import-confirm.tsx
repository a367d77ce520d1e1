import Link from "next/link";
import type { ImportView } from "@/features/projects/read-import";
import type { Reconciliation } from "@/features/projects/read-reconciliation";
import type { Messages } from "@/messages";
import { formatTenths } from "@/rules/credits";
import type { Violation } from "@/rules/verdict";
import { ActionForm } from "@/ui/action-form";
import { Card } from "@/ui/card";
import { ClauseLink } from "@/ui/clause-link";
import { CheckboxField, Hidden } from "@/ui/fields";
import { SubmitButton } from "@/ui/submit-button";
import { actionsOf } from "./table-actions";

interface ConfirmProps {
  view: ImportView;
  /** Of a table that is set against the bank. */
  reconciliation: Reconciliation | null;
  /** What stands against bringing the project to the reviewers. */
  against: readonly Violation[];
  /** Nobody reviews it: a school's own training is kept on record (R14). */
  recorded: boolean;
  projectHref: string;
  messages: Messages;
}

/**
 * What will happen, in numbers, before it happens. A roster is registered as a whole, together with its project; of the other
 * side's table what is right and new.
 */
export function ImportConfirm(props: ConfirmProps) {
  const { view, against, recorded, messages } = props;
  const { head } = view;
  const { importPages: words, forms } = messages;
  const ofProject = head.projectId !== null;
  const ofTeachers = head.kind === "teachers";
  const truthful = ofProject
    ? words.rosterTruthful
    : head.kind === "mooc"
      ? messages.claim.truthful
      : ofTeachers
        ? messages.teacherRecords.importTruthful
        : words.tableTruthful;
  return (
    <Card title={words.confirmTitle}>
      <Unready {...props} />
      {against.length === 0 && isReady(props) && (
        <ActionForm action={actionsOf(head.kind).confirm} words={forms}>
          <p className="mb-2">{leadOf(props)}</p>
          <Hidden name="importId" value={head.id} />
          <CheckboxField name="truthful" label={truthful} />
          <SubmitButton>
            {ofTeachers
              ? messages.teacherRecords.importConfirm
              : words.confirm[recorded ? "recorded" : ofProject ? "roster" : "other"]}
          </SubmitButton>
        </ActionForm>
      )}
    </Card>
  );
}

function leadOf({ view: { head, counts }, reconciliation, recorded, messages: { importPages: words } }: ConfirmProps) {
  if (recorded) return words.confirmRecorded(counts.right);
  return reconciliation
    ? words.confirmCompared(reconciliation.onlyThere, reconciliation.same, counts.wrong)
    : words.confirmLeads[head.kind](counts.right, formatTenths(counts.creditsTenths));
}

const isReady = ({ view: { counts }, reconciliation }: ConfirmProps): boolean =>
  reconciliation ? reconciliation.onlyThere > 0 : counts.wrong === 0 && counts.right > 0;

/** What keeps it from being confirmed, and what to look at before. */
function Unready(props: ConfirmProps) {
  const { view, reconciliation, against, projectHref, messages } = props;
  const { counts } = view;
  const { importPages: words, violations } = messages;
  if (counts.rows === 0) return <p>{words.confirmNone}</p>;
  if (reconciliation) return isReady(props) ? null : <p>{words.confirmNothingNew}</p>;
  return (
    <>
      {counts.wrong > 0 && <p className="mb-2">{words.confirmWrong(counts.wrong)}</p>}
      {counts.flagged > 0 && <p className="mb-2 text-sm text-soft">{words.confirmFlagged(counts.flagged)}</p>}
      {against.length > 0 && (
        <>
          <p className="font-medium">{words.confirmAgainst}</p>
          <ul className="mb-2 list-disc pl-5">
            {against.map(({ code, field, clause, rule, params }) => (
              <li key={`${code} ${field}`}>
                {violations[code](params ?? {})} <ClauseLink clause={clause} rule={rule} messages={messages} />
              </li>
            ))}
          </ul>
          <Link href={projectHref} prefetch={false}>
            {words.back}
          </Link>
        </>
      )}
    </>
  );
}
