import { randomUUID } from "node:crypto";
import { policyInForce } from "@/ledger/cycle-policy";
import { closedCycle } from "@/rules/cycles";
import { differingFields } from "@/rules/policy-fields";
import type { Violation } from "@/rules/verdict";
import type { Actor } from "@/server/actor";
import { authorize } from "@/server/authorize";
import { transaction } from "@/server/db";
import { done, type Result, refused } from "@/server/result";
import { sql } from "@/server/sql";
import { orderWork } from "@/server/work-orders";
import { countTeachers, readCycleHead } from "./cycle-head";
import { judgePolicy, type PolicyChangeInput } from "./policy-input";

/** A policy that is thought of: the worker counts what it would change before anybody can keep it. Answers the preview's id. */
export async function previewPolicy(
  actor: Actor,
  { cycleId, baseVersion, reason, values }: PolicyChangeInput,
  now: Date,
): Promise<Result<string>> {
  authorize(actor, "cycle:manage");
  const { cityId } = actor;
  return transaction(actor, async (tx) => {
    const head = await readCycleHead(tx, cityId, cycleId);
    if (head.closedAt) return refused(closedCycle());
    // The years of a cycle are those that it was made with.
    const { fromYear, toYear } = head;
    const judged = judgePolicy({ ...values, "cycle.fromYear": fromYear, "cycle.toYear": toYear });
    if (!judged.ok) return judged;
    const inForce = await policyInForce(tx, cityId, cycleId);
    if (inForce.version !== baseVersion) return refused(against("policy-outdated"));
    if (differingFields(inForce.policy, judged.value).length === 0) return refused(against("policy-unchanged"));
    const id = randomUUID();
    await tx.run(sql`
      insert into policy_previews (city_id, id, cycle_id, base_version, policy, reason, account_id, created_at)
      values (${cityId}, ${id}, ${cycleId}, ${baseVersion}, ${JSON.stringify(judged.value)}::jsonb, ${reason}, ${actor.accountId}, ${now})`);
    const totalRows = await countTeachers(tx, cityId);
    await orderWork(tx, actor, { id: randomUUID(), kind: "preview-policy", subjectId: id, input: {}, totalRows }, now);
    return done(id);
  });
}

const against = (code: Violation["code"]): Violation => ({ rule: null, clause: "S", code, field: null });
