import { judgeNewLastDay } from "@/rules/rounds";
import type { Actor } from "@/server/actor";
import { authorize } from "@/server/authorize";
import { type Tx, transaction } from "@/server/db";
import { Conflict, NotFound } from "@/server/errors";
import { done, type Result, refused } from "@/server/result";
import { sql } from "@/server/sql";
import { auditRound, holdRounds, roundOf } from "./hold-rounds";
import { forgetRounds } from "./known-rounds";
import type { DeadlineInput } from "./round-input";

/**
 * Another last day for a kind of a round, with the reason.
 * @throws Conflict when somebody has changed it since the person saw it
 */
export async function saveDeadline(actor: Actor, input: DeadlineInput, now: Date): Promise<Result<number>> {
  authorize(actor, "round:manage");
  const { cityId } = actor;
  const { roundId, source, lastDay, seen, why } = input;
  const answer = await transaction(actor, async (tx) => {
    const round = roundOf(await holdRounds(tx, actor), roundId);
    const present = round.deadlines.find((one) => one.source === source)?.lastDay ?? null;
    if (present === lastDay) return done(roundId);
    if (present !== seen) throw await changedMeanwhile(tx, actor, roundId);
    const against = lastDay && judgeNewLastDay(source, lastDay, round);
    if (against) return refused({ ...against, field: "lastDay" });
    await tx.run(
      lastDay === null
        ? sql`delete from round_deadlines where city_id = ${cityId} and round_id = ${roundId} and source = ${source}::credit_source`
        : sql`insert into round_deadlines (city_id, round_id, source, last_day)
            values (${cityId}, ${roundId}, ${source}::credit_source, ${lastDay})
            on conflict (city_id, round_id, source) do update set last_day = excluded.last_day`,
    );
    await auditRound(tx, actor, "deadline-changed", [roundId, source, present, lastDay], why, now);
    return done(roundId);
  });
  forgetRounds(cityId);
  return answer;
}

async function changedMeanwhile(tx: Tx, { cityId }: Actor, roundId: number): Promise<Error> {
  const last = await tx.first<{ byName: string; byOrganisation: string; at: Date }>(sql`
    select a.display_name as "byName", o.name as "byOrganisation", v.at
    from audit_events v join accounts a on a.city_id = v.city_id and a.id = v.account_id
    join organisations o on o.city_id = v.city_id and o.kind = 'city'
    where v.city_id = ${cityId} and v.kind in ('round-made', 'round-changed', 'deadline-changed')
      and split_part(v.subject, '/', 1) = ${String(roundId)}
    order by v.id desc limit 1`);
  return last ? new Conflict({ action: "deadline-changed", ...last }) : new NotFound();
}
