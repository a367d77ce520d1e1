import type { ClientBase } from "pg";
import { type ChainedPosting, type ChainFault, type ChainHead, chainFaults } from "./chain";

/** The fault of one teacher's chain in one cycle. */
export interface LedgerFault {
  cityId: number;
  teacherId: number;
  cycleId: number;
  fault: ChainFault;
}

type Account = ChainHead & { cityId: number; teacherId: number; cycleId: number };

const ACCOUNTS_AT_ONCE = 2_000;

/**
 * Checks every chain of the ledger against the head that its balance holds; memory stays flat, whatever the ledger's size.
 * Reads as the owner, outside any actor: it is an operator's command.
 * @param each told of every fault as it is found
 * @returns how many chains and postings were checked
 */
export async function verifyChains(
  owner: ClientBase,
  each: (fault: LedgerFault) => void,
): Promise<{ chains: number; postings: number }> {
  const checked = { chains: 0, postings: 0 };
  let after: [number, number, number] = [0, 0, 0];
  for (;;) {
    const { rows: accounts } = await owner.query<Account>(
      `select city_id as "cityId", teacher_id as "teacherId", cycle_id as "cycleId", head_seq as "headSeq", head_hash as "headHash"
       from balances where (city_id, teacher_id, cycle_id) > ($1, $2, $3)
       order by city_id, teacher_id, cycle_id limit ${ACCOUNTS_AT_ONCE}`,
      after,
    );
    const last = accounts.at(-1);
    const upTo = last ? [last.cityId, last.teacherId, last.cycleId] : null;
    // Up to the last account of this batch, so that postings without a balance row are seen, too.
    const { rows: postings } = await owner.query<ChainedPosting>(
      `select city_id as "cityId", teacher_id as "teacherId", cycle_id as "cycleId", seq, school_id as "schoolId",
         county_id as "countyId", entry_id as "entryId", event_seq as "eventSeq", source, year,
         to_char(ended_on, 'YYYY-MM-DD') as "endedOn", halves, training_key as "trainingKey",
         credits_tenths as "creditsTenths", reverses_seq as "reversesSeq", posted_at as "postedAt",
         prev_hash as "prevHash", hash
       from ledger_postings where (city_id, teacher_id, cycle_id) > ($1, $2, $3)
         ${upTo ? "and (city_id, teacher_id, cycle_id) <= ($4, $5, $6)" : ""}
       order by city_id, teacher_id, cycle_id, seq`,
      upTo ? [...after, ...upTo] : after,
    );
    checkBatch(accounts, postings, each);
    checked.chains += accounts.length;
    checked.postings += postings.length;
    if (!last) return checked;
    after = [last.cityId, last.teacherId, last.cycleId];
  }
}

const keyOf = (of: { cityId: number; teacherId: number; cycleId: number }) =>
  `${of.cityId}/${of.teacherId}/${of.cycleId}`;

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
