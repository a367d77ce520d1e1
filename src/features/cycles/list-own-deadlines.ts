import { readRounds } from "@/ledger/registration-rounds";
import { calendarDateInShanghai, daysBetween } from "@/rules/calendar";
import { deadlinesFor, SCHOOL_SOURCES, type SchoolDeadline } from "@/rules/rounds";
import type { Actor } from "@/server/actor";
import { authorize } from "@/server/authorize";
import { transaction } from "@/server/db";
import { readSchoolWork, type SchoolWork } from "./school-work";

export interface OwnDeadline extends SchoolDeadline {
  /** 0 on the last day, negative after it. */
  daysLeft: number;
  work: SchoolWork | null;
}

/** The last days of a school's tables that are still to come, and those that passed with work left to do. */
export async function listOwnDeadlines(actor: Actor, now: Date): Promise<OwnDeadline[]> {
  authorize(actor, "summary:read");
  const { cityId, organisationId } = actor;
  const today = calendarDateInShanghai(now);
  const [{ rounds, reopenings }, work] = await transaction(actor, (tx) =>
    Promise.all([readRounds(tx, cityId), readSchoolWork(tx, cityId, organisationId)]),
  );
  return deadlinesFor(organisationId, rounds, reopenings)
    .filter(({ source }) => SCHOOL_SOURCES.some((one) => one === source))
    .map((deadline) => ({
      ...deadline,
      daysLeft: daysBetween(today, deadline.until),
      work: work.find(({ roundId, source }) => roundId === deadline.roundId && source === deadline.source) ?? null,
    }))
    .filter(({ daysLeft, work: open }) => daysLeft >= 0 || (open !== null && isOpen(open)));
}

const isOpen = ({ atSchool, returned, rows, reported }: SchoolWork) =>
  atSchool + returned > 0 || (rows > 0 && !reported);
