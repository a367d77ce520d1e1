import type { Step } from "@/rules/credit-entry";
import { type DecidingStep, deciderOf, decisionBarredTo, judgeObjection } from "@/rules/objections";
import type { Violation, ViolationCode } from "@/rules/verdict";
import type { Actor } from "@/server/actor";
import { authorize } from "@/server/authorize";
import { transaction } from "@/server/db";
import { decisionFacts, type KeptObjection, type ObjectionStanding, readObjectionStanding } from "./objection-facts";

/** What an entry's page shows of objecting to its refusal. */
export interface ObjectionView {
  kept: KeptObjection | null;
  /** Whose step decides, or would. */
  decider: DecidingStep | null;
  /** Whose step refused. */
  refusedAt: Step | null;
  /** What keeps the actor from objecting; null where nothing does. */
  against: Violation | null;
  /** What keeps the actor from deciding; null where the actor can. */
  barred: ViolationCode | null;
}

/**
 * The objection about an entry, and what the actor may do about it.
 * @throws NotFound
 */
export async function readObjection(actor: Actor, entryId: string): Promise<ObjectionView> {
  authorize(actor, "objection:read");
  return transaction(actor, async (tx) => viewOf(await readObjectionStanding(tx, actor, entryId), actor));
}

function viewOf(standing: ObjectionStanding, actor: Actor): ObjectionView {
  const { ground, entry, kept } = standing;
  const refusedAt = kept?.refusedAt ?? standing.refusedAt;
  return {
    kept,
    refusedAt,
    decider: refusedAt && deciderOf(refusedAt, entry.countyId === null),
    against: judgeObjection({ ...ground, objectedAlready: kept !== null }, actor),
    barred: kept ? decisionBarredTo(decisionFacts(standing), actor) : "objection-not-refused",
  };
}
