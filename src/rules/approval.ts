import type { EntryStatus, Step } from "./credit-entry";
import type { Role } from "./permissions";
import { recallBarred } from "./recall";
import type { Violation, ViolationCode } from "./verdict";
import { stepViolation } from "./verdict";

/** What can be done with an entry; each is an event that is never changed or deleted. */
export const ENTRY_ACTIONS = [
  "declare",
  "register",
  "approve",
  "return",
  "refuse",
  "withdraw",
  "recall",
  "resubmit",
  "revoke",
  "record",
  "correct",
  "pass_on",
  "reinstate",
  "reassign",
] as const;
export type EntryAction = (typeof ENTRY_ACTIONS)[number];

/** The actions on an entry that is there already. */
export type StepAction = Exclude<
  EntryAction,
  "declare" | "register" | "record" | "correct" | "pass_on" | "reinstate" | "reassign"
>;

// ------------------------------------------------------------------ routes

export interface RouteFacts {
  registeredBy: "teacher" | "school";
  /** The superior of the school is the city: no county step. */
  cityDirect: boolean;
  /** Administrators of the school who are not the claimant. */
  otherAdministrators: number;
}

export interface Route {
  route: [Step, ...Step[]];
  /** Nobody but the claimant could have done the school's first review, so it was skipped, and the entry says so. */
  unreviewedBySchool: boolean;
}

/**
 * Which steps a MOOC or degree goes through (N5): school, county, city; a school's own registration is its first review, a
 * city-direct school has no county step, and nobody reviews their own claim.
 */
export function routeFor({ registeredBy, cityDirect, otherAdministrators }: RouteFacts): Route {
  const superiors: [Step, ...Step[]] = cityDirect ? ["city"] : ["county", "city"];
  if (registeredBy === "school") return { route: superiors, unreviewedBySchool: false };
  if (otherAdministrators === 0) return { route: superiors, unreviewedBySchool: true };
  return { route: ["school", ...superiors], unreviewedBySchool: false };
}

/** The step of the school's superior: from here on what two people bring has to be explained (R16). */
export function superiorStep(route: readonly Step[]): Step {
  return route.includes("county") ? "county" : "city";
}

const STATUS_OF_STEP = { school: "at_school", county: "at_county", city: "at_city" } as const satisfies Record<
  Step,
  EntryStatus
>;

export const statusOfStep = (step: Step): EntryStatus => STATUS_OF_STEP[step];

/** The step whose turn it is; null when nobody's. */
export function stepOfStatus(status: EntryStatus): Step | null {
  switch (status) {
    case "at_school":
      return "school";
    case "at_county":
      return "county";
    case "at_city":
      return "city";
    case "returned":
    case "refused":
    case "withdrawn":
    case "posted":
    case "revoked":
    case "recorded":
      return null;
    default:
      return status satisfies never;
  }
}

// ------------------------------------------------------------------ transitions

/** Who may take an action: whose step it is, who registered, who took the last step, or the city. */
type By = "holder" | "registrant" | "decider" | "city";
/** Where it leads: on along the route, to its beginning, back to the step that was decided, or to one status. */
type To =
  | "next-step"
  | "first-step"
  | "decided-step"
  | Extract<EntryStatus, "returned" | "refused" | "withdrawn" | "revoked">;

interface Transition {
  from: readonly EntryStatus[];
  by: By;
  to: To;
}

const OPEN = ["at_school", "at_county", "at_city"] as const;

/** The one table of what may follow what. */
export const TRANSITIONS: Record<StepAction, Transition> = {
  approve: { from: OPEN, by: "holder", to: "next-step" },
  return: { from: OPEN, by: "holder", to: "returned" },
  refuse: { from: OPEN, by: "holder", to: "refused" },
  withdraw: { from: [...OPEN, "returned"], by: "registrant", to: "withdrawn" },
  resubmit: { from: ["returned"], by: "registrant", to: "first-step" },
  recall: { from: ["at_county", "at_city", "returned", "refused", "posted"], by: "decider", to: "decided-step" },
  revoke: { from: ["posted"], by: "city", to: "revoked" },
};

