import { z } from "zod";
import type { EntryStatus } from "@/rules/credit-entry";
import type { ParticipantRole } from "@/rules/participants";
import type { Actor } from "@/server/actor";
import { authorize } from "@/server/authorize";
import { transaction } from "@/server/db";
import { sql } from "@/server/sql";

export const ParticipantQuery = z.object({
  /** A name, pinyin, its initials or a teacher number. */
  q: z.string().trim().max(60).optional().catch(undefined),
  /** The last row of the page before. */
  after: z
    .string()
    .regex(/^[\p{L}\p{M}\p{N}\p{P}\p{Zs}]{1,200}\.[0-9a-f-]{36}$/u)
    .optional()
    .catch(undefined),
});
export type ParticipantQuery = z.output<typeof ParticipantQuery>;

export interface Participant {
  entryId: string;
  teacherId: number;
  teacherName: string;
  teacherNumber: string;
  schoolName: string;
  role: ParticipantRole;
  year: number;
  creditsTenths: number;
  status: EntryStatus;
  /** Decided with the roster; a row that was split off or added later goes its own way. */
  withRoster: boolean;
}

const PAGE = 50;

/** The people of a project, as far as the actor may see them, by name. */
export async function listParticipants(
  actor: Actor,
  projectId: string,
  query: ParticipantQuery,
  most = PAGE,
): Promise<{ participants: Participant[]; next: string | null; count: number }> {
  authorize(actor, "project:read");
  const typed = query.q?.toLowerCase();
  const cut = query.after?.lastIndexOf(".") ?? -1;
  const [pinyin, id] = query.after ? [query.after.slice(0, cut), query.after.slice(cut + 1)] : [];
  const wanted = sql`e.city_id = ${actor.cityId} and e.project_id = ${projectId}
    ${typed ? sql`and (t.name = ${query.q} or t.pinyin = ${typed} or t.pinyin_initials = ${typed} or t.teacher_number = ${query.q})` : sql``}`;
  const from = sql`from credit_entries e
    join teachers t on t.city_id = e.city_id and t.id = e.teacher_id
    join organisations s on s.city_id = e.city_id and s.id = e.school_id`;
  return transaction(actor, async (tx) => {
    const [participants, counted] = await Promise.all([
      tx.rows<Participant & { pinyin: string }>(sql`
        select e.id as "entryId", t.id as "teacherId", t.name as "teacherName", t.teacher_number as "teacherNumber",
          s.name as "schoolName", e.participant_role as role, e.year, e.credits_tenths as "creditsTenths", e.status,
          e.with_roster as "withRoster", t.pinyin
        ${from} where ${wanted} ${pinyin !== undefined ? sql`and (t.pinyin, e.id) > (${pinyin}, ${id}::uuid)` : sql``}
        order by t.pinyin, e.id limit ${most + 1}`),
      tx.first<{ count: number }>(sql`select count(*) as count ${from} where ${wanted}`),
    ]);
    const shown = participants.slice(0, most);
    const last = shown.at(-1);
    return {
      participants: shown,
      next: participants.length > most && last ? `${last.pinyin}.${last.entryId}` : null,
      count: counted?.count ?? 0,
    };
  });
}
