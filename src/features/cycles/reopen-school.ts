import { type CalendarDate, calendarDateInShanghai } from "@/rules/calendar";
import { judgeReopening } from "@/rules/rounds";
import type { Actor } from "@/server/actor";
import { authorize } from "@/server/authorize";
import { transaction } from "@/server/db";
import { NotFound } from "@/server/errors";
import { tellOfficers } from "@/server/inbox";
import { done, type Result, refused } from "@/server/result";
import { sql } from "@/server/sql";
import { auditRound, holdRounds, roundOf } from "./hold-rounds";
import { forgetRounds } from "./known-rounds";
import type { ReopeningInput } from "./round-input";

interface Newest {
  until: CalendarDate;
  reason: string;
}

/**
 * The city lets one school in again, for one kind, until the end of a day, and tells its administrators. Of several the newest
 * holds, so this also ends one earlier or later. The same form twice is one reopening. Answers the school's number.
 */
export async function reopenSchool(actor: Actor, input: ReopeningInput, now: Date): Promise<Result<number>> {
  authorize(actor, "round:manage");
  const { cityId, accountId } = actor;
  const { schoolId, target, until, why } = input;
  const { roundId, source } = target;
  const answer = await transaction(actor, async (tx) => {
    const round = roundOf(await holdRounds(tx, actor), roundId);
    const [school, newest] = await Promise.all([
      tx.first(sql`select 1 from organisations where city_id = ${cityId} and id = ${schoolId} and kind = 'school'`),
      tx.first<Newest>(sql`
        select last_day as until, reason from round_reopenings
        where city_id = ${cityId} and round_id = ${roundId} and school_id = ${schoolId} and source = ${source}::credit_source
        order by created_at desc limit 1`),
    ]);
    if (!school) throw new NotFound();
    if (newest?.until === until && newest.reason === why) return done(schoolId);
    const lastDay = round.deadlines.find((one) => one.source === source)?.lastDay ?? null;
    const violations = judgeReopening({ source, lastDay, until, today: calendarDateInShanghai(now) });
    if (violations.length > 0) return refused(...violations);
    // Two within one millisecond still have an order.
    await tx.run(sql`
      insert into round_reopenings (city_id, round_id, school_id, source, last_day, reason, account_id, created_at)
      select ${cityId}::int, ${roundId}::int, ${schoolId}::int, ${source}::credit_source, ${until}::date, ${why}, ${accountId}::int,
        greatest(${now}::timestamptz, max(created_at) + interval '1 millisecond')
      from round_reopenings
      where city_id = ${cityId} and round_id = ${roundId} and school_id = ${schoolId} and source = ${source}::credit_source`);
    await auditRound(tx, actor, "school-reopened", [roundId, source, schoolId, until], why, now);
    const telling = {
      kind: "school_reopened",
      subjectId: null,
      title: "",
      details: { source, lastDay: until },
    } as const;
    await tellOfficers(tx, cityId, schoolId, "school", telling, now);
    return done(schoolId);
  });
  forgetRounds(cityId);
  return answer;
}