export interface StepFacts {
  status: EntryStatus;
  route: readonly Step[];
  /** The place under which it was submitted: it decides, also when the teacher has moved. */
  schoolId: number;
  countyId: number | null;
  creditedTeacherId: number;
  registeredByAccountId: number;
  registeredByRole: Role;
  /** Decided together with the roster of its training: on its own it can only be revoked. */
  withRoster: boolean;
  lastEvent: { action: EntryAction; fromStatus: EntryStatus | null; accountId: number; role: Role; at: Date };
}

export interface StepActor {
  accountId: number;
  role: Role;
  organisationId: number;
  /** The credited person behind the account, if there is one. */
  teacherId: number | null;
}

export type StepVerdict =
  | { ok: true; to: EntryStatus; posts: boolean; reverses: boolean }
  | { ok: false; violation: Violation };

const refuse = (code: ViolationCode): StepVerdict => ({ ok: false, violation: stepViolation(code) });

/** May this actor do that to this entry now, and what becomes of it? */
export function judgeStep(action: StepAction, facts: StepFacts, actor: StepActor, now: Date): StepVerdict {
  const { from, by, to } = TRANSITIONS[action];
  if (facts.withRoster && action !== "revoke") return refuse("decided-with-roster");
  if (!from.includes(facts.status)) return refuse(action === "withdraw" ? "withdraw-too-late" : "not-in-this-state");
  const barred = barredBy(by, facts, actor, now);
  if (barred) return refuse(barred);
  const next = statusAfter(to, facts);
  if (next === null) return refuse("recall-nothing-to-undo");
  return { ok: true, to: next, posts: next === "posted", reverses: facts.status === "posted" };
}

function statusAfter(to: To, { status, route, lastEvent }: StepFacts): EntryStatus | null {
  switch (to) {
    case "next-step": {
      const step = stepOfStatus(status);
      const following = step ? route[route.indexOf(step) + 1] : undefined;
      return following ? statusOfStep(following) : "posted";
    }
    case "first-step":
      return route[0] ? statusOfStep(route[0]) : null;
    case "decided-step":
      return lastEvent.fromStatus;
    case "returned":
    case "refused":
    case "withdrawn":
    case "revoked":
      return to;
    default:
      return to satisfies never;
  }
}

/** What keeps this actor from it, if anything does. */
function barredBy(by: By, facts: StepFacts, actor: StepActor, now: Date): ViolationCode | null {
  switch (by) {
    case "holder":
      if (!holdsStep(facts, actor)) return "not-your-step";
      return conflictOfInterest(facts, actor);
    case "city":
      if (actor.role !== "city") return "not-your-step";
      return conflictOfInterest(facts, actor);
    case "registrant":
      return isRegistrant(facts, actor) ? null : "not-the-registrant";
    case "decider":
      return recallBarred(facts.status, facts.lastEvent, actor, now);
    default:
      return by satisfies never;
  }
}

function holdsStep({ status, schoolId, countyId }: StepFacts, { role, organisationId }: StepActor): boolean {
  const step = stepOfStatus(status);
  if (step === null || step !== role) return false;
  return step === "city" || organisationId === (step === "school" ? schoolId : countyId);
}

/** Nobody decides on what they registered or on what credits them («谁主办、谁审核», N4; section 4 of the domain). */
function conflictOfInterest(facts: StepFacts, { accountId, teacherId }: StepActor): ViolationCode | null {
  if (facts.registeredByAccountId === accountId) return "decides-own-registration";
  return facts.creditedTeacherId === teacherId ? "decides-own-credit" : null;
}

/** What a school registered, every administrator of the school can mend or withdraw: people leave, entries stay. */
function isRegistrant(
  facts: Pick<StepFacts, "registeredByAccountId" | "registeredByRole" | "schoolId">,
  { accountId, role, organisationId }: StepActor,
): boolean {
  if (facts.registeredByAccountId === accountId && facts.registeredByRole === role) return true;
  return facts.registeredByRole === "school" && role === "school" && organisationId === facts.schoolId;
}

/** An administrator's own claim is declared as a teacher's, so that somebody else reviews it. */
export function judgeRegistrant(actor: StepActor, creditedTeacherId: number): Violation | null {
  return actor.role === "school" && actor.teacherId === creditedTeacherId
    ? stepViolation("registers-own-credit-as-staff")
    : null;
}
