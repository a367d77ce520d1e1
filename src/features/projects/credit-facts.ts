import type { ProjectState } from "@/ledger/project-state";
import type { CalendarDate } from "@/rules/calendar";
import type { CreditSource } from "@/rules/credit-entry";
import type { Employment } from "@/rules/duty";
import { grouped } from "@/rules/grouped";
import type { Tx } from "@/server/db";
import { type FieldsOfRow, personWords } from "@/server/imports/table-fields";
import { matchPeople, type PersonMatch } from "@/server/people";
import { sql } from "@/server/sql";

/** A live credit of somebody, beside the training that is being registered. */
export interface CreditBeside {
  teacherId: number;
  entryId: string;
  source: CreditSource;
  trainingKey: string | null;
  title: string;
  year: number;
  halves: number;
  creditsTenths: number;
  startsOn: CalendarDate | null;
  endsOn: CalendarDate | null;
}

const NOBODY: never[] = [];

/** Whom each row of a table means, in order, and all of these people once. */
export async function peopleOfRows(
  tx: Tx,
  cityId: number,
  rows: readonly Pick<FieldsOfRow, "fields">[],
): Promise<{ matches: PersonMatch[]; teacherIds: number[] }> {
  const matches = await matchPeople(
    tx,
    cityId,
    rows.map(({ fields }) => personWords(fields)),
  );
  const meant = matches.flatMap((match) => (match.ok ? [match.person.teacherId] : []));
  return { matches, teacherIds: [...new Set(meant)] };
}

/** When each of these people was on post. */
export async function employmentsOf(
  tx: Tx,
  cityId: number,
  teacherIds: readonly number[],
): Promise<(teacherId: number) => Employment[]> {
  const rows = await tx.rows<{ teacherId: number; from: CalendarDate; to: CalendarDate | null }>(sql`
    select teacher_id as "teacherId", starts_on as "from", ends_on as "to" from employments_of(${cityId}, ${teacherIds}::int[])`);
  return lookedUp(rows);
}

/**
 * Live credits of these people that are of the same trainings, of half years of support teaching, or of trainings on the same
 * days, those of the project itself apart.
 */
export async function creditsBeside(
  tx: Tx,
  cityId: number,
  about: {
    projectId: string | null;
    teacherIds: readonly number[];
    trainingKeys: readonly string[];
    from: CalendarDate;
    to: CalendarDate;
  },
): Promise<(teacherId: number) => CreditBeside[]> {
  const rows = await tx.rows<CreditBeside>(sql`
    select teacher_id as "teacherId", entry_id as "entryId", source, training_key as "trainingKey", title, year, halves,
      credits_tenths as "creditsTenths", starts_on as "startsOn", ends_on as "endsOn"
    from trainings_beside(${cityId}, ${about.projectId}::uuid, ${about.teacherIds}::int[], ${about.trainingKeys}::text[],
      ${about.from}::date, ${about.to}::date)`);
  return lookedUp(rows);
}

/** The place under which somebody's credit is submitted. */
export interface Place {
  schoolId: number;
  countyId: number | null;
}

/** What a school runs is submitted under it, also for whoever has moved on since: its superior decides. Null for all else. */
export const placeOfSchoolRun = (
  project: Pick<ProjectState, "registeredByRole" | "hostId" | "countyId">,
): Place | null =>
  project.registeredByRole === "school" ? { schoolId: project.hostId, countyId: project.countyId } : null;

/** Where each of these people works now. */
export async function placesOf(tx: Tx, cityId: number, teacherIds: readonly number[]): Promise<Map<number, Place>> {
  const rows = await tx.rows<Place & { teacherId: number }>(sql`
    select teacher_id as "teacherId", school_id as "schoolId", county_id as "countyId"
    from places_of(${cityId}, ${teacherIds}::int[])`);
  return new Map(rows.map(({ teacherId, ...place }) => [teacherId, place]));
}

function lookedUp<Row extends { teacherId: number }>(rows: readonly Row[]): (teacherId: number) => Row[] {
  const byTeacher = grouped(rows, ({ teacherId }) => teacherId);
  return (teacherId) => byTeacher.get(teacherId) ?? NOBODY;
}
