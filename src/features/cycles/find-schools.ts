import { z } from "zod";
import { readRounds } from "@/ledger/registration-rounds";
import { type CalendarDate, calendarDateInShanghai, compareDates } from "@/rules/calendar";
import { deadlinesFor, SCHOOL_SOURCES, type SchoolDeadline } from "@/rules/rounds";
import type { Actor } from "@/server/actor";
import { authorize } from "@/server/authorize";
import { transaction } from "@/server/db";
import { NotFound } from "@/server/errors";
import { sql } from "@/server/sql";
import { readSchoolWork, type SchoolWork } from "./school-work";

export interface FoundSchool {
  id: number;
  code: string;
  name: string;
  /** Null for a city-direct school. */
  countyName: string | null;
}

/** A name or code, as it stands in the address. */
export const SchoolQuery = z.string().trim().max(60).catch("");

const MOST = 20;
const LIKE_SIGNS = /[\\%_]/g;

/** Schools whose name has the words, or whose code begins so. */
export async function findSchools(actor: Actor, typed: string): Promise<FoundSchool[]> {
  authorize(actor, "round:manage");
  const word = typed.normalize("NFKC").replace(/\s+/g, "").replace(LIKE_SIGNS, "\\$&");
  if (word === "") return [];
  return transaction(actor, (tx) =>
    tx.rows<FoundSchool>(sql`
      select o.id, o.code, o.name, c.name as "countyName"
      from organisations o left join organisations c on c.city_id = o.city_id and c.id = o.county_id
      where o.city_id = ${actor.cityId} and o.kind = 'school' and (o.name ilike ${`%${word}%`} or o.code like ${`${word}%`})
      order by o.code limit ${MOST}`),
  );
}

export interface ReopenableKind extends SchoolDeadline {
  work: SchoolWork | null;
}

export interface ReopenableSchool extends FoundSchool {
  /** Who is told. */
  administrators: number;
  /** The kinds whose last day has passed for schools. */
  passed: ReopenableKind[];
  /** The next last day of those that haven't. */
  open: SchoolDeadline[];
  today: CalendarDate;
}

/**
 * A school, and what can be reopened for it.
 * @throws NotFound
 */
export async function readReopenableSchool(actor: Actor, schoolId: number, now: Date): Promise<ReopenableSchool> {
  authorize(actor, "round:manage");
  const { cityId } = actor;
  const today = calendarDateInShanghai(now);
  return transaction(actor, async (tx) => {
    const [school, { rounds, reopenings }, work] = await Promise.all([
      tx.first<FoundSchool & { administrators: number }>(sql`
        select o.id, o.code, o.name, c.name as "countyName",
          (select count(*)::int from officers_of(o.city_id, array[o.id], 'school', ${today})) as administrators
        from organisations o left join organisations c on c.city_id = o.city_id and c.id = o.county_id
        where o.city_id = ${cityId} and o.id = ${schoolId} and o.kind = 'school'`),
      readRounds(tx, cityId),
      readSchoolWork(tx, cityId, schoolId),
    ]);
    if (!school) throw new NotFound();
    const own = deadlinesFor(schoolId, rounds, reopenings).filter(({ source }) =>
      SCHOOL_SOURCES.some((one) => one === source),
    );
    const isPassed = ({ lastDay }: SchoolDeadline) => compareDates(lastDay, today) < 0;
    return {
      ...school,
      today,
      passed: own.filter(isPassed).map((one) => ({
        ...one,
        work: work.find(({ roundId, source }) => roundId === one.roundId && source === one.source) ?? null,
      })),
      open: own.filter((one) => !isPassed(one)),
    };
  });
}
