import { randomUUID } from "node:crypto";
import { z } from "zod";
import { recomputeCycle } from "@/ledger/recompute-balances";
import { closedCycle } from "@/rules/cycles";
import type { Actor } from "@/server/actor";
import { authorize } from "@/server/authorize";
import { transaction } from "@/server/db";
import { done, type Result, refused } from "@/server/result";
import { isUnderWay, markDone, type Performance } from "@/server/work-orders";
import { countTeachers, cycleSubject, orderRecalculation, readCycleHead } from "./cycle-head";

const Input = z.object({ cycleId: z.int() });

/**
 * Writes all balances of a cycle anew by its newest policy, and opens those that are missing. Each batch is stored by itself: a
 * worker that was killed leaves what is right, and the next goes through the rest.
 */
export const recomputeOrdered: Performance = async (actor, order, now, progress) => {
  authorize(actor, "cycle:manage");
  const { cityId } = actor;
  const { cycleId } = Input.parse(order.input);
  const [head, teachers] = await transaction(actor, (tx) =>
    Promise.all([readCycleHead(tx, cityId, cycleId), countTeachers(tx, cityId)]),
  );
  if (head.closedAt) return refused(closedCycle());
  const { checked } = await recomputeCycle(
    (work) => transaction(actor, work),
    { cityId, cycleId },
    async (sofar) => progress(sofar, Math.max(sofar, teachers)),
  );
  await transaction(actor, (tx) => markDone(tx, cityId, order.id, now));
  return done(checked);
};

/** Has a cycle's balances written anew once more, where an earlier try was given up. */
export async function orderRecompute(
  actor: Actor,
  { cycleId }: { cycleId: number },
  now: Date,
): Promise<Result<number>> {
  authorize(actor, "cycle:manage");
  return transaction(actor, async (tx) => {
    const head = await readCycleHead(tx, actor.cityId, cycleId);
    if (head.closedAt) return refused(closedCycle());
    if (!(await isUnderWay(tx, actor, cycleSubject(actor, cycleId))))
      await orderRecalculation(tx, actor, cycleId, randomUUID(), now);
    return done(cycleId);
  });
}
