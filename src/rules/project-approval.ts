import { type StepActor, statusOfStep } from "./approval";
import type { Step } from "./credit-entry";
import type { Role } from "./permissions";
import { PROJECTS, type ProjectKind } from "./projects";
import { recallBarred } from "./recall";
import { stepViolation, type Violation, type ViolationCode } from "./verdict";

export const PROJECT_STATUSES = [
  "draft",
  "at_filing",
  "filed",
  "at_county",
  "at_city",
  "returned",
  "refused",
  "withdrawn",
  "posted",
  "correcting",
  "closed",
  "recorded",
] as const;
export type ProjectStatus = (typeof PROJECT_STATUSES)[number];

export const PROJECT_ACTIONS = [
  "create",
  "edit",
  "file",
  "accept_filing",
  "send_back",
  "submit",
  "approve",
  "return",
  "refuse",
  "withdraw",
  "recall",
  "ask_correction",
  "correct",
  "keep",
  "close",
] as const;
export type ProjectAction = (typeof PROJECT_ACTIONS)[number];
/** The steps of a project that is there already; what is said of it changes where it stands (mayEdit in save-project.ts). */
export type ProjectStepAction = Exclude<ProjectAction, "create" | "edit">;

/** Who may take it: the host's people, those whose step it is, the city, or who took the last decision. */
type By = "host" | "holder" | "city" | "decider";
type To = "first-step" | "next-step" | "decided-step" | ProjectStatus;

interface Transition {
  from: readonly ProjectStatus[];
  by: By;
  to: To;
}

const OPEN = ["at_county", "at_city"] as const;

/**
 * The one table of a project's life: draft, filed where R12 asks for it, its roster submitted, returned, decided, posted,
 * corrected, closed. Its roster's entries go along, as one.
 */
export const PROJECT_TRANSITIONS: Record<ProjectStepAction, Transition> = {
  file: { from: ["draft"], by: "host", to: "at_filing" },
  accept_filing: { from: ["at_filing"], by: "city", to: "filed" },
  send_back: { from: ["at_filing"], by: "city", to: "draft" },
  submit: { from: ["draft", "filed", "returned"], by: "host", to: "first-step" },
  approve: { from: OPEN, by: "holder", to: "next-step" },
  return: { from: OPEN, by: "holder", to: "returned" },
  refuse: { from: OPEN, by: "holder", to: "refused" },
  withdraw: { from: ["draft", "at_filing", "filed", "at_county", "at_city", "returned"], by: "host", to: "withdrawn" },
  recall: { from: ["at_city", "returned", "refused", "posted"], by: "decider", to: "decided-step" },
  ask_correction: { from: ["posted"], by: "host", to: "correcting" },
  correct: { from: ["correcting"], by: "city", to: "posted" },
  keep: { from: ["correcting"], by: "city", to: "posted" },
  close: { from: ["posted"], by: "host", to: "closed" },
};

export interface ProjectStepFacts {
  kind: ProjectKind;
  status: ProjectStatus;
  route: readonly Step[];
  hostId: number;
  countyId: number | null;
  registeredByAccountId: number;
  /** Who brought the roster, or asked for the correction. */
  submittedByAccountId: number | null;
  /** Was it ever filed (R12)? */
  filed: boolean;
  lastEvent: { action: ProjectAction; fromStatus: ProjectStatus | null; accountId: number; role: Role; at: Date };
}

export type ProjectVerdict =
  | { ok: true; to: ProjectStatus; posts: boolean; reverses: boolean }
  | { ok: false; violation: Violation };

const refuse = (code: ViolationCode): ProjectVerdict => ({ ok: false, violation: stepViolation(code) });

/** The step whose turn it is; null when nobody's. Filing and corrections are the city's. */
export function stepOfProject(status: ProjectStatus): Step | null {
  switch (status) {
    case "at_county":
      return "county";
    case "at_city":
    case "at_filing":
    case "correcting":
      return "city";
    case "draft":
    case "filed":
    case "returned":
    case "refused":
    case "withdrawn":
    case "posted":
    case "closed":
    case "recorded":
      return null;
    default:
      return status satisfies never;
  }
}

/** May this actor do that to this project now, and what becomes of it? */
export function judgeProjectStep(
  action: ProjectStepAction,
  facts: ProjectStepFacts,
  actor: StepActor,
  now: Date,
): ProjectVerdict {
  const { from, by, to } = PROJECT_TRANSITIONS[action];
  if (!from.includes(facts.status)) return refuse(action === "withdraw" ? "withdraw-too-late" : "not-in-this-state");
  const { filed } = PROJECTS[facts.kind];
  if (action === "file" && !filed) return refuse("filing-not-needed");
  if (action === "submit" && filed && !facts.filed)
    return { ok: false, violation: { rule: "R12", clause: "N3.1", code: "filing-missing", field: null } };
  const barred = barredBy(by, facts, actor, now);
  if (barred) return refuse(barred);
  const next = statusAfter(to, facts);
  if (next === null) return refuse("recall-nothing-to-undo");
  return {
    ok: true,
    to: next,
    posts: action === "approve" && next === "posted",
    reverses: action === "recall" && facts.status === "posted",
  };
}

function statusAfter(to: To, { status, route, lastEvent }: ProjectStepFacts): ProjectStatus | null {
  switch (to) {
    case "first-step":
      return route[0] ? projectStatusOf(route[0]) : "recorded";
    case "next-step": {
      const step = stepOfProject(status);
      const following = step ? route[route.indexOf(step) + 1] : undefined;
      return following ? projectStatusOf(following) : "posted";
    }
    case "decided-step":
      return lastEvent.fromStatus;
    default:
      return to;
  }
}

/** A roster has no step at a school: a school's own is its first review. */
function projectStatusOf(step: Step): ProjectStatus | null {
  const status = statusOfStep(step);
  return status === "at_county" || status === "at_city" ? status : null;
}

function barredBy(by: By, facts: ProjectStepFacts, actor: StepActor, now: Date): ViolationCode | null {
  switch (by) {
    case "host":
      return isHost(facts, actor) ? null : "not-the-host";
    case "holder":
      if (!holdsStep(facts, actor)) return "not-your-step";
      return ownWork(facts, actor);
    case "city":
      if (actor.role !== "city") return "not-your-step";
      // Of a correction, whoever asked for it: who registered the training long ago may carry it out.
      return facts.status === "correcting" && facts.submittedByAccountId !== actor.accountId
        ? null
        : ownWork(facts, actor);
    case "decider":
      return recallBarred(facts.status, facts.lastEvent, actor, now);
    default:
      return by satisfies never;
  }
}

/** Whoever works for the host can go on with what a colleague began. */
const isHost = ({ hostId }: ProjectStepFacts, { role, organisationId }: StepActor): boolean =>
  organisationId === hostId && (role === "host" || role === "county" || role === "city" || role === "school");

function holdsStep({ status, countyId }: ProjectStepFacts, { role, organisationId }: StepActor): boolean {
  const step = stepOfProject(status);
  if (step === null || step !== role) return false;
  return step === "city" || organisationId === countyId;
}

/** What one officer registers, another decides (section 4 of the domain). */
function ownWork(facts: ProjectStepFacts, { accountId }: StepActor): ViolationCode | null {
  const own = facts.registeredByAccountId === accountId || facts.submittedByAccountId === accountId;
  return own ? "decides-own-registration" : null;
}
