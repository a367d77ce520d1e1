import { calendarDateInShanghai, yearOf } from "@/rules/calendar";
import { judgeNewLastDay, judgeRound } from "@/rules/rounds";
import { SUMMARY_SOURCES } from "@/rules/summary-tables";
import type { Actor } from "@/server/actor";
import { authorize } from "@/server/authorize";
import { transaction } from "@/server/db";
import { done, type Result, refused } from "@/server/result";
import { sql } from "@/server/sql";
import { auditRound, holdRounds, roundOf } from "./hold-rounds";
import { forgetRounds } from "./known-rounds";
import { cycleOf } from "./make-round";
import type { RoundYearsInput } from "./round-input";

/** Other years for a round, as long as no table of it is reported. */
export async function changeRound(actor: Actor, input: RoundYearsInput, now: Date): Promise<Result<number>> {
  authorize(actor, "round:manage");
  const { cityId } = actor;
  const { roundId, fromYear, toYear, why } = input;
  const answer = await transaction(actor, async (tx) => {
    const rounds = await holdRounds(tx, actor);
    const round = roundOf(rounds, roundId);
    if (round.fromYear === fromYear && round.toYear === toYear) return done(roundId);
    const [cycle, reported] = await Promise.all([
      cycleOf(tx, actor, round.fromYear, yearOf(calendarDateInShanghai(now))),
      tx.first(sql`select 1 from summary_tables where city_id = ${cityId} and round_id = ${roundId} limit 1`),
    ]);
    const others = rounds.filter(({ id }) => id !== roundId);
    const violations = [
      ...judgeRound({ fromYear, toYear, cycle, others, reportedOtherwise: reported !== undefined }),
      ...round.deadlines.flatMap(({ source, lastDay }) => {
        const kind = SUMMARY_SOURCES.find((one) => one === source);
        const against = kind && judgeNewLastDay(kind, lastDay, input);
        return against ? [{ ...against, field: "fromYear" }] : [];
      }),
    ];
    if (violations.length > 0) return refused(...violations);
    await tx.run(sql`update registration_rounds set from_year = ${fromYear}, to_year = ${toYear}
      where city_id = ${cityId} and id = ${roundId}`);
    const told = [roundId, round.fromYear, round.toYear, fromYear, toYear];
    await auditRound(tx, actor, "round-changed", told, why, now);
    return done(roundId);
  });
  forgetRounds(cityId);
  return answer;
}
