import { z } from "zod";
import type { Actor } from "@/server/actor";
import { authorize } from "@/server/authorize";
import { transaction } from "@/server/db";
import { sql } from "@/server/sql";
import { type MergeCase, readMergeCase } from "./merge-records";

/** Which other record, as it stands in the URL. */
export const MergeQuery = z.object({
  q: z.string().trim().max(60).optional().catch(undefined),
  with: z.coerce.number().int().positive().max(2_147_483_647).optional().catch(undefined),
});

/** Somebody whose record may be the other one. */
export interface FoundRecord {
  id: number;
  name: string;
  teacherNumber: string;
  identityTail: string;
  schoolName: string;
}

export const MOST_FOUND = 20;

/** Records by name, teacher number or the last four of the ID number, without the one that is meant to stay. */
export async function findRecords(actor: Actor, keptId: number, q: string): Promise<FoundRecord[]> {
  authorize(actor, "teacher:merge");
  return transaction(actor, (tx) =>
    tx.rows<FoundRecord>(sql`
      select t.id, t.name, t.teacher_number as "teacherNumber", t.identity_tail as "identityTail", s.name as "schoolName"
      from teachers t join organisations s on s.city_id = t.city_id and s.id = t.school_id
      where t.city_id = ${actor.cityId} and t.id <> ${keptId} and t.merged_into_id is null
        and (t.name = ${q} or t.teacher_number = ${q} or t.identity_tail = ${q.toUpperCase()})
      order by t.pinyin, t.id limit ${MOST_FOUND}`),
  );
}

/**
 * Two records side by side, and what merging them would do.
 * @throws NotFound
 */
export async function previewMerge(actor: Actor, keptId: number, mergedId: number): Promise<MergeCase> {
  authorize(actor, "teacher:merge");
  return transaction(actor, (tx) => readMergeCase(tx, actor.cityId, keptId, mergedId));
}

/** Where a record stands to the person's others. */
export interface RecordMerges {
  /** Into which it was merged; null while it stays. */
  into: { id: number; name: string; teacherNumber: string } | null;
  from: { id: number; teacherNumber: string; reason: string; at: Date }[];
}

/** The merges of a record, for whoever sees the teacher. */
export async function readMerges(actor: Actor, teacherId: number): Promise<RecordMerges> {
  authorize(actor, "teacher:read");
  const { cityId } = actor;
  return transaction(actor, async (tx) => {
    const [into, from] = await Promise.all([
      tx.first<NonNullable<RecordMerges["into"]>>(sql`
        select k.id, k.name, k.teacher_number as "teacherNumber"
        from teachers t join teachers k on k.city_id = t.city_id and k.id = t.merged_into_id
        where t.city_id = ${cityId} and t.id = ${teacherId}`),
      tx.rows<RecordMerges["from"][number]>(sql`
        select t.id, t.teacher_number as "teacherNumber", g.reason, g.at
        from teacher_merges g join teachers t on t.city_id = g.city_id and t.id = g.merged_id
        where g.city_id = ${cityId} and g.kept_id = ${teacherId} order by g.at desc`),
    ]);
    return { into: into ?? null, from };
  });
}
