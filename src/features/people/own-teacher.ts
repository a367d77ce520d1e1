import type { CalendarDate } from "@/rules/calendar";
import type { Actor } from "@/server/actor";
import type { Tx } from "@/server/db";
import { NotFound } from "@/server/errors";
import { sql } from "@/server/sql";

export interface OwnTeacher {
  subject: string | null;
  certificateNumber: string | null;
  /** The present employment at the actor's school; null for who isn't on post any more. */
  present: { from: CalendarDate; to: null } | null;
  transferOpen: boolean;
}

/**
 * A teacher of the actor's school, held until the transaction ends: of two who end an employment, or move it, the second sees what
 * the first has done.
 * @throws NotFound
 */
export async function lockOwnTeacher(
  tx: Tx,
  { cityId, organisationId }: Actor,
  teacherId: number,
): Promise<OwnTeacher> {
  const found = await tx.first<Pick<OwnTeacher, "subject" | "certificateNumber">>(sql`
    select subject, certificate_number as "certificateNumber" from teachers
    where city_id = ${cityId} and id = ${teacherId} and school_id = ${organisationId} for no key update`);
  if (!found) throw new NotFound();
  const [present, open] = await Promise.all([
    tx.first<{ from: CalendarDate; to: null }>(sql`
      select starts_on as "from", ends_on as "to" from employments
      where city_id = ${cityId} and teacher_id = ${teacherId} and school_id = ${organisationId} and ends_on is null`),
    tx.first(sql`
      select 1 from transfers where city_id = ${cityId} and teacher_id = ${teacherId} and status = 'asked'`),
  ]);
  return { ...found, present: present ?? null, transferOpen: open !== undefined };
}
