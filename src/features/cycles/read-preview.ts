import { type CyclePolicy, parseCyclePolicy } from "@/rules/policy";
import { differingFields, type PolicyName } from "@/rules/policy-fields";
import type { Actor } from "@/server/actor";
import { authorize } from "@/server/authorize";
import { snapshot } from "@/server/db";
import { NotFound } from "@/server/errors";
import { sql } from "@/server/sql";
import { lastWorkOn, type WorkOrderView } from "@/server/work-orders";
import type { PolicyEffects } from "./count-effects";
import { type CycleHead, readCycleHead } from "./cycle-head";

export interface PreviewView {
  id: string;
  cycle: CycleHead;
  baseVersion: number;
  keptVersion: number | null;
  reason: string;
  byName: string;
  createdAt: Date;
  before: CyclePolicy;
  after: CyclePolicy;
  changed: PolicyName[];
  /** Null until they are counted. */
  effects: PolicyEffects | null;
  /** The names of the counties in it. */
  countyNames: ReadonlyMap<number, string>;
  work: WorkOrderView | null;
}

interface Row {
  cycleId: number;
  baseVersion: number;
  keptVersion: number | null;
  reason: string;
  byName: string;
  createdAt: Date;
  before: unknown;
  after: unknown;
  effects: PolicyEffects | null;
}

/** A policy that is thought of beside the one that it would follow, and what it would change; of one moment. */
export async function readPreview(actor: Actor, id: string): Promise<PreviewView> {
  authorize(actor, "cycle:manage");
  const { cityId } = actor;
  return snapshot(actor, async (tx) => {
    const row = await tx.first<Row>(sql`
      select v.cycle_id as "cycleId", v.base_version as "baseVersion", v.kept_version as "keptVersion", v.reason,
        a.display_name as "byName", v.created_at as "createdAt", p.policy as before, v.policy as after, v.effects
      from policy_previews v
      join cycle_policies p on p.city_id = v.city_id and p.cycle_id = v.cycle_id and p.version = v.base_version
      join accounts a on a.city_id = v.city_id and a.id = v.account_id
      where v.city_id = ${cityId} and v.id = ${id}`);
    if (!row) throw new NotFound();
    const [cycle, work, counties] = await Promise.all([
      readCycleHead(tx, cityId, row.cycleId),
      lastWorkOn(tx, actor, id),
      tx.rows<{ id: number; name: string }>(
        sql`select id, name from organisations where city_id = ${cityId} and kind = 'county'`,
      ),
    ]);
    const [before, after] = [parseCyclePolicy(row.before), parseCyclePolicy(row.after)];
    const countyNames = new Map(counties.map((county) => [county.id, county.name]));
    return { ...row, id, cycle, before, after, changed: differingFields(before, after), countyNames, work };
  });
}
