import type { StepActor } from "./approval";
import type { EntryStatus } from "./credit-entry";
import type { SummaryAction, SummarySource, SummaryStatus } from "./summary-tables";
import { stepViolation, type Violation, type ViolationCode } from "./verdict";

/** The steps of a table that is there already. */
export type SummaryStepAction = Exclude<SummaryAction, "close">;

interface Transition {
  /** Null: it is not there yet. */
  from: readonly (SummaryStatus | null)[];
  by: "unit" | "superior";
  /** Null: it stays as it is. */
  to: SummaryStatus | null;
}

/** The one table of a summary table's life. */
const SUMMARY_TRANSITIONS: Record<SummaryAction, Transition> = {
  close: { from: [null, "returned"], by: "unit", to: "reported" },
  take_back: { from: ["reported"], by: "unit", to: "returned" },
  receive_paper: { from: ["reported"], by: "superior", to: null },
  receive_certificates: { from: ["reported"], by: "superior", to: null },
  return: { from: ["reported", "accepted"], by: "superior", to: "returned" },
  accept: { from: ["reported"], by: "superior", to: "accepted" },
};

export interface SummaryStepFacts {
  source: SummarySource;
  status: SummaryStatus | null;
  unitId: number;
  /** The superior; null: the city. */
  countyId: number | null;
  /** Null where it was never closed. */
  closedByAccountId: number | null;
  /** No supplementary table rests on it. */
  isLast: boolean;
}

export type SummaryVerdict = { ok: true; to: SummaryStatus } | { ok: false; violation: Violation };

const refuse = (code: ViolationCode): SummaryVerdict => ({ ok: false, violation: stepViolation(code) });

/** Only the table of MOOCs goes up on paper, too, with copies of the certificates (N3.7). */
const onPaper = (source: SummarySource) => source === "mooc";

/** May this actor do that with this table now, and what becomes of it? */
export function judgeSummaryStep(action: SummaryAction, facts: SummaryStepFacts, actor: StepActor): SummaryVerdict {
  const { from, by, to } = SUMMARY_TRANSITIONS[action];
  const paper = action === "receive_paper" || action === "receive_certificates";
  const next = to ?? facts.status;
  if (next === null || !from.includes(facts.status) || (paper && !onPaper(facts.source)))
    return refuse("not-in-this-state");
  if (action === "return" && !facts.isLast) return refuse("not-in-this-state");
  const barred = by === "unit" ? unitBarred(facts, actor) : superiorBarred(facts, actor);
  return barred ? refuse(barred) : { ok: true, to: next };
}

function unitBarred({ unitId }: SummaryStepFacts, { role, organisationId }: StepActor): ViolationCode | null {
  const own = organisationId === unitId && (role === "school" || role === "host" || role === "city");
  return own ? null : "not-your-step";
}

/** Nobody accepts or returns what they closed (section 4 of the domain). */
function superiorBarred({ countyId, closedByAccountId }: SummaryStepFacts, actor: StepActor): ViolationCode | null {
  const { role, organisationId, accountId } = actor;
  const holds = countyId === null ? role === "city" : role === "county" && organisationId === countyId;
  if (!holds) return "not-your-step";
  return closedByAccountId === accountId ? "decides-own-registration" : null;
}

/** Has the superior done its step with this entry of a table? What was returned waits for its school, so it hasn't. */
export function isDecidedBy(superior: "county" | "city", status: EntryStatus): boolean {
  switch (status) {
    case "posted":
    case "refused":
    case "withdrawn":
    case "revoked":
    case "recorded":
      return true;
    case "at_city":
      return superior === "county";
    case "at_school":
    case "at_county":
    case "returned":
      return false;
    default:
      return status satisfies never;
  }
}

export interface AcceptanceFacts {
  source: SummarySource;
  /** Entries of the table that the superior has still to decide. */
  undecided: number;
  paperOn: string | null;
  certificatesOn: string | null;
}

/** What stands against accepting a table: entries without a decision, and of MOOCs the paper that hasn't come (N3.7). */
export function againstAccepting({ source, undecided, paperOn, certificatesOn }: AcceptanceFacts): Violation[] {
  const violations: Violation[] = [];
  if (undecided > 0)
    violations.push({ rule: null, clause: "S", code: "summary-undecided", field: null, params: { count: undecided } });
  if (!onPaper(source)) return violations;
  const missing = (code: ViolationCode): Violation => ({ rule: null, clause: "N3.7", code, field: null });
  if (paperOn === null) violations.push(missing("summary-paper-missing"));
  if (certificatesOn === null) violations.push(missing("summary-certificates-missing"));
  return violations;
}
