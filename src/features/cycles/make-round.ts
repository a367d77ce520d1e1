import { calendarDateInShanghai, yearOf } from "@/rules/calendar";
import { judgeNewLastDay, judgeRound } from "@/rules/rounds";
import { SUMMARY_SOURCES } from "@/rules/summary-tables";
import type { Actor } from "@/server/actor";
import { authorize } from "@/server/authorize";
import { type Tx, transaction } from "@/server/db";
import { NotFound } from "@/server/errors";
import { done, type Result, refused } from "@/server/result";
import { sql } from "@/server/sql";
import { auditRound, holdRounds } from "./hold-rounds";
import { forgetRounds } from "./known-rounds";
import type { NewRoundInput } from "./round-input";

/** The city makes a round with its last days; answers its number. */
export async function makeRound(actor: Actor, input: NewRoundInput, now: Date): Promise<Result<number>> {
  authorize(actor, "round:manage");
  const { cityId } = actor;
  const answer = await transaction(actor, async (tx) => {
    const others = await holdRounds(tx, actor);
    const cycle = await cycleOf(tx, actor, input.fromYear, yearOf(calendarDateInShanghai(now)));
    const { fromYear, toYear } = input;
    const days = SUMMARY_SOURCES.flatMap((source) => {
      const lastDay = input[source];
      return lastDay === undefined ? [] : [{ source, lastDay }];
    });
    const violations = [
      ...judgeRound({ fromYear, toYear, cycle, others, reportedOtherwise: false }),
      ...days.flatMap(({ source, lastDay }) => judgeNewLastDay(source, lastDay, input) ?? []),
    ];
    if (violations.length > 0) return refused(...violations);
    const made = await tx.first<{ id: number }>(sql`
      insert into registration_rounds (city_id, cycle_id, from_year, to_year)
      values (${cityId}, ${cycle.id}, ${fromYear}, ${toYear}) returning id`);
    if (!made) throw new Error("a round was not made");
    await tx.run(sql`
      insert into round_deadlines (city_id, round_id, source, last_day)
      select ${cityId}::int, ${made.id}::int, d.source, d."lastDay"
      from jsonb_to_recordset(${JSON.stringify(days)}::jsonb) as d(source credit_source, "lastDay" date)`);
    await auditRound(tx, actor, "round-made", [made.id, fromYear, toYear, ...days.map(dayWords)], null, now);
    return done(made.id);
  });
  forgetRounds(cityId);
  return answer;
}

const dayWords = ({ source, lastDay }: { source: string; lastDay: string }) => `${source} ${lastDay}`;

interface Cycle {
  id: number;
  fromYear: number;
  toYear: number;
}

/** The cycle of a year; where none has it, the present one, so that it can be said which years there are. */
export async function cycleOf(tx: Tx, { cityId }: Actor, year: number, present: number): Promise<Cycle> {
  const cycle = await tx.first<Cycle>(sql`
    select id, from_year as "fromYear", to_year as "toYear" from cycles where city_id = ${cityId}
    order by ${year}::int between from_year and to_year desc, ${present}::int between from_year and to_year desc, from_year desc
    limit 1`);
  if (!cycle) throw new NotFound("no cycle is open");
  return cycle;
}
