import { z } from "zod";
import type { Actor } from "@/server/actor";
import { authorize } from "@/server/authorize";
import { transaction } from "@/server/db";
import { done, type Result, refused } from "@/server/result";
import { sql } from "@/server/sql";
import { certificate, subject } from "./new-teacher";
import { lockOwnTeacher } from "./own-teacher";

export const TeacherChange = z.object({
  teacherId: z.coerce.number({ error: "required" }).int().positive().max(2_147_483_647),
  subject,
  teacherCertificate: certificate,
});
export type TeacherChange = z.output<typeof TeacherChange>;

/**
 * Keeps what a teacher of the actor's school teaches, and under which teacher certificate: without one nothing can be registered
 * (R0). Answers the teacher's id.
 * @throws NotFound
 */
export async function updateTeacher(actor: Actor, input: TeacherChange, now: Date): Promise<Result<number>> {
  authorize(actor, "teacher:manage");
  const { teacherId } = input;
  const next = { subject: input.subject ?? null, certificateNumber: input.teacherCertificate ?? null };
  return transaction(actor, async (tx) => {
    const before = await lockOwnTeacher(tx, actor, teacherId);
    if (before.subject === next.subject && before.certificateNumber === next.certificateNumber)
      return refused({ rule: null, clause: "S", code: "unchanged", field: null });
    await tx.run(sql`
      update teachers set subject = ${next.subject}, certificate_number = ${next.certificateNumber}
      where city_id = ${actor.cityId} and id = ${teacherId}`);
    await tx.run(sql`insert into audit_events (city_id, account_id, teacher_id, kind, at)
      values (${actor.cityId}, ${actor.accountId}, ${teacherId}, 'teacher-changed', ${now})`);
    return done(teacherId);
  });
}
