import { type CycleVersion, withPolicy } from "@/ledger/cycle-policy";
import { type CreditAccount, readFacts } from "@/ledger/renew-balance";
import { type Balance, computeBalance } from "@/rules/balance";
import { calendarDateInShanghai, yearOf } from "@/rules/calendar";
import type { CreditSource, EntryStatus } from "@/rules/credit-entry";
import type { Employment } from "@/rules/duty";
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
  teacher: { id: number; name: string; schoolName: string };
  cycle: { name: string; fromYear: number; toYear: number };
  balance: Balance;
  steps: NextStep[];
  /** Under way: with a reviewer, or returned for correction. */
  open: EntryLine[];
  /** The newest that counted or were kept; all of them with `scope: "all"`. */
  settled: EntryLine[];
  settledCount: number;
  /** Refused, withdrawn and revoked ones. */
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
    const head = await readHead(tx, actor.cityId, teacherId, yearOf(today));
    if (!head) throw new NotFound();
    const { teacher, employments, ...version } = head;
    const account = { cityId: actor.cityId, teacherId, cycleId: version.cycleId };
    const [inForce, facts, entries] = await Promise.all([
      withPolicy(tx, actor.cityId, version),
      readFacts(tx, account),
      readEntryLines(tx, account),
    ]);
    const recorded = entries.filter((entry) => entry.status === "recorded").map(factOf);
    const balance = computeBalance(inForce.policy, employments, [...facts, ...recorded]);
    const settled = entries.filter((entry) => entry.status === "posted" || entry.status === "recorded");
    return {
      teacher,
      cycle: { name: inForce.cycleName, ...inForce.policy.cycle },
      balance,
      steps: nextSteps(inForce.policy, balance, today),
      open: entries.filter((entry) => entry.waitingSince !== null || entry.status === "returned"),
      settled: scope === "all" ? settled : settled.slice(0, NEWEST),
      settledCount: settled.length,
      ended: entries.filter(({ status }) => status === "refused" || status === "withdrawn" || status === "revoked"),
    };
  });
}

interface Head extends CycleVersion {
  teacher: TeacherBalance["teacher"];
  employments: Employment[];
}

/** The teacher, the employments and the cycle of a year, in one statement: it is asked for on every visit. */
function readHead(tx: Tx, cityId: number, teacherId: number, year: number): Promise<Head | undefined> {
  return tx.first<Head>(sql`
    select json_build_object('id', t.id, 'name', t.name, 'schoolName', s.name) as teacher,
      coalesce((select json_agg(json_build_object('from', m.starts_on, 'to', m.ends_on) order by m.starts_on)
        from employments m where m.city_id = t.city_id and m.teacher_id = t.id), '[]') as employments,
      c.id as "cycleId", c.name as "cycleName",
      (select max(p.version) from cycle_policies p where p.city_id = c.city_id and p.cycle_id = c.id) as version
    from teachers t
    join organisations s on s.city_id = t.city_id and s.id = t.school_id
    join cycles c on c.city_id = t.city_id and ${year}::int between c.from_year and c.to_year
    where t.city_id = ${cityId} and t.id = ${teacherId}`);
}

/** Kept on record and never posted: the rules say why it counts nothing (R14). */
const factOf = ({ id, source, year, creditsTenths }: EntryLine): CreditFact => ({
  id,
  source,
  year,
  tenths: creditsTenths,
  endedOn: null,
  trainingKey: null,
  halves: 0,
});

/** Every entry of the teacher in the cycle, the newest first: a score or two, so one scan serves every list. */
function readEntryLines(tx: Tx, { cityId, teacherId, cycleId }: CreditAccount): Promise<EntryLine[]> {
  return tx.rows<EntryLine>(sql`
    select e.id, e.source, e.title, e.year, e.credits_tenths as "creditsTenths", e.status, h.name as "holderName",
      e.waiting_since as "waitingSince"
    from credit_entries e left join organisations h on h.city_id = e.city_id and h.id = e.holder_id
    where e.city_id = ${cityId} and e.teacher_id = ${teacherId} and e.cycle_id = ${cycleId}
    order by e.year desc, e.ended_on desc nulls last, e.id`);
}
