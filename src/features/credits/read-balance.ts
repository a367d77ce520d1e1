import { policyOfYear } from "@/ledger/cycle-policy";
import { type CreditAccount, readBalanceFacts } from "@/ledger/renew-balance";
import { type Balance, computeBalance } from "@/rules/balance";
import { calendarDateInShanghai, yearOf } from "@/rules/calendar";
import type { CreditSource, EntryStatus } from "@/rules/credit-entry";
import { type NextStep, nextSteps } from "@/rules/next-steps";
import type { CreditFact } from "@/rules/postings";
import type { Actor } from "@/server/actor";
import { authorize } from "@/server/authorize";
import { type Tx, transaction } from "@/server/db";
import { NotFound } from "@/server/errors";
import { sql } from "@/server/sql";

/** One entry in a teacher's lists. */
export interface EntryLine {
  id: string;
  source: CreditSource;
  title: string;
  year: number;
  creditsTenths: number;
  status: EntryStatus;
  /** Whose turn it is and since when, while it is under way. */
  holderName: string | null;
  waitingSince: Date | null;
}

export interface TeacherBalance {
  teacher: { id: number; name: string; schoolName: string; countyName: string | null };
  cycle: { name: string; fromYear: number; toYear: number };
  balance: Balance;
  steps: NextStep[];
  /** Under way: with a reviewer, or returned for correction. */
  open: EntryLine[];
  /** The newest that counted or were kept; all of them with `scope: "all"`. */
  settled: EntryLine[];
  settledCount: number;
  /** Refused, withdrawn and revoked ones; only with `scope: "all"`. */
  ended: EntryLine[];
}

const NEWEST = 6;

/**
 * A teacher's balance with its explanation, and the entries behind it.
 * @param teacherId the actor's own or, for staff, a teacher of theirs
 * @param scope what the page shows: the home the newest entries, the full list all
 * @throws NotFound when the actor may not see the teacher
 */
export async function readBalance(
  actor: Actor,
  teacherId: number,
  scope: "newest" | "all",
  now: Date,
): Promise<TeacherBalance> {
  authorize(actor, actor.teacherId === teacherId && actor.role === "teacher" ? "balance:read-own" : "balance:read");
  const today = calendarDateInShanghai(now);
  return transaction(actor, async (tx) => {
    const [teacher, inForce] = await Promise.all([
      tx.first<TeacherBalance["teacher"]>(sql`
        select t.id, t.name, s.name as "schoolName", c.name as "countyName"
        from teachers t join organisations s on s.city_id = t.city_id and s.id = t.school_id
        left join organisations c on c.city_id = t.city_id and c.id = t.county_id
        where t.city_id = ${actor.cityId} and t.id = ${teacherId}`),
      policyOfYear(tx, actor.cityId, yearOf(today)),
    ]);
    if (!teacher || !inForce) throw new NotFound();
    const account = { cityId: actor.cityId, teacherId, cycleId: inForce.cycleId };
    const [known, recorded, entries] = await Promise.all([
      readBalanceFacts(tx, account, inForce),
      readRecorded(tx, account),
      readEntryLines(tx, account, scope),
    ]);
    const balance = computeBalance(inForce.policy, known.employments, [...known.facts, ...recorded]);
    const settled = entries.filter((entry) => entry.status === "posted" || entry.status === "recorded");
    return {
      teacher,
      cycle: { name: inForce.cycleName, ...inForce.policy.cycle },
      balance,
      steps: nextSteps(inForce.policy, balance, today),
      open: entries.filter((entry) => entry.waitingSince !== null || entry.status === "returned"),
      settled,
      settledCount: scope === "all" ? settled.length : balance.lines.length,
      ended: entries.filter((entry) => ["refused", "withdrawn", "revoked"].includes(entry.status)),
    };
  });
}

/** Kept on record and never posted: the rules say why it counts nothing (R14). */
function readRecorded(tx: Tx, { cityId, teacherId, cycleId }: CreditAccount): Promise<CreditFact[]> {
  return tx.rows<CreditFact>(sql`
    select id, source, year, credits_tenths as tenths, ended_on as "endedOn", null as "trainingKey", halves
    from credit_entries
    where city_id = ${cityId} and teacher_id = ${teacherId} and cycle_id = ${cycleId} and status = 'recorded'`);
}

function readEntryLines(
  tx: Tx,
  { cityId, teacherId, cycleId }: CreditAccount,
  scope: "newest" | "all",
): Promise<EntryLine[]> {
  const lines = sql`
    select e.id, e.source, e.title, e.year, e.credits_tenths as "creditsTenths", e.status, h.name as "holderName",
      e.waiting_since as "waitingSince", e.ended_on
    from credit_entries e left join organisations h on h.city_id = e.city_id and h.id = e.holder_id
    where e.city_id = ${cityId} and e.teacher_id = ${teacherId} and e.cycle_id = ${cycleId}`;
  return tx.rows<EntryLine>(
    scope === "all"
      ? sql`${lines} order by e.year desc, e.ended_on desc nulls last, e.id`
      : sql`(${lines} and e.status in ('at_school', 'at_county', 'at_city', 'returned') order by e.registered_at desc)
          union all
          (${lines} and e.status in ('posted', 'recorded') order by e.year desc, e.ended_on desc nulls last, e.id limit ${NEWEST})`,
  );
}
