import { createHash } from "node:crypto";
import type { Actor } from "@/server/actor";
import type { Tx } from "@/server/db";
import { NotFound } from "@/server/errors";
import { sql } from "@/server/sql";
import { orderWork } from "@/server/work-orders";

export interface CycleHead {
  id: number;
  name: string;
  fromYear: number;
  toYear: number;
  closedAt: Date | null;
  /** Of the policy in force. */
  version: number;
}

const HEAD = sql`c.id, c.name, c.from_year as "fromYear", c.to_year as "toYear", c.closed_at as "closedAt",
  (select max(p.version) from cycle_policies p where p.city_id = c.city_id and p.cycle_id = c.id) as version`;

/** @throws NotFound */
export async function readCycleHead(tx: Tx, cityId: number, cycleId: number): Promise<CycleHead> {
  const head = await tx.first<CycleHead>(sql`
    select ${HEAD} from cycles c where c.city_id = ${cityId} and c.id = ${cycleId}`);
  if (!head) throw new NotFound();
  return head;
}

/** Every cycle of the city, the newest first. */
export const readCycleHeads = (tx: Tx, cityId: number): Promise<CycleHead[]> =>
  tx.rows<CycleHead>(sql`select ${HEAD} from cycles c where c.city_id = ${cityId} order by c.from_year desc`);

/**
 * Two that keep a policy of a cycle, or close it, wait for each other until the transaction ends; what is posted meanwhile waits
 * for no one but the closing.
 * @throws NotFound when there is no such cycle, or it is closed
 */
export async function holdCycle(tx: Tx, cityId: number, cycleId: number, toClose: boolean): Promise<void> {
  const held = await tx.first(sql`
    select id from cycles where city_id = ${cityId} and id = ${cycleId} ${toClose ? sql`for update` : sql`for no key update`}`);
  if (!held) throw new NotFound();
}

/** What orders of work on a cycle are found by. */
export function cycleSubject({ cityId }: Actor, cycleId: number): string {
  const hash = createHash("sha256").update(`cycle/${cityId}/${cycleId}`).digest("hex");
  return [
    hash.slice(0, 8),
    hash.slice(8, 12),
    `8${hash.slice(13, 16)}`,
    `a${hash.slice(17, 20)}`,
    hash.slice(20, 32),
  ].join("-");
}

export async function countTeachers(tx: Tx, cityId: number): Promise<number> {
  const row = await tx.first<{ count: number }>(
    sql`select count(*)::int as count from teachers where city_id = ${cityId}`,
  );
  return row?.count ?? 0;
}

/** Has all balances of a cycle written anew by the worker, after the transaction is stored. */
export async function orderRecalculation(
  tx: Tx,
  actor: Actor,
  cycleId: number,
  orderId: string,
  now: Date,
): Promise<void> {
  const order = { id: orderId, kind: "recompute-cycle", subjectId: cycleSubject(actor, cycleId) } as const;
  await orderWork(tx, actor, { ...order, input: { cycleId }, totalRows: await countTeachers(tx, actor.cityId) }, now);
}

type CycleEvent = "cycle-made" | "policy-kept" | "cycle-closed";

/** @param told the cycle, then what of it, by keys alone */
export async function auditCycle(
  tx: Tx,
  { cityId, accountId }: Actor,
  kind: CycleEvent,
  told: readonly (string | number)[],
  reason: string,
  now: Date,
): Promise<void> {
  await tx.run(sql`insert into audit_events (city_id, account_id, kind, subject, reason, at)
    values (${cityId}, ${accountId}, ${kind}, ${told.join("/")}, ${reason}, ${now})`);
}
