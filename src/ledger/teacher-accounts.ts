import { type Balance, computeBalance } from "@/rules/balance";
import type { CalendarDate } from "@/rules/calendar";
import type { CreditSource, EntryStatus } from "@/rules/credit-entry";
import type { Employment } from "@/rules/duty";
import { grouped } from "@/rules/grouped";
import { type CreditFact, netFacts, type Posting } from "@/rules/postings";
import type { Tx } from "@/server/db";
import { sql } from "@/server/sql";
import type { PolicyInForce } from "./cycle-policy";

/** One entry in a teacher's lists. */
export interface AccountEntry {
  id: string;
  source: CreditSource;
  title: string;
  year: number;
  endedOn: CalendarDate | null;
  creditsTenths: number;
  status: EntryStatus;
  /** Whose turn it is and since when, while it is under way. */
  holderName: string | null;
  waitingSince: Date | null;
}

/** What a teacher has in a cycle, with what it is made of. */
export interface TeacherAccount {
  balance: Balance;
  /** Every entry of the cycle, the newest first. */
  entries: AccountEntry[];
}

type OfTeacher<T> = T & { teacherId: number };

/**
 * The accounts of teachers in a cycle as the actor may see them: what a page, a transcript or a certificate explains a balance by,
 * read in one place so that they can't differ. Of one teacher or of many, in the same three statements.
 */
export async function readAccounts(
  tx: Tx,
  cityId: number,
  { cycleId, policy }: Pick<PolicyInForce, "cycleId" | "policy">,
  teacherIds: readonly number[],
): Promise<ReadonlyMap<number, TeacherAccount>> {
  const [employments, postings, entries] = await Promise.all([
    tx.rows<OfTeacher<Employment>>(sql`
      select teacher_id as "teacherId", starts_on as "from", ends_on as "to" from employments
      where city_id = ${cityId} and teacher_id = any(${teacherIds}::int[]) order by starts_on`),
    tx.rows<OfTeacher<Posting>>(sql`
      select teacher_id as "teacherId", seq, entry_id as id, source, year, ended_on as "endedOn", halves,
        training_key as "trainingKey", credits_tenths as tenths, reverses_seq as "reversesSeq"
      from ledger_postings
      where city_id = ${cityId} and teacher_id = any(${teacherIds}::int[]) and cycle_id = ${cycleId} order by seq`),
    tx.rows<OfTeacher<AccountEntry>>(sql`
      select e.teacher_id as "teacherId", e.id, e.source, e.title, e.year, e.ended_on as "endedOn",
        e.credits_tenths as "creditsTenths", e.status, h.name as "holderName", e.waiting_since as "waitingSince"
      from credit_entries e left join organisations h on h.city_id = e.city_id and h.id = e.holder_id
      where e.city_id = ${cityId} and e.teacher_id = any(${teacherIds}::int[]) and e.cycle_id = ${cycleId}
      order by e.year desc, e.ended_on desc nulls last, e.id`),
  ]);
  const byTeacher = {
    employments: grouped(employments, ofTeacher),
    postings: grouped(postings, ofTeacher),
    entries: grouped(entries, ofTeacher),
  };
  return new Map(
    teacherIds.map((teacherId) => {
      const own = byTeacher.entries.get(teacherId) ?? [];
      const recorded = own.filter(({ status }) => status === "recorded").map(factOf);
      const facts = netFacts(byTeacher.postings.get(teacherId) ?? []);
      const balance = computeBalance(policy, byTeacher.employments.get(teacherId) ?? [], [...facts, ...recorded]);
      return [teacherId, { balance, entries: own }];
    }),
  );
}

const ofTeacher = ({ teacherId }: { teacherId: number }): number => teacherId;

/** Kept on record and never posted: the rules say why it counts nothing (R14). */
const factOf = ({ id, source, year, creditsTenths, endedOn }: AccountEntry): CreditFact => ({
  id,
  source,
  year,
  tenths: creditsTenths,
  endedOn,
  trainingKey: null,
  halves: 0,
});
