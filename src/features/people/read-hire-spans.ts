import { policyOfYear } from "@/ledger/cycle-policy";
import { calendarDateInShanghai, yearOf } from "@/rules/calendar";
import { requiredOf } from "@/rules/duty";
import { type HireSpan, hireSpans } from "@/rules/employment";
import type { Actor } from "@/server/actor";
import { authorize } from "@/server/authorize";
import { transaction } from "@/server/db";

export interface HireForecast {
  cycleName: string;
  spans: (HireSpan & { totalTenths: number; onlineTenths: number })[];
}

/** What the present cycle asks of somebody by the first day on post (R4): said before anybody is added. Null outside of every cycle. */
export async function readHireSpans(actor: Actor, now: Date): Promise<HireForecast | null> {
  authorize(actor, "teacher:manage");
  const today = calendarDateInShanghai(now);
  return transaction(actor, async (tx) => {
    const inForce = await policyOfYear(tx, actor.cityId, yearOf(today));
    if (!inForce) return null;
    const spans = hireSpans(inForce.policy, today).map((span) => ({
      ...span,
      ...requiredOf(inForce.policy, span.dutyYears),
    }));
    return { cycleName: inForce.cycleName, spans };
  });
}
