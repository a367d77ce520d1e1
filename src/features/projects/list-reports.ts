import { z } from "zod";
import type { CalendarDate } from "@/rules/calendar";
import type { ParticipantRole } from "@/rules/participants";
import type { Actor } from "@/server/actor";
import { authorize } from "@/server/authorize";
import { transaction } from "@/server/db";
import { type Statement, sql } from "@/server/sql";

export type ReportStatus = "open" | "added" | "declined";

/** Which reports, and the place of the page, as they stand in the URL. */
export const ReportQuery = z.object({
  show: z.enum(["open", "answered"]).catch("open"),
  /** The last row of the page before. */
  after: z
    .string()
    .regex(/^\d{1,15}\.[0-9a-f-]{36}$/)
    .optional()
    .catch(undefined),
});
export type ReportQuery = z.output<typeof ReportQuery>;

/** One report in a list. Hours in tenths. */
export interface ReportLine {
  id: string;
  title: string;
  endedOn: CalendarDate;
  hoursTenths: number;
  role: ParticipantRole;
  status: ReportStatus;
  hostName: string;
  teacherName: string;
  schoolName: string;
  /** Found by search, or described by the teacher alone. */
  described: boolean;
  reportedAt: Date;
  answeredAt: Date | null;
}

const PAGE = 50;

/** The reports that are addressed to the actor's place: those that wait, the oldest first, or the answered, the newest first. */
export async function listReports(
  actor: Actor,
  { show, after }: ReportQuery,
  most = PAGE,
): Promise<{ reports: ReportLine[]; next: string | null; open: number; answered: number }> {
  authorize(actor, "report:answer");
  const [at, id] = after?.split(".") ?? [];
  const mine = sql`r.city_id = ${actor.cityId} and r.host_id = ${actor.organisationId}`;
  const instant = at ? new Date(Number(at)) : null;
  const page =
    show === "open"
      ? sql`r.status = 'open' ${at ? sql`and (r.reported_at, r.id) > (${instant}, ${id}::uuid)` : sql``}
          order by r.reported_at, r.id`
      : sql`r.status <> 'open' ${at ? sql`and (r.answered_at, r.id) < (${instant}, ${id}::uuid)` : sql``}
          order by r.answered_at desc, r.id desc`;
  return transaction(actor, async (tx) => {
    const [reports, counted] = await Promise.all([
      tx.rows<ReportLine>(linesWhere(sql`${mine} and ${page} limit ${most + 1}`)),
      tx.first<{ open: number; answered: number }>(sql`
        select count(*) filter (where r.status = 'open') as open, count(*) filter (where r.status <> 'open') as answered
        from missing_reports r where ${mine}`),
    ]);
    const shown = reports.slice(0, most);
    const last = shown.at(-1);
    const place = show === "open" ? last?.reportedAt : last?.answeredAt;
    return {
      reports: shown,
      next: reports.length > most && last && place ? `${place.getTime()}.${last.id}` : null,
      open: counted?.open ?? 0,
      answered: counted?.answered ?? 0,
    };
  });
}

const MOST_OWN = 200;

/** What the teacher reported, the newest first. */
export async function listOwnReports(actor: Actor): Promise<ReportLine[]> {
  authorize(actor, "report:send");
  return transaction(actor, (tx) =>
    tx.rows<ReportLine>(
      linesWhere(sql`r.city_id = ${actor.cityId} and r.teacher_id = ${actor.teacherId}
        order by r.reported_at desc, r.id limit ${MOST_OWN}`),
    ),
  );
}

/** How many wait for an answer of the actor's place. */
export async function countOpenReports(actor: Actor): Promise<number> {
  authorize(actor, "report:answer");
  const counted = await transaction(actor, (tx) =>
    tx.first<{ count: number }>(sql`
      select count(*) as count from missing_reports
      where city_id = ${actor.cityId} and host_id = ${actor.organisationId} and status = 'open'`),
  );
  return counted?.count ?? 0;
}

const linesWhere = (which: Statement) => sql`
  select r.id, r.title, r.ended_on as "endedOn", r.hours_tenths as "hoursTenths", r.role, r.status, h.name as "hostName",
    t.name as "teacherName", s.name as "schoolName", r.project_id is null as described, r.reported_at as "reportedAt",
    r.answered_at as "answeredAt"
  from missing_reports r
  join organisations h on h.city_id = r.city_id and h.id = r.host_id
  join organisations s on s.city_id = r.city_id and s.id = r.school_id
  join teachers t on t.city_id = r.city_id and t.id = r.teacher_id
  where ${which}`;
