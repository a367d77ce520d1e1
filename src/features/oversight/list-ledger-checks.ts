import { z } from "zod";
import type { Actor } from "@/server/actor";
import { authorize } from "@/server/authorize";
import { snapshot } from "@/server/db";
import { sql } from "@/server/sql";
import { lastWorkOn, type WorkOrderView } from "@/server/work-orders";
import { type FaultKind, LEDGER } from "./check-ledger";

/** Which check's faults are shown: the newest where none is named. */
export const LedgerCheckQuery = z.object({ check: z.uuid().optional().catch(undefined) });
export type LedgerCheckQuery = z.output<typeof LedgerCheckQuery>;

export interface LedgerCheckView {
  id: string;
  at: Date;
  byName: string;
  chains: number;
  postings: number;
  /** Hexadecimal. */
  digest: string;
  faultCount: number;
  wrongBalances: number;
}

/** A fault with the people's names for what it is about. */
export interface FaultView {
  kind: FaultKind;
  seq: number | null;
  teacherId: number;
  /** Null where there is no such teacher. */
  teacherName: string | null;
  teacherNumber: string | null;
  cycleName: string | null;
  /** Of the posting, where it is still there. */
  entryId: string | null;
}

export interface LedgerChecks {
  /** What was ordered last. */
  work: WorkOrderView | null;
  /** The newest first. */
  checks: LedgerCheckView[];
  shown: LedgerCheckView | null;
  /** What the shown one named. */
  faults: FaultView[];
}

const MOST = 20;

/** The checks of the city's ledger and what they found. Of one moment, so that work that is done has its result beside it. */
export async function listLedgerChecks(actor: Actor, { check }: LedgerCheckQuery): Promise<LedgerChecks> {
  authorize(actor, "ledger:check");
  const { cityId } = actor;
  return snapshot(actor, async (tx) => {
    const [work, checks] = await Promise.all([
      lastWorkOn(tx, actor, LEDGER),
      tx.rows<LedgerCheckView>(sql`
        select k.id, k.at, a.display_name as "byName", k.chains, k.postings, encode(k.digest, 'hex') as digest,
          k.fault_count as "faultCount", k.wrong_balances as "wrongBalances"
        from ledger_checks k join accounts a on a.city_id = k.city_id and a.id = k.account_id
        where k.city_id = ${cityId} order by k.at desc, k.id limit ${MOST}`),
    ]);
    const shown = checks.find(({ id }) => id === check) ?? checks[0] ?? null;
    const faults = shown
      ? await tx.rows<FaultView>(sql`
          select f.kind, f.seq, f."teacherId", t.name as "teacherName", t.teacher_number as "teacherNumber",
            c.name as "cycleName", l.entry_id as "entryId"
          from ledger_checks k
          cross join lateral jsonb_array_elements(k.faults) with ordinality as e(fault, place)
          cross join lateral jsonb_to_record(e.fault) as f("teacherId" int, "cycleId" int, seq int, kind text)
          left join teachers t on t.city_id = k.city_id and t.id = f."teacherId"
          left join cycles c on c.city_id = k.city_id and c.id = f."cycleId"
          left join ledger_postings l on l.city_id = k.city_id and l.teacher_id = f."teacherId" and l.cycle_id = f."cycleId" and l.seq = f.seq
          where k.city_id = ${cityId} and k.id = ${shown.id} order by e.place`)
      : [];
    return { work, checks, shown, faults };
  });
}
