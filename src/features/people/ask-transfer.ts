import { z } from "zod";
import { calendarDateInShanghai } from "@/rules/calendar";
import { judgeTransfer } from "@/rules/employment";
import type { Actor } from "@/server/actor";
import { authorize } from "@/server/authorize";
import { type Tx, transaction } from "@/server/db";
import { date, id } from "@/server/form-fields";
import { tellOfficers } from "@/server/inbox";
import { done, type Result, refused } from "@/server/result";
import { sql } from "@/server/sql";
import { lockOwnTeacher } from "./own-teacher";

const key = z.coerce.number({ error: "required" }).int().positive().max(2_147_483_647);

export const TransferInput = z.object({
  /** Made with the form, so that the same form sent twice is one transfer. */
  transferId: id,
  teacherId: key,
  toSchool: key,
  leavingDay: date,
});
export type TransferInput = z.output<typeof TransferInput>;

interface Target {
  id: number;
  countyId: number | null;
  closed: boolean;
}

/**
 * Asks another school of the city to take over a teacher; until it agrees nothing changes. Answers the transfer's id.
 * @throws NotFound
 */
export async function askTransfer(actor: Actor, input: TransferInput, now: Date): Promise<Result<string>> {
  authorize(actor, "teacher:manage");
  const { transferId, teacherId, leavingDay: lastDay } = input;
  const { cityId, organisationId } = actor;
  return transaction(actor, async (tx) => {
    const { present, transferOpen } = await lockOwnTeacher(tx, actor, teacherId);
    if (await tx.first(sql`select 1 from transfers where city_id = ${cityId} and id = ${transferId}`))
      return done(transferId);
    const toSchool = await schoolOf(tx, cityId, input.toSchool);
    const today = calendarDateInShanghai(now);
    const facts = { today, present, transferOpen, fromSchoolId: organisationId, toSchool };
    const violations = judgeTransfer(lastDay, facts);
    if (violations.length > 0 || !toSchool) return refused(...violations);
    await tx.run(sql`
      insert into transfers (city_id, id, teacher_id, from_school_id, from_county_id, to_school_id, to_county_id, last_day, status,
        asked_by, asked_at)
      select ${cityId}, ${transferId}, ${teacherId}, o.id, o.county_id, ${toSchool.id}, ${toSchool.countyId}, ${lastDay}, 'asked',
        ${actor.accountId}, ${now}
      from organisations o where o.city_id = ${cityId} and o.id = ${organisationId}`);
    await tx.run(sql`insert into audit_events (city_id, account_id, teacher_id, kind, subject, at)
      values (${cityId}, ${actor.accountId}, ${teacherId}, 'transfer-asked', ${`transfer ${transferId}`}, ${now})`);
    const telling = { kind: "transfer_asked", subjectId: transferId, title: actor.organisationName } as const;
    await tellOfficers(tx, cityId, toSchool.id, "school", { ...telling, details: { fromDay: lastDay } }, now);
    return done(transferId);
  });
}

async function schoolOf(tx: Tx, cityId: number, schoolId: number): Promise<Target | null> {
  const found = await tx.first<Target>(sql`
    select id, county_id as "countyId", closed_on is not null as closed from organisations
    where city_id = ${cityId} and id = ${schoolId} and kind = 'school'`);
  return found ?? null;
}
