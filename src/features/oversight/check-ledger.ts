import { z } from "zod";
import type { ChainFault } from "@/ledger/chain";
import { checkCycleBalances } from "@/ledger/check-balances";
import { EMPTY_DIGEST, verifyChains } from "@/ledger/verify-chains";
import type { Actor } from "@/server/actor";
import { authorize } from "@/server/authorize";
import { snapshot, type Tx, transaction } from "@/server/db";
import { id } from "@/server/form-fields";
import { done, type Result } from "@/server/result";
import { sql } from "@/server/sql";
import { isUnderWay, markDone, orderWork, type Performance } from "@/server/work-orders";
import { recordOversight } from "./record-oversight";

/** What every check of a city's ledger is about: the ledger itself, of which a city has one. */
export const LEDGER = "00000000-0000-4000-8000-000000000001";

/** What is wrong: a posting in its chain, or a balance. */
export type FaultKind = ChainFault["kind"] | "balance-missing" | "balance-differs";

/** A fault as a check keeps it. */
export interface KeptFault {
  teacherId: number;
  cycleId: number;
  /** Null where it is the balance. */
  seq: number | null;
  kind: FaultKind;
}

/** So many are named; counted are all. */
const MOST_KEPT = 100;

export const LedgerCheckInput = z.object({
  /** Made with the form: the same form sent twice is one order. */
  orderId: id,
});

/** Orders a check of the whole ledger of the city; ordered while one is under way, it is that one. */
export async function orderLedgerCheck(
  actor: Actor,
  { orderId }: z.output<typeof LedgerCheckInput>,
  now: Date,
): Promise<Result<string>> {
  authorize(actor, "ledger:check");
  return transaction(actor, async (tx) => {
    if (await isUnderWay(tx, actor, LEDGER)) return done(orderId);
    const order = { id: orderId, kind: "check-ledger", subjectId: LEDGER, input: {}, totalRows: 0 } as const;
    return done(await orderWork(tx, actor, order, now));
  });
}

/**
 * Checks every chain of the city against its head and every balance against the rules, as this officer of the city sees them,
 * and keeps what it found. Heads and postings are of one moment, so what is posted meanwhile is no fault.
 */
export const checkLedger: Performance = async (actor, order, now, progress) => {
  authorize(actor, "ledger:check");
  const { cityId, accountId } = actor;
  const { cycles, total } = await transaction(actor, (tx) => sizeOf(tx, cityId));
  const faults: KeptFault[] = [];
  const keep = (fault: KeptFault) => {
    if (faults.length < MOST_KEPT) faults.push(fault);
  };
  let ready = 0;
  let faultCount = 0;
  const verified = await snapshot(actor, (tx) =>
    verifyChains(
      tx,
      ({ teacherId, cycleId, fault }) => {
        faultCount += 1;
        keep({ teacherId, cycleId, seq: fault.seq, kind: fault.kind });
      },
      async (chains) => progress(chains, Math.max(chains, total)),
    ),
  );
  ready = verified.chains;
  let wrongBalances = 0;
  for (const cycle of cycles) {
    const before = ready;
    ready += await checkCycleBalances(
      (work) => snapshot(actor, work),
      { cityId, ...cycle },
      ({ teacherId, cycleId, kept }) => {
        wrongBalances += 1;
        keep({ teacherId, cycleId, seq: null, kind: kept === null ? "balance-missing" : "balance-differs" });
      },
      async (checked) => progress(before + checked, Math.max(before + checked, total)),
    );
  }
  await transaction(actor, async (tx) => {
    const kept = await tx.run(sql`
      insert into ledger_checks (city_id, id, account_id, at, chains, postings, digest, faults, fault_count, wrong_balances)
      values (${cityId}, ${order.id}, ${accountId}, ${now}, ${verified.chains}, ${verified.postings},
        ${verified.digests.get(cityId) ?? EMPTY_DIGEST}, ${JSON.stringify(faults)}::jsonb, ${faultCount}, ${wrongBalances})
      on conflict do nothing`);
    if (kept === 1) await recordOversight(tx, actor, { kind: "ledger-checked", subject: order.id }, now);
    await markDone(tx, cityId, order.id, now);
  });
  return done(order.id);
};

/** The cycles of a city, and how much there is to check: each balance's chain, and the balance itself. */
async function sizeOf(tx: Tx, cityId: number) {
  const [cycles, size] = await Promise.all([
    tx.rows<{ cycleId: number; closed: boolean }>(sql`
      select id as "cycleId", closed_at is not null as closed from cycles where city_id = ${cityId} order by from_year`),
    tx.first<{ balances: number }>(sql`select count(*)::int as balances from balances where city_id = ${cityId}`),
  ]);
  return { cycles, total: 2 * (size?.balances ?? 0) };
}
