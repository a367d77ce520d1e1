import { z } from "zod";
import type { CalendarDate } from "@/rules/calendar";
import { REPORTABLE_KINDS } from "@/rules/missing-reports";
import type { ProjectKind } from "@/rules/projects";
import type { Actor } from "@/server/actor";
import { authorize } from "@/server/authorize";
import { type Tx, transaction } from "@/server/db";
import { NotFound } from "@/server/errors";
import { type Statement, sql } from "@/server/sql";

/** Words of a title or a host, as they stand in the URL. */
export const FoundQuery = z.string().trim().max(60).catch("");

/** A training that was brought to the reviewers, as everybody in the city may know it. Hours in tenths. */
export interface FoundProject {
  id: string;
  cycleId: number;
  kind: ProjectKind;
  title: string;
  hostId: number;
  hostName: string;
  startsOn: CalendarDate;
  endsOn: CalendarDate;
  hoursTenths: number;
  lecturerHoursTenths: number | null;
  /** The actor's own live credit of it, and the own report that waits: nothing to report then. */
  entryId: string | null;
  reportId: string | null;
}

const MOST = 20;
const MOST_WORDS = 5;

/** Trainings whose title or host has all of the words; those of the actor's county and of the city first. */
export async function searchProjects(actor: Actor, q: string): Promise<FoundProject[]> {
  authorize(actor, "project:search");
  const words = q
    .split(/\s+/)
    .filter((word) => word !== "")
    .slice(0, MOST_WORDS);
  if (words.length === 0) return [];
  const matching = words.reduce(
    (all, word) => sql`${all} and (p.title ilike ${pattern(word)} or o.name ilike ${pattern(word)})`,
    sql`true`,
  );
  return transaction(actor, (tx) =>
    readFound(
      tx,
      actor,
      sql`${matching}
        order by p.county_id is null or p.county_id = (select t.county_id from teachers t
          where t.city_id = ${actor.cityId} and t.id = ${actor.teacherId}) desc nulls last, p.ends_on desc, p.id limit ${MOST}`,
    ),
  );
}

/**
 * One of them.
 * @throws NotFound
 */
export async function findProject(actor: Actor, id: string): Promise<FoundProject> {
  authorize(actor, "project:search");
  const found = await transaction(actor, (tx) => readFoundProject(tx, actor, id));
  if (!found) throw new NotFound();
  return found;
}

export async function readFoundProject(tx: Tx, actor: Actor, id: string): Promise<FoundProject | undefined> {
  return (await readFound(tx, actor, sql`p.id = ${id}`))[0];
}

/** What was typed is looked for as it stands. */
const pattern = (word: string) => `%${word.replace(/[\\%_]/g, "\\$&")}%`;

function readFound(tx: Tx, { cityId, teacherId }: Actor, which: Statement): Promise<FoundProject[]> {
  return tx.rows<FoundProject>(sql`
    select p.id, p.cycle_id as "cycleId", p.kind, p.title, p.host_id as "hostId", o.name as "hostName", p.starts_on as "startsOn",
      p.ends_on as "endsOn", p.hours_tenths as "hoursTenths", p.lecturer_hours_tenths as "lecturerHoursTenths",
      (select e.id from credit_entries e where e.city_id = p.city_id and e.project_id = p.id and e.teacher_id = ${teacherId}
        and e.status not in ('refused', 'withdrawn', 'revoked') order by e.registered_at limit 1) as "entryId",
      (select r.id from missing_reports r where r.city_id = p.city_id and r.project_id = p.id and r.teacher_id = ${teacherId}
        and r.status = 'open') as "reportId"
    from projects p join organisations o on o.city_id = p.city_id and o.id = p.host_id
    where p.city_id = ${cityId} and p.status in ('at_county', 'at_city', 'posted', 'correcting', 'closed')
      and p.kind = any(${REPORTABLE_KINDS}::project_kind[]) and ${which}`);
}
