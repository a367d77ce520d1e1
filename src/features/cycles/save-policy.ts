import { randomUUID } from "node:crypto";
import { policyInForce } from "@/ledger/cycle-policy";
import { closedCycle } from "@/rules/cycles";
import type { Violation } from "@/rules/verdict";
import type { Actor } from "@/server/actor";
import { authorize } from "@/server/authorize";
import { transaction } from "@/server/db";
import { NotFound } from "@/server/errors";
import { done, type Result, refused } from "@/server/result";
import { sql } from "@/server/sql";
import { auditCycle, holdCycle, orderRecalculation, readCycleHead } from "./cycle-head";

interface Kept {
  cycleId: number;
  version: number;
}

/**
 * Keeps a policy whose effects are counted as the next version, and has all balances of the cycle written anew. Nothing is changed
 * on the way from preview to version; kept twice, it is kept once.
 */
export async function savePolicy(actor: Actor, { previewId }: { previewId: string }, now: Date): Promise<Result<Kept>> {
  authorize(actor, "cycle:manage");
  const { cityId } = actor;
  return transaction(actor, async (tx) => {
    const preview = () =>
      tx.first<{
        cycleId: number;
        baseVersion: number;
        reason: string;
        counted: boolean;
        keptVersion: number | null;
      }>(sql`
        select cycle_id as "cycleId", base_version as "baseVersion", reason, effects is not null as counted,
          kept_version as "keptVersion"
        from policy_previews where city_id = ${cityId} and id = ${previewId}`);
    const seen = await preview();
    if (!seen) throw new NotFound();
    const { cycleId } = seen;
    if ((await readCycleHead(tx, cityId, cycleId)).closedAt) return refused(closedCycle());
    await holdCycle(tx, cityId, cycleId, false);
    const { baseVersion, reason, counted, keptVersion } = (await preview()) ?? seen;
    if (keptVersion !== null) return done({ cycleId, version: keptVersion });
    if (!counted) return refused(against("policy-not-counted"));
    const inForce = await policyInForce(tx, cityId, cycleId);
    if (inForce.version !== baseVersion) return refused(against("policy-outdated"));
    const version = baseVersion + 1;
    await tx.run(sql`
      insert into cycle_policies (city_id, cycle_id, version, policy, reason, account_id, created_at)
      select city_id, cycle_id, ${version}, policy, reason, ${actor.accountId}, ${now}
      from policy_previews where city_id = ${cityId} and id = ${previewId}`);
    await tx.run(
      sql`update policy_previews set kept_version = ${version} where city_id = ${cityId} and id = ${previewId}`,
    );
    await auditCycle(tx, actor, "policy-kept", [cycleId, version], reason, now);
    await orderRecalculation(tx, actor, cycleId, randomUUID(), now);
    return done({ cycleId, version });
  });
}

const against = (code: Violation["code"]): Violation => ({ rule: null, clause: "S", code, field: null });
