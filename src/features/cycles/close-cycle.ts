import { calendarDateInShanghai } from "@/rules/calendar";
import { closedCycle, judgeClosing, type OpenWork } from "@/rules/cycles";
import type { Actor } from "@/server/actor";
import { authorize } from "@/server/authorize";
import { type Tx, transaction } from "@/server/db";
import { done, type Result, refused } from "@/server/result";
import { sql } from "@/server/sql";
import { auditCycle, type CycleHead, holdCycle, readCycleHead } from "./cycle-head";
import type { CloseCycleInput } from "./policy-input";

/**
 * Closes a cycle for good: the database refuses whatever would change it from now on. Whoever registers or decides at this
 * moment is waited for and counted; whoever comes later is told.
 */
export async function closeCycle(
  actor: Actor,
  { cycleId, reason }: Omit<CloseCycleInput, "confirmed">,
  now: Date,
): Promise<Result<number>> {
  authorize(actor, "cycle:manage");
  const { cityId } = actor;
  return transaction(actor, async (tx) => {
    if ((await readCycleHead(tx, cityId, cycleId)).closedAt) return refused(closedCycle());
    await holdCycle(tx, cityId, cycleId, true);
    const head = await readCycleHead(tx, cityId, cycleId);
    const violations = judgeClosing(head, await readOpenWork(tx, cityId, head), calendarDateInShanghai(now));
    if (violations.length > 0) return refused(...violations);
    await tx.run(sql`update cycles set closed_at = ${now}, closed_by = ${actor.accountId}
      where city_id = ${cityId} and id = ${cycleId}`);
    await auditCycle(tx, actor, "cycle-closed", [cycleId, head.fromYear, head.toYear], reason, now);
    return done(cycleId);
  });
}

/** What of a cycle is under way still. A draft, or a training that was filed and never registered, ends with its cycle. */
export async function readOpenWork(tx: Tx, cityId: number, { id, version }: CycleHead): Promise<OpenWork> {
  const open = await tx.first<OpenWork>(sql`
    select
      (select count(*)::int from credit_entries e where e.city_id = ${cityId} and e.cycle_id = ${id}
        and e.status in ('at_school', 'at_county', 'at_city', 'returned')) as entries,
      (select count(*)::int from projects p where p.city_id = ${cityId} and p.cycle_id = ${id}
        and p.status in ('at_filing', 'at_county', 'at_city', 'returned', 'correcting')) as projects,
      (select count(*)::int from summary_tables s join registration_rounds r on r.city_id = s.city_id and r.id = s.round_id
        where s.city_id = ${cityId} and r.cycle_id = ${id} and s.status = 'reported') as summaries,
      (select count(*)::int from objections o join credit_entries e on e.city_id = o.city_id and e.id = o.entry_id
        where o.city_id = ${cityId} and e.cycle_id = ${id} and o.status = 'open') as objections,
      (select count(*)::int from teachers t left join balances b on b.city_id = t.city_id and b.teacher_id = t.id
          and b.cycle_id = ${id}
        where t.city_id = ${cityId} and b.policy_version is distinct from ${version}) as balances`);
  return open ?? { entries: 0, projects: 0, summaries: 0, objections: 0, balances: 0 };
}
