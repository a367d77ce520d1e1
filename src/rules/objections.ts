import type { StepActor } from "./approval";
import type { EntryStatus, Step } from "./credit-entry";
import type { Role } from "./permissions";
import type { ProjectStatus } from "./project-approval";
import type { Violation, ViolationCode } from "./verdict";

// Objections (复核) to a final refusal: once for each entry, decided one level above the step that refused (section 4 of the domain).

export const OBJECTION_STATUSES = ["open", "granted", "dismissed", "withdrawn"] as const;
export type ObjectionStatus = (typeof OBJECTION_STATUSES)[number];

export const OBJECTION_DECISIONS = ["grant", "dismiss"] as const;
export type ObjectionDecision = (typeof OBJECTION_DECISIONS)[number];

/** How long a teacher's words, and the answer, may be. */
export const OBJECTION_WORDS = 1000;

/** A step that stands above another. */
export type DecidingStep = Exclude<Step, "school">;

/** Whose step decides: the superior of the one that refused. Above the city there is nobody, so another of its officers does. */
export function deciderOf(refusedAt: Step, cityDirect: boolean): DecidingStep {
  return refusedAt === "school" && !cityDirect ? "county" : "city";
}

/**
 * What is left of the way when an objection was granted: the decider's step, and those above it. Whoever refused has had their
 * say, and what their step would have confirmed the decider's step confirms.
 */
export const routeFrom = (decider: DecidingStep): Step[] => (decider === "county" ? ["county", "city"] : ["city"]);

/** Where the entry stands: what an objection, and the granting of one, asks. */
export interface ObjectionGround {
  status: EntryStatus;
  creditedTeacherId: number;
  /** Of the training that it comes from; null for a special credit. */
  projectStatus: ProjectStatus | null;
  cycleClosed: boolean;
  /** The teacher has the same certificate, or the same place on the roster, under way or posted again. */
  broughtAgain: boolean;
}

const against = (code: ViolationCode, field: string | null = null): Violation => ({
  rule: null,
  clause: "S",
  code,
  field,
});

/** A training that was refused or taken back as a whole credits nobody: that is its host's to take up. */
const isGone = (status: ProjectStatus | null) => status === "refused" || status === "withdrawn";

/** What keeps a refused credit from being taken up again. */
function barred({ status, projectStatus, cycleClosed, broughtAgain }: ObjectionGround): ViolationCode | null {
  if (status !== "refused") return "objection-not-refused";
  if (cycleClosed) return "cycle-closed";
  if (isGone(projectStatus)) return "objection-project-refused";
  return broughtAgain ? "objection-brought-again" : null;
}

/** May this teacher object now? */
export function judgeObjection(
  ground: ObjectionGround & { objectedAlready: boolean },
  actor: Pick<StepActor, "role" | "teacherId">,
): Violation | null {
  if (actor.role !== "teacher" || actor.teacherId !== ground.creditedTeacherId) return against("not-your-step");
  if (ground.objectedAlready) return against("objection-once");
  const code = barred(ground);
  return code && against(code);
}

export interface ObjectionFacts extends ObjectionGround {
  objection: ObjectionStatus;
  refusedAt: Step;
  refusedByAccountId: number;
  /** The organisation that decides. */
  holderId: number;
  cityDirect: boolean;
  registeredByAccountId: number;
}

/** May this actor decide on the objection so? */
export function judgeObjectionDecision(
  facts: ObjectionFacts,
  decision: ObjectionDecision,
  answer: string | null,
  actor: StepActor,
): Violation | null {
  const unfit = decisionBarredTo(facts, actor);
  if (unfit) return against(unfit);
  if (decision === "dismiss") return answer ? null : against("objection-answer-missing", "answer");
  const code = barred(facts);
  return code && against(code);
}

/** What keeps this actor from deciding at all: another's turn, what they refused, registered or are credited by. */
export function decisionBarredTo(facts: ObjectionFacts, actor: StepActor): ViolationCode | null {
  if (facts.objection !== "open") return "objection-already-decided";
  const decider: Role = deciderOf(facts.refusedAt, facts.cityDirect);
  if (actor.role !== decider || actor.organisationId !== facts.holderId) return "not-your-step";
  if (actor.accountId === facts.refusedByAccountId) return "objection-own-refusal";
  if (actor.accountId === facts.registeredByAccountId) return "decides-own-registration";
  return facts.creditedTeacherId === actor.teacherId ? "decides-own-credit" : null;
}

/** A refusal that was objected to isn't recalled: it is out of its decider's hands. One that was taken back, or granted, bars nothing. */
export const barsRecall = (objection: ObjectionStatus | null): boolean =>
  objection === "open" || objection === "dismissed";
