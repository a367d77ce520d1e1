import type { Balance } from "@/rules/balance";
import type { Tx } from "@/server/db";
import type { EntryState } from "./entry-state";
import { writePostings, writeReversals } from "./post-entries";
import { type CreditAccount, openBalance, readBalanceFacts, renewBalance } from "./renew-balance";

/**
 * Posts a verified entry: it enters the ledger and counts; the balance is renewed by the rules in the same transaction.
 * @param entry after its last step, so that its version is the event that posts it
 */
export async function postEntry(tx: Tx, entry: EntryState, now: Date): Promise<Balance> {
  const account = accountOf(entry);
  // Sent together: the connection keeps their order.
  const [, , facts] = await Promise.all([
    openBalance(tx, account, entry),
    writePostings(tx, entry.cityId, [entry.id], now),
    readBalanceFacts(tx, account),
  ]);
  return renewBalance(tx, account, facts);
}

/**
 * Takes a posted entry back by a posting of the opposite amount; the first one stays where it is.
 * @param entry after the step that takes it back
 */
export async function reverseEntry(tx: Tx, entry: EntryState, now: Date): Promise<Balance> {
  const account = accountOf(entry);
  const [, facts] = await Promise.all([
    writeReversals(tx, entry.cityId, [entry.id], now),
    readBalanceFacts(tx, account),
  ]);
  return renewBalance(tx, account, facts);
}

const accountOf = ({ cityId, teacherId, cycleId }: EntryState): CreditAccount => ({ cityId, teacherId, cycleId });
