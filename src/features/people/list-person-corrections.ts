import { z } from "zod";
import type { AskStatus, CorrectionKind } from "@/rules/corrections";
import type { Actor } from "@/server/actor";
import { authorize } from "@/server/authorize";
import { transaction } from "@/server/db";
import { sql } from "@/server/sql";
import { type CorrectionState, correctionColumns, type ShownValue, shownValue } from "./person-correction";

/** Which corrections, and the place of the page, as they stand in the URL. */
export const CorrectionQuery = z.object({
  show: z.enum(["asked", "answered"]).catch("asked"),
  /** The last row of the page before. */
  after: z
    .string()
    .regex(/^\d{1,15}\.[0-9a-f-]{36}$/)
    .optional()
    .catch(undefined),
});
export type CorrectionQuery = z.output<typeof CorrectionQuery>;

/** One correction in a list. */
export interface CorrectionLine {
  id: string;
  kind: CorrectionKind;
  status: AskStatus;
  teacherName: string;
  teacherNumber: string;
  schoolName: string;
  askedAt: Date;
  answeredAt: Date | null;
}

export interface CorrectionPage {
  corrections: CorrectionLine[];
  next: string | null;
  asked: number;
  answered: number;
}

const PAGE = 50;

/**
 * A school's own corrections, or those that a superior answers: what waits, the oldest first, or what was answered, the newest
 * first.
 */
export async function listPersonCorrections(
  actor: Actor,
  { show, after }: CorrectionQuery,
  most = PAGE,
): Promise<CorrectionPage> {
  authorize(actor, actor.role === "school" ? "person:correct" : "person:decide");
  const place = actor.role === "school" ? sql`c.school_id` : sql`c.holder_id`;
  const mine = sql`c.city_id = ${actor.cityId} and ${place} = ${actor.organisationId}`;
  const [at, id] = after?.split(".") ?? [];
  const instant = at ? new Date(Number(at)) : null;
  const page =
    show === "asked"
      ? sql`c.status = 'asked' ${at ? sql`and (c.asked_at, c.id) > (${instant}, ${id}::uuid)` : sql``}
          order by c.asked_at, c.id`
      : sql`c.status <> 'asked' ${at ? sql`and (c.answered_at, c.id) < (${instant}, ${id}::uuid)` : sql``}
          order by c.answered_at desc, c.id desc`;
  return transaction(actor, async (tx) => {
    const [rows, counted] = await Promise.all([
      tx.rows<CorrectionLine>(sql`
        select c.id, c.kind, c.status, t.name as "teacherName", t.teacher_number as "teacherNumber", s.name as "schoolName",
          c.asked_at as "askedAt", c.answered_at as "answeredAt"
        from person_corrections c
        join teachers t on t.city_id = c.city_id and t.id = c.teacher_id
        join organisations s on s.city_id = c.city_id and s.id = c.school_id
        where ${mine} and ${page} limit ${most + 1}`),
      tx.first<{ asked: number; answered: number }>(sql`
        select count(*) filter (where c.status = 'asked') as asked, count(*) filter (where c.status <> 'asked') as answered
        from person_corrections c where ${mine}`),
    ]);
    const corrections = rows.slice(0, most);
    const last = corrections.at(-1);
    const lastAt = show === "asked" ? last?.askedAt : last?.answeredAt;
    return {
      corrections,
      next: rows.length > most && last && lastAt ? `${lastAt.getTime()}.${last.id}` : null,
      asked: counted?.asked ?? 0,
      answered: counted?.answered ?? 0,
    };
  });
}

/** What was once corrected of a teacher, or waits to be: numbers masked. */
export interface PastCorrection {
  id: string;
  status: AskStatus;
  before: ShownValue;
  after: ShownValue;
  askedAt: Date;
  answeredAt: Date | null;
  answeredByName: string | null;
}

const MOST_PAST = 50;

/** The corrections of a teacher that were accepted or wait, the newest first. */
export async function listCorrectionsOf(actor: Actor, teacherId: number): Promise<PastCorrection[]> {
  authorize(actor, "teacher:read");
  return transaction(actor, async (tx) => {
    const rows = await tx.rows<CorrectionState & { answeredByName: string | null }>(sql`
      select ${correctionColumns}, a.display_name as "answeredByName"
      from person_corrections c left join accounts a on a.city_id = c.city_id and a.id = c.answered_by
      where c.city_id = ${actor.cityId} and c.teacher_id = ${teacherId} and c.status in ('asked', 'accepted')
      order by c.asked_at desc, c.id limit ${MOST_PAST}`);
    return rows.map(({ id, status, before, after, askedAt, answeredAt, answeredByName }) => ({
      ...{ id, status, askedAt, answeredAt, answeredByName },
      before: shownValue(before, false),
      after: shownValue(after, false),
    }));
  });
}
