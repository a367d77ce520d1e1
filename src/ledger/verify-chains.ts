import { createHash, type Hash } from "node:crypto";
import type { ClientBase } from "pg";
import type { Tx } from "@/server/db";
import { type Statement, sql } from "@/server/sql";
import { type ChainedPosting, type ChainFault, type ChainHead, chainFaults } from "./chain";

/** The fault of one teacher's chain in one cycle. */
export interface LedgerFault {
  cityId: number;
  teacherId: number;
  cycleId: number;
  fault: ChainFault;
}

export interface VerifiedChains {
  chains: number;
  postings: number;
  /** SHA-256 over the heads of all chains with postings, by city: whoever wrote it down knows the whole ledger again. */
  digests: ReadonlyMap<number, Buffer>;
}

type Account = ChainHead & { cityId: number; teacherId: number; cycleId: number };
type Place = [cityId: number, teacherId: number, cycleId: number];

const ACCOUNTS_AT_ONCE = 2_000;

/** Of a city in which nothing was posted yet. */
export const EMPTY_DIGEST = createHash("sha256").digest();

/**
 * Checks every chain that the transaction may see against the head that its balance holds; memory stays flat, whatever the
 * ledger's size. Heads and postings have to be of one moment: a transaction that reads a snapshot.
 * @param each told of every fault as it is found
 * @param onBatch told how many chains have been checked
 */
export async function verifyChains(
  tx: Pick<Tx, "rows">,
  each: (fault: LedgerFault) => void,
  onBatch: (chains: number) => Promise<void> = async () => {},
): Promise<VerifiedChains> {
  const checked = { chains: 0, postings: 0 };
  const digests = new Map<number, Hash>();
  let after: Place = [0, 0, 0];
  for (;;) {
    const [city, teacher, cycle]: Place = after;
    const accounts: Account[] = await tx.rows<Account>(sql`
      select city_id as "cityId", teacher_id as "teacherId", cycle_id as "cycleId", head_seq as "headSeq", head_hash as "headHash"
      from balances where (city_id, teacher_id, cycle_id) > (${city}, ${teacher}, ${cycle})
      order by city_id, teacher_id, cycle_id limit ${ACCOUNTS_AT_ONCE}`);
    const last = accounts.at(-1);
    // Up to the last account of this batch, so that postings without a balance row are seen, too.
    const upTo = last
      ? sql`and (city_id, teacher_id, cycle_id) <= (${last.cityId}, ${last.teacherId}, ${last.cycleId})`
      : sql``;
    const postings = await tx.rows<ChainedPosting>(sql`
      select city_id as "cityId", teacher_id as "teacherId", cycle_id as "cycleId", seq, school_id as "schoolId",
        county_id as "countyId", entry_id as "entryId", event_seq as "eventSeq", source, year,
        to_char(ended_on, 'YYYY-MM-DD') as "endedOn", halves, training_key as "trainingKey",
        credits_tenths as "creditsTenths", reverses_seq as "reversesSeq", posted_at as "postedAt",
        prev_hash as "prevHash", hash
      from ledger_postings where (city_id, teacher_id, cycle_id) > (${city}, ${teacher}, ${cycle}) ${upTo}
      order by city_id, teacher_id, cycle_id, seq`);
    checkBatch(accounts, postings, each);
    for (const account of accounts) addHead(digests, account);
    checked.chains += accounts.length;
    checked.postings += postings.length;
    await onBatch(checked.chains);
    if (!last) break;
    after = [last.cityId, last.teacherId, last.cycleId];
  }
  return { ...checked, digests: new Map([...digests].map(([cityId, hash]) => [cityId, hash.digest()])) };
}

/** The same of every city, as the owner and outside any actor: an operator's command. */
export async function verifyAllChains(owner: ClientBase, each: (fault: LedgerFault) => void): Promise<VerifiedChains> {
  const rows = async <Row>(statement: Statement) =>
    (await owner.query(statement.text, [...statement.values])).rows as Row[];
  await owner.query("begin isolation level repeatable read, read only");
  try {
    return await verifyChains({ rows }, each);
  } finally {
    await owner.query("rollback");
  }
}

const keyOf = (of: { cityId: number; teacherId: number; cycleId: number }) =>
  `${of.cityId}/${of.teacherId}/${of.cycleId}`;

/** In the order of teachers and cycles. An account without postings says nothing: opening one leaves the digest as it was. */
function addHead(digests: Map<number, Hash>, account: Account): void {
  const { cityId, headSeq, headHash } = account;
  if (headSeq === 0) return;
  const hash = digests.get(cityId) ?? createHash("sha256");
  digests.set(cityId, hash.update(`${keyOf(account)}|${headSeq}|${Buffer.from(headHash).toString("hex")}\n`));
}

function checkBatch(accounts: Account[], postings: ChainedPosting[], each: (fault: LedgerFault) => void): void {
  const chains = new Map<string, ChainedPosting[]>();
  for (const posting of postings) {
    const chain = chains.get(keyOf(posting));
    if (chain) chain.push(posting);
    else chains.set(keyOf(posting), [posting]);
  }
  for (const account of accounts) {
    const { cityId, teacherId, cycleId } = account;
    for (const fault of chainFaults(chains.get(keyOf(account)) ?? [], account))
      each({ cityId, teacherId, cycleId, fault });
    chains.delete(keyOf(account));
  }
  for (const [stray] of chains.values()) {
    if (!stray) continue;
    const { cityId, teacherId, cycleId } = stray;
    each({ cityId, teacherId, cycleId, fault: { kind: "beyond-head", seq: stray.seq } });
  }
}
