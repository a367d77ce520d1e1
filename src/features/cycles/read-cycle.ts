import type { OpenWork } from "@/rules/cycles";
import { invariant } from "@/rules/invariant";
import { type CyclePolicy, parseCyclePolicy } from "@/rules/policy";
import { differingFields, type PolicyName } from "@/rules/policy-fields";
import type { Actor } from "@/server/actor";
import { authorize } from "@/server/authorize";
import { snapshot, type Tx } from "@/server/db";
import { sql } from "@/server/sql";
import { lastWorkOn, type WorkOrderView } from "@/server/work-orders";
import { readOpenWork } from "./close-cycle";
import { type CycleHead, cycleSubject, readCycleHead } from "./cycle-head";

export interface PolicyVersion {
  version: number;
  policy: CyclePolicy;
  reason: string;
  /** Null: it came with the system. */
  byName: string | null;
  at: Date;
  /** In what it differs from the version before. */
  changed: PolicyName[];
}

export interface CycleView {
  cycle: CycleHead & { closedByName: string | null; closedFor: string | null };
  policy: CyclePolicy;
  /** The newest first. */
  versions: PolicyVersion[];
  /** The last recalculation that the actor's place ordered. */
  work: WorkOrderView | null;
  /** What stands against closing it; null where it is closed. */
  open: OpenWork | null;
  /** Previews that could be kept still, the newest first. */
  previews: { id: string; reason: string; byName: string; createdAt: Date; counted: boolean }[];
}

/** A cycle with every number of its policy, its versions, and how far the work on it is; of one moment. */
export async function readCycle(actor: Actor, cycleId: number): Promise<CycleView> {
  authorize(actor, "cycle:read");
  const { cityId } = actor;
  return snapshot(actor, async (tx) => {
    const head = await readCycleHead(tx, cityId, cycleId);
    const [versions, closing, work, open, previews] = await Promise.all([
      readVersions(tx, cityId, cycleId),
      tx.first<{ byName: string; reason: string | null }>(sql`
        select a.display_name as "byName", (select v.reason from audit_events v where v.city_id = c.city_id
            and v.kind = 'cycle-closed' and split_part(v.subject, '/', 1) = c.id::text limit 1) as reason
        from cycles c join accounts a on a.city_id = c.city_id and a.id = c.closed_by
        where c.city_id = ${cityId} and c.id = ${cycleId}`),
      lastWorkOn(tx, actor, cycleSubject(actor, cycleId)),
      head.closedAt ? null : readOpenWork(tx, cityId, head),
      tx.rows<CycleView["previews"][number]>(sql`
        select v.id, v.reason, a.display_name as "byName", v.created_at as "createdAt", v.effects is not null as counted
        from policy_previews v join accounts a on a.city_id = v.city_id and a.id = v.account_id
        where v.city_id = ${cityId} and v.cycle_id = ${cycleId} and v.base_version = ${head.version} and v.kept_version is null
        order by v.created_at desc limit 5`),
    ]);
    const newest = versions[0];
    invariant(newest, `cycle ${cycleId} has a policy`);
    const cycle = { ...head, closedByName: closing?.byName ?? null, closedFor: closing?.reason ?? null };
    return { cycle, policy: newest.policy, versions, work, open, previews };
  });
}

async function readVersions(tx: Tx, cityId: number, cycleId: number): Promise<PolicyVersion[]> {
  const rows = await tx.rows<Omit<PolicyVersion, "policy" | "changed"> & { policy: unknown }>(sql`
    select p.version, p.policy, p.reason, a.display_name as "byName", p.created_at as at
    from cycle_policies p left join accounts a on a.city_id = p.city_id and a.id = p.account_id
    where p.city_id = ${cityId} and p.cycle_id = ${cycleId} order by p.version desc`);
  const parsed = rows.map((row) => ({ ...row, policy: parseCyclePolicy(row.policy) }));
  return parsed.map((row, place) => {
    const before = parsed[place + 1];
    return { ...row, changed: before ? differingFields(before.policy, row.policy) : [] };
  });
}
