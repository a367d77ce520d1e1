import { policyInForce, withPolicy } from "@/ledger/cycle-policy";
import { nextTeachers, readStored, sameFigures } from "@/ledger/stored-balances";
import { type BalanceFigures, figuresByRule, ledgersOf } from "@/ledger/teacher-ledgers";
import { type CyclePolicy, parseCyclePolicy } from "@/rules/policy";
import type { Actor } from "@/server/actor";
import { authorize } from "@/server/authorize";
import { type Tx, transaction } from "@/server/db";
import { NotFound } from "@/server/errors";
import { done } from "@/server/result";
import { sql } from "@/server/sql";
import { markDone, type Performance } from "@/server/work-orders";
import { countTeachers } from "./cycle-head";

/** What a policy would change, in teachers. */
export interface Effect {
  teachers: number;
  /** Balances that would say something else. */
  changed: number;
  completeBefore: number;
  completeAfter: number;
  /** Complete under the new policy and not under the old one, and the other way round. */
  gained: number;
  lost: number;
  /** Who would lack more, or less, of the total or of the online part. */
  missingMore: number;
  missingLess: number;
}

export interface PolicyEffects {
  all: Effect;
  /** By the county where the teachers work; null: the schools under the city itself. */
  counties: (Effect & { countyId: number | null })[];
}

interface Preview {
  cycleId: number;
  baseVersion: number;
  policy: unknown;
  counted: boolean;
}

/** So many teachers in one transaction: it holds nothing, and nobody waits for it. */
const BATCH = 2_000;

/**
 * Counts by the rules what a policy would change over all balances of its cycle, under the policy in force and under the new one.
 * Memory stays flat; nothing is written but the numbers at the end.
 */
export const countEffects: Performance = async (actor, order, now, progress) => {
  authorize(actor, "cycle:manage");
  const { cityId } = actor;
  const [preview, teachers] = await transaction(actor, (tx) =>
    Promise.all([readPreview(tx, actor, order.subjectId), countTeachers(tx, cityId)]),
  );
  const next = parseCyclePolicy(preview.policy);
  const tally = new Tally();
  for (let after: number | undefined = preview.counted ? undefined : 0; after !== undefined; ) {
    const from: number = after;
    after = await transaction(actor, (tx) => countBatch(tx, cityId, preview, next, from, tally));
    await progress(tally.teachers, Math.max(tally.teachers, teachers));
  }
  return transaction(actor, async (tx) => {
    if (!preview.counted) {
      await tx.run(sql`update policy_previews set effects = ${JSON.stringify(tally.effects())}::jsonb, counted_at = ${now}
        where city_id = ${cityId} and id = ${order.subjectId} and kept_version is null`);
    }
    await markDone(tx, cityId, order.id, now);
    return done(order.subjectId);
  });
};

async function readPreview(tx: Tx, { cityId }: Actor, id: string): Promise<Preview> {
  const preview = await tx.first<Preview>(sql`
    select cycle_id as "cycleId", base_version as "baseVersion", policy, effects is not null as counted
    from policy_previews where city_id = ${cityId} and id = ${id}`);
  if (!preview) throw new NotFound();
  return preview;
}

/** @returns the last teacher of the batch; undefined when there was none */
async function countBatch(
  tx: Tx,
  cityId: number,
  { cycleId, baseVersion }: Preview,
  next: CyclePolicy,
  after: number,
  tally: Tally,
): Promise<number | undefined> {
  const teacherIds = await nextTeachers(tx, cityId, after, BATCH);
  const newest = await policyInForce(tx, cityId, cycleId);
  const base = await withPolicy(tx, cityId, { ...newest, version: baseVersion });
  const [stored, places] = await Promise.all([
    readStored(tx, { cityId, cycleId }, teacherIds),
    tx.rows<{ id: number; countyId: number | null }>(sql`
      select id, county_id as "countyId" from teachers where city_id = ${cityId} and id = any(${teacherIds}::int[])`),
  ]);
  const countyOf = new Map(places.map(({ id, countyId }) => [id, countyId]));
  for await (const ledgers of ledgersOf(tx, cityId, cycleId, teacherIds)) {
    for (const ledger of ledgers) {
      const kept = stored.get(ledger.teacherId);
      // A row of the base policy is what the rules say of it; another one waits to be written anew.
      const before = kept?.version === baseVersion ? kept.figures : figuresByRule(base.policy, ledger);
      tally.add(countyOf.get(ledger.teacherId) ?? null, before, figuresByRule(next, ledger));
    }
  }
  return teacherIds.at(-1);
}

const none = (): Effect => ({
  teachers: 0,
  changed: 0,
  completeBefore: 0,
  completeAfter: 0,
  gained: 0,
  lost: 0,
  missingMore: 0,
  missingLess: 0,
});

class Tally {
  private readonly all = none();
  private readonly counties = new Map<number | null, Effect>();

  get teachers(): number {
    return this.all.teachers;
  }

  add(countyId: number | null, before: BalanceFigures, after: BalanceFigures): void {
    const ofCounty = this.counties.get(countyId) ?? none();
    this.counties.set(countyId, ofCounty);
    const one = effectOf(before, after);
    for (const key of Object.keys(one) as (keyof Effect)[]) {
      this.all[key] += one[key];
      ofCounty[key] += one[key];
    }
  }

  effects(): PolicyEffects {
    const counties = [...this.counties].map(([countyId, effect]) => ({ countyId, ...effect }));
    // In the order in which they were made; the schools under the city itself, who have none, come last.
    counties.sort((one, other) => (one.countyId ?? Infinity) - (other.countyId ?? Infinity));
    return { all: this.all, counties };
  }
}

/** What changes for one teacher. */
function effectOf(before: BalanceFigures, after: BalanceFigures): Effect {
  const [less, more] = [missingOf(before), missingOf(after)];
  const count = (holds: boolean) => (holds ? 1 : 0);
  const missingMore = more.total > less.total || (more.total === less.total && more.online > less.online);
  const missingLess = more.total < less.total || (more.total === less.total && more.online < less.online);
  return {
    teachers: 1,
    changed: count(!sameFigures(before, after)),
    completeBefore: count(before.complete),
    completeAfter: count(after.complete),
    gained: count(after.complete && !before.complete),
    lost: count(before.complete && !after.complete),
    missingMore: count(missingMore),
    missingLess: count(missingLess),
  };
}

/** As lists and statistics have it (ledger/balance-columns.ts). */
function missingOf(figures: BalanceFigures): { total: number; online: number } {
  const { complete, requiredTotalTenths, totalTenths, requiredOnlineTenths, onlineMetTenths } = figures;
  if (complete) return { total: 0, online: 0 };
  return {
    total: Math.max(0, requiredTotalTenths - totalTenths),
    online: Math.max(0, requiredOnlineTenths - onlineMetTenths),
  };
}
