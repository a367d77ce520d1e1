import { z } from "zod";
import type { CalendarDate } from "@/rules/calendar";
import { PROJECT_STATUSES, type ProjectStatus } from "@/rules/project-approval";
import { PROJECT_KINDS, type ProjectKind } from "@/rules/projects";
import type { Actor } from "@/server/actor";
import { authorize } from "@/server/authorize";
import { type Tx, transaction } from "@/server/db";
import { type Statement, sql } from "@/server/sql";

/** Filters and place of a page of projects, as they stand in the URL. */
export const ProjectQuery = z.object({
  kind: z.enum(PROJECT_KINDS).optional().catch(undefined),
  status: z.enum(PROJECT_STATUSES).optional().catch(undefined),
  year: z.coerce.number().int().min(2000).max(2100).optional().catch(undefined),
  q: z.string().trim().max(60).optional().catch(undefined),
  after: z
    .string()
    .regex(/^\d{1,15}\.[0-9a-f-]{36}$/)
    .optional()
    .catch(undefined),
});
export type ProjectQuery = z.output<typeof ProjectQuery>;

/** One project in a list. Hours and credits in tenths. */
export interface ProjectLine {
  id: string;
  kind: ProjectKind;
  title: string;
  hostName: string;
  year: number;
  startsOn: CalendarDate;
  endsOn: CalendarDate;
  hoursTenths: number;
  status: ProjectStatus;
  participants: number;
  creditsTenths: number;
  holderName: string | null;
  waitingSince: Date | null;
  registeredAt: Date;
}

const PAGE = 50;

/** What the actor's place hosts, the newest first; the city sees every host's. */
export async function listProjects(
  actor: Actor,
  query: ProjectQuery,
  most = PAGE,
): Promise<{ projects: ProjectLine[]; next: string | null; count: number }> {
  authorize(actor, "project:read");
  const [at, id] = query.after?.split(".") ?? [];
  const typed = query.q && `%${query.q.replace(/[\\%_]/g, "\\$&")}%`;
  const wanted = sql`p.city_id = ${actor.cityId}
    ${actor.role === "city" ? sql`` : sql`and p.host_id = ${actor.organisationId}`}
    ${query.kind ? sql`and p.kind = ${query.kind}::project_kind` : sql``}
    ${query.status ? sql`and p.status = ${query.status}::project_status` : sql``}
    ${query.year ? sql`and p.year = ${query.year}` : sql``}
    ${typed ? sql`and (p.title ilike ${typed} or p.notice_number ilike ${typed})` : sql``}`;
  const after = at ? sql`and (p.registered_at, p.id) < (${new Date(Number(at))}, ${id}::uuid)` : sql``;
  return transaction(actor, async (tx) => {
    const [projects, counted] = await Promise.all([
      readLines(tx, sql`${wanted} ${after} order by p.registered_at desc, p.id desc limit ${most + 1}`),
      tx.first<{ count: number }>(sql`select count(*) as count from projects p where ${wanted}`),
    ]);
    const shown = projects.slice(0, most);
    const last = shown.at(-1);
    return {
      projects: shown,
      next: projects.length > most && last ? `${last.registeredAt.getTime()}.${last.id}` : null,
      count: counted?.count ?? 0,
    };
  });
}

/** What waits for the actor's office: filings, rosters, corrections; the oldest first. */
export async function listProjectQueue(actor: Actor): Promise<ProjectLine[]> {
  authorize(actor, actor.role === "city" ? "project:verify" : "project:review");
  return transaction(actor, (tx) =>
    readLines(
      tx,
      sql`p.city_id = ${actor.cityId} and p.holder_id = ${actor.organisationId} order by p.waiting_since, p.id limit 200`,
    ),
  );
}

function readLines(tx: Tx, which: Statement): Promise<ProjectLine[]> {
  return tx.rows<ProjectLine>(sql`
    select p.id, p.kind, p.title, o.name as "hostName", p.year, p.starts_on as "startsOn", p.ends_on as "endsOn",
      p.hours_tenths as "hoursTenths", p.status, p.participants, p.credits_tenths as "creditsTenths", h.name as "holderName",
      p.waiting_since as "waitingSince", p.registered_at as "registeredAt"
    from projects p
    join organisations o on o.city_id = p.city_id and o.id = p.host_id
    left join organisations h on h.city_id = p.city_id and h.id = p.holder_id
    where ${which}`);
}
