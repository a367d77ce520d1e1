import { randomUUID } from "node:crypto";
import { judgeCycleYears } from "@/rules/cycles";
import { invariant } from "@/rules/invariant";
import type { Actor } from "@/server/actor";
import { authorize } from "@/server/authorize";
import { transaction } from "@/server/db";
import { done, type Result, refused } from "@/server/result";
import { sql } from "@/server/sql";
import { auditCycle, orderRecalculation, readCycleHead, readCycleHeads } from "./cycle-head";
import { judgePolicy, type NewCycleInput } from "./policy-input";

/** Sets the locks of a city's cycles apart from whatever else is locked by number. */
const CYCLES = 4114;

/** A cycle with its first policy, as it was typed; the worker opens a balance for each teacher. Answers the cycle's number. */
export async function makeCycle(
  actor: Actor,
  { fromCycleId, name, reason, values }: NewCycleInput,
  now: Date,
): Promise<Result<number>> {
  authorize(actor, "cycle:manage");
  const { cityId } = actor;
  return transaction(actor, async (tx) => {
    await tx.rows(sql`select pg_advisory_xact_lock(${CYCLES}::int, ${cityId}::int)`);
    await readCycleHead(tx, cityId, fromCycleId);
    const judged = judgePolicy(values);
    const overlapping = judgeCycleYears(
      { fromYear: Number(values["cycle.fromYear"]), toYear: Number(values["cycle.toYear"]) },
      await readCycleHeads(tx, cityId),
    );
    if (!judged.ok) return refused(...overlapping, ...judged.violations);
    if (overlapping.length > 0) return refused(...overlapping);
    const { fromYear, toYear } = judged.value.cycle;
    const made = await tx.first<{ id: number }>(sql`
      insert into cycles (city_id, name, from_year, to_year) values (${cityId}, ${name}, ${fromYear}, ${toYear}) returning id`);
    invariant(made, "a cycle is made");
    await tx.run(sql`
      insert into cycle_policies (city_id, cycle_id, version, policy, reason, account_id, created_at)
      values (${cityId}, ${made.id}, 1, ${JSON.stringify(judged.value)}::jsonb, ${reason}, ${actor.accountId}, ${now})`);
    await auditCycle(tx, actor, "cycle-made", [made.id, fromYear, toYear], reason, now);
    await orderRecalculation(tx, actor, made.id, randomUUID(), now);
    return done(made.id);
  });
}
