import type { PolicyInForce } from "@/ledger/cycle-policy";
import { readAccounts } from "@/ledger/teacher-accounts";
import type { Balance } from "@/rules/balance";
import type { CalendarDate } from "@/rules/calendar";
import type { BalanceLine } from "@/rules/counting";
import { maskIdentityNumber } from "@/rules/identity";
import { invariant } from "@/rules/invariant";
import type { CyclePolicy } from "@/rules/policy";
import type { Actor } from "@/server/actor";
import type { Tx } from "@/server/db";
import { openText } from "@/server/identity-vault";
import { inScope } from "@/server/scope";
import { sql } from "@/server/sql";

/** One credit that was posted, or kept on record, with what it counted and why. */
export interface TranscriptEntry extends BalanceLine {
  title: string;
  endedOn: CalendarDate | null;
}

/** What a teacher has earned in a cycle, by the ledger and the rules of the day. */
export interface Transcript {
  teacher: { id: number; name: string; teacherNumber: string; maskedIdentity: string; schoolName: string };
  cycle: { id: number; name: string; fromYear: number; toYear: number };
  printedOn: CalendarDate;
  required: CyclePolicy["required"];
  balance: Balance;
  /** By year, end and id. */
  entries: TranscriptEntry[];
}

interface Head {
  id: number;
  name: string;
  teacherNumber: string;
  sealed: Buffer;
  schoolName: string;
}

/**
 * The transcripts of teachers of the actor's place, in the order in which they are named; a hundred take as many statements as one.
 * Whoever has moved on is left out: what they earned elsewhere isn't seen here, and a transcript without it would be wrong.
 */
export async function transcriptsOf(
  tx: Tx,
  actor: Actor,
  inForce: PolicyInForce,
  teacherIds: readonly number[],
  today: CalendarDate,
): Promise<Transcript[]> {
  const place = inScope(actor, { teacher: sql`t.id`, school: sql`t.school_id`, county: sql`t.county_id` });
  const [heads, accounts] = await Promise.all([
    tx.rows<Head>(sql`
      select t.id, t.name, t.teacher_number as "teacherNumber", t.identity_cipher as sealed, s.name as "schoolName"
      from teachers t join organisations s on s.city_id = t.city_id and s.id = t.school_id
      where t.city_id = ${actor.cityId} and t.id = any(${teacherIds}::int[]) and ${place}`),
    readAccounts(tx, actor.cityId, inForce, teacherIds),
  ]);
  const byId = new Map(heads.map((head) => [head.id, head]));
  const { cycleId, cycleName, policy } = inForce;
  return teacherIds.flatMap((teacherId) => {
    const head = byId.get(teacherId);
    const account = accounts.get(teacherId);
    if (!head || !account) return [];
    const { sealed, ...teacher } = head;
    const ofId = new Map(account.entries.map((entry) => [entry.id, entry]));
    return [
      {
        teacher: { ...teacher, maskedIdentity: maskIdentityNumber(openText(sealed)) },
        cycle: { id: cycleId, name: cycleName, ...policy.cycle },
        printedOn: today,
        required: policy.required,
        balance: account.balance,
        entries: account.balance.lines.map((line) => {
          const entry = ofId.get(line.factId);
          invariant(entry, `posting of entry ${line.factId} has its entry`);
          return { ...line, title: entry.title, endedOn: entry.endedOn };
        }),
      },
    ];
  });
}
