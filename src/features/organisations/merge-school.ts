import type { z } from "zod";
import { calendarDateInShanghai } from "@/rules/calendar";
import { against, judgeDay, keepsPlace } from "@/rules/organisation-desk";
import type { Actor } from "@/server/actor";
import { authorize } from "@/server/authorize";
import { type Tx, transaction } from "@/server/db";
import { NotFound } from "@/server/errors";
import { done, type Result, refused } from "@/server/result";
import { sql } from "@/server/sql";
import type { MergeInput } from "./organisation-input";
import { findPlace, type Place } from "./place";

/** What a merger would move, and what its school has open. */
export interface MergeFacts {
  school: Place;
  into: Place;
  teachers: number;
  /** On their way, or returned. */
  openEntries: number;
  /** Reported and not accepted. */
  openTables: number;
  /** Who act for the school, and won't any longer. */
  accounts: number;
  /** Who will, to finish what is open. */
  successors: number;
}

async function schools(tx: Tx, actor: Actor, schoolId: number, intoId: number): Promise<[Place, Place]> {
  const school = await findPlace(tx, actor, schoolId);
  const into = await findPlace(tx, actor, intoId);
  for (const place of [school, into]) if (place.kind !== "school" || !keepsPlace(actor, place)) throw new NotFound();
  return [school, into];
}

/**
 * The numbers that somebody has to have seen before two schools are made one.
 * @throws NotFound
 */
export async function readMerge(actor: Actor, schoolId: number, intoId: number): Promise<MergeFacts> {
  authorize(actor, "organisation:manage");
  return transaction(actor, async (tx) => {
    const [school, into] = await schools(tx, actor, schoolId, intoId);
    const counted = await tx.first<Omit<MergeFacts, "school" | "into">>(sql`
      select (select count(*)::int from employments m where m.city_id = ${actor.cityId} and m.school_id = ${schoolId}
          and m.ends_on is null) as teachers,
        (select count(*)::int from credit_entries e where e.city_id = ${actor.cityId} and e.school_id = ${schoolId}
          and e.status in ('at_school', 'at_county', 'at_city', 'returned')) as "openEntries",
        (select count(*)::int from summary_tables t where t.city_id = ${actor.cityId} and t.unit_id = ${schoolId}
          and t.status <> 'accepted') as "openTables",
        (select count(*)::int from account_roles r where r.city_id = ${actor.cityId} and r.organisation_id = ${schoolId}
          and r.role = 'school') as accounts,
        (select count(*)::int from account_roles r join accounts a on a.city_id = r.city_id and a.id = r.account_id
          where r.city_id = ${actor.cityId} and r.organisation_id = ${intoId} and r.role = 'school'
            and a.disabled_at is null) as successors`);
    if (!counted) throw new NotFound();
    return { school, into, ...counted };
  });
}

/**
 * One school becomes a part of another after a day: its teachers are transferred, their accounts and balances follow, what it has
 * open is finished by the administrators of the other in its name, and its history stays. Answers the receiving school's number.
 */
export async function mergeSchool(
  actor: Actor,
  input: z.output<typeof MergeInput>,
  now: Date,
): Promise<Result<number>> {
  authorize(actor, "organisation:manage");
  if (input.placeId === input.into) return refused(against("merge-same-school", "into"));
  return transaction(actor, async (tx) => {
    const [school, into] = await schools(tx, actor, input.placeId, input.into);
    if (school.closedOn || into.closedOn) return refused(against("school-closed"));
    const early = judgeDay(input.day, calendarDateInShanghai(now));
    if (early.length > 0) return refused(...early);
    const merged = await tx.first<{ teachers: number | null }>(sql`
      select merge_school(${school.id}, ${into.id}, ${input.day}::date, ${input.why}, ${now}) as teachers`);
    return merged?.teachers === null || !merged ? refused(against("merge-hired-later", "day")) : done(into.id);
  });
}
