import { z } from "zod";
import type { Actor } from "@/server/actor";
import { authorize } from "@/server/authorize";
import { transaction } from "@/server/db";
import { NotFound } from "@/server/errors";
import { id, text } from "@/server/form-fields";
import { tellTeacher } from "@/server/inbox";
import { done, type Result } from "@/server/result";
import { sql } from "@/server/sql";

export const CertificateRevocationInput = z.object({ certificateId: id, note: text(500) });
export type CertificateRevocationInput = z.output<typeof CertificateRevocationInput>;

/**
 * The city takes a certificate back by itself, with a reason in words: in a closed cycle no credit can be reversed any more, and
 * fraud comes out late (N5). Twice is once.
 * @returns the teacher whose it was
 */
export async function revokeCertificate(
  actor: Actor,
  { certificateId, note }: CertificateRevocationInput,
  now: Date,
): Promise<Result<number>> {
  authorize(actor, "certificate:revoke");
  return transaction(actor, async (tx) => {
    const found = await tx.first<{ teacherId: number; cycleName: string }>(sql`
      select f.teacher_id as "teacherId", c.name as "cycleName"
      from certificates f join cycles c on c.city_id = f.city_id and c.id = f.cycle_id
      where f.city_id = ${actor.cityId} and f.id = ${certificateId}`);
    if (!found) throw new NotFound();
    const revoked = await tx.run(sql`
      update certificates set revoked_at = ${now}, revoked_by = ${actor.accountId}, revocation = 'by-the-city', note = ${note}
      where city_id = ${actor.cityId} and id = ${certificateId} and revoked_at is null`);
    if (revoked === 1) {
      await tx.run(sql`insert into audit_events (city_id, account_id, teacher_id, kind, subject, at)
        values (${actor.cityId}, ${actor.accountId}, ${found.teacherId}, 'certificate-revoked', ${certificateId}, ${now})`);
      const telling = { kind: "certificate_revoked", subjectId: certificateId, title: found.cycleName } as const;
      await tellTeacher(tx, actor.cityId, found.teacherId, { ...telling, details: { action: "by-the-city" } }, now);
    }
    return done(found.teacherId);
  });
}
