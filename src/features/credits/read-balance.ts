import { type CycleName, type CycleVersion, cycleOfYear, withPolicy } from "@/ledger/cycle-policy";
import { type AccountEntry, readAccounts } from "@/ledger/teacher-accounts";
import type { Balance } from "@/rules/balance";
import { calendarDateInShanghai, yearOf } from "@/rules/calendar";
import { invariant } from "@/rules/invariant";
import { type NextStep, nextSteps } from "@/rules/next-steps";
import type { Actor } from "@/server/actor";
import { authorize } from "@/server/authorize";
import { type Tx, transaction } from "@/server/db";
import { NotFound } from "@/server/errors";
import { sql } from "@/server/sql";

/** One entry in a teacher's lists. */
export type EntryLine = Omit<AccountEntry, "endedOn">;

export interface TeacherBalance {
  teacher: { id: number; name: string; schoolName: string };
  cycle: CycleName;
  /** All of the city, from the first on. */
  cycles: CycleName[];
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
 * @param cycleId unless it is the cycle of today, or where there is none the last that began
 * @throws NotFound when the actor may not see the teacher
 */
export async function readBalance(
  actor: Actor,
  teacherId: number,
  scope: "newest" | "all",
  now: Date,
  cycleId?: number,
): Promise<TeacherBalance> {
  authorize(actor, actor.teacherId === teacherId && actor.role === "teacher" ? "balance:read-own" : "balance:read");
  const today = calendarDateInShanghai(now);
  return transaction(actor, async (tx) => {
    const head = await readHead(tx, actor.cityId, teacherId, cycleId, yearOf(today));
    if (!head) throw new NotFound();
    const { teacher, cycles, ...version } = head;
    const inForce = await withPolicy(tx, actor.cityId, version);
    const account = (await readAccounts(tx, actor.cityId, inForce, [teacherId])).get(teacherId);
    invariant(account, "a teacher who was asked for is there");
    const { balance, entries } = account;
    const settled = entries.filter((entry) => entry.status === "posted" || entry.status === "recorded");
    return {
      teacher,
      cycle: { id: inForce.cycleId, name: inForce.cycleName, ...inForce.policy.cycle },
      cycles,
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
  cycles: CycleName[];
}

/** The teacher and the cycle, asked for or of a year, in one statement: it is asked for on every visit. */
function readHead(
  tx: Tx,
  cityId: number,
  teacherId: number,
  cycleId: number | undefined,
  year: number,
): Promise<Head | undefined> {
  const cycle = cycleId === undefined ? cycleOfYear(cityId, year) : sql`${cycleId}::int`;
  return tx.first<Head>(sql`
    select json_build_object('id', t.id, 'name', t.name, 'schoolName', s.name) as teacher,
      c.id as "cycleId", c.name as "cycleName", c.closed_at is not null as closed,
      (select max(p.version) from cycle_policies p where p.city_id = c.city_id and p.cycle_id = c.id) as version,
      (select json_agg(json_build_object('id', n.id, 'name', n.name, 'fromYear', n.from_year, 'toYear', n.to_year)
        order by n.from_year) from cycles n where n.city_id = t.city_id) as cycles
    from teachers t
    join organisations s on s.city_id = t.city_id and s.id = t.school_id
    join cycles c on c.city_id = t.city_id and c.id = ${cycle}
    where t.city_id = ${cityId} and t.id = ${teacherId}`);
}
