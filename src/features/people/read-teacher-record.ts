import { policyOfYear } from "@/ledger/cycle-policy";
import { type CalendarDate, calendarDateInShanghai, yearOf } from "@/rules/calendar";
import type { IdentityKind } from "@/rules/documents";
import { dutyYears } from "@/rules/duty";
import type { Actor } from "@/server/actor";
import { authorize } from "@/server/authorize";
import { transaction } from "@/server/db";
import { NotFound } from "@/server/errors";
import { inScope } from "@/server/scope";
import { sql } from "@/server/sql";

export interface EmploymentLine {
  schoolName: string;
  from: CalendarDate;
  to: CalendarDate | null;
  ended: "transferred" | "left" | "retired" | null;
}

export interface TeacherRecord {
  id: number;
  name: string;
  teacherNumber: string;
  identityKind: IdentityKind;
  identityTail: string;
  certificateNumber: string | null;
  subject: string | null;
  /** The newest first. */
  employments: EmploymentLine[];
  onPost: boolean;
  /** Of the cycle of today (R4). */
  dutyYears: number[];
  /** Under way with a reviewer, or returned. */
  openEntries: number;
  /** Where the teacher was offered, if no answer has come. */
  waiting: { schoolName: string; lastDay: CalendarDate } | null;
  account: "open" | "new" | "disabled" | "none";
  /** Holds an account of the school's administration, which doesn't end by itself. */
  administers: boolean;
}

/**
 * Who a teacher of the actor's reach is, as the school keeps it: numbers, employments, account.
 * @throws NotFound
 */
export async function readTeacherRecord(actor: Actor, teacherId: number, now: Date): Promise<TeacherRecord> {
  authorize(actor, "teacher:read");
  const { cityId } = actor;
  // A school that a teacher has left still decides what was submitted there; whoever keeps the record is the new one.
  const place = inScope(actor, { teacher: sql`t.id`, school: sql`t.school_id`, county: sql`t.county_id` });
  return transaction(actor, async (tx) => {
    const [found, employments, work, waiting, inForce] = await Promise.all([
      tx.first<Omit<TeacherRecord, "employments" | "onPost" | "dutyYears" | "openEntries" | "waiting">>(sql`
        select t.id, t.name, t.teacher_number as "teacherNumber", t.identity_kind as "identityKind", t.identity_tail as "identityTail",
          t.certificate_number as "certificateNumber", t.subject,
          coalesce((select case when a.disabled_at is not null then 'disabled' when a.must_change_password then 'new' else 'open' end
            from accounts a where a.city_id = t.city_id and a.teacher_id = t.id and a.login_kind = 'teacher' order by a.id limit 1),
            'none') as account,
          exists (select 1 from accounts a where a.city_id = t.city_id and a.teacher_id = t.id and a.login_kind = 'school'
            and a.login_school_id = t.school_id and a.disabled_at is null) as administers
        from teachers t where t.city_id = ${cityId} and t.id = ${teacherId} and ${place}`),
      tx.rows<EmploymentLine>(sql`
        select o.name as "schoolName", m.starts_on as "from", m.ends_on as "to", m.ended
        from employments m join organisations o on o.city_id = m.city_id and o.id = m.school_id
        where m.city_id = ${cityId} and m.teacher_id = ${teacherId} order by m.starts_on desc`),
      tx.first<{ open: number }>(sql`
        select count(*)::int as open from credit_entries
        where city_id = ${cityId} and teacher_id = ${teacherId} and status in ('at_school', 'at_county', 'at_city', 'returned')`),
      tx.first<NonNullable<TeacherRecord["waiting"]>>(sql`
        select o.name as "schoolName", x.last_day as "lastDay"
        from transfers x join organisations o on o.city_id = x.city_id and o.id = x.to_school_id
        where x.city_id = ${cityId} and x.teacher_id = ${teacherId} and x.status = 'asked'`),
      policyOfYear(tx, cityId, yearOf(calendarDateInShanghai(now))),
    ]);
    if (!found) throw new NotFound();
    return {
      ...found,
      employments,
      onPost: employments.some(({ to }) => to === null),
      dutyYears: inForce ? dutyYears(inForce.policy, employments) : [],
      openEntries: work?.open ?? 0,
      waiting: waiting ?? null,
    };
  });
}
