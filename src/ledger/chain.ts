import { createHash } from "node:crypto";

/** One row of the ledger, as the chain is made of it. Instants in milliseconds, hashes in bytes. */
export interface ChainedPosting {
  cityId: number;
  teacherId: number;
  cycleId: number;
  seq: number;
  schoolId: number;
  countyId: number | null;
  entryId: string;
  eventSeq: number;
  source: string;
  year: number;
  /** YYYY-MM-DD */
  endedOn: string | null;
  halves: number;
  trainingKey: string | null;
  creditsTenths: number;
  reversesSeq: number | null;
  postedAt: Date;
  prevHash: Uint8Array;
  hash: Uint8Array;
}

/** The head of a chain as it is kept apart from it. */
export interface ChainHead {
  headSeq: number;
  headHash: Uint8Array;
}

/** A chain begins with 32 zero bytes. */
export const GENESIS = Buffer.alloc(32);

export type ChainFault =
  | { kind: "changed"; seq: number }
  | { kind: "missing"; seq: number }
  | { kind: "relinked"; seq: number }
  | { kind: "cut-off"; seq: number }
  | { kind: "beyond-head"; seq: number }
  | { kind: "head-differs"; seq: number };

/**
 * The text that the hash is taken of: every field between bars, an empty one for null. The database's trigger writes the same
 * text in SQL (function posting_text): two hands, so that neither can lie alone. No field can hold a bar (a CHECK on the key).
 */
function postingText(p: ChainedPosting): string {
  return [
    p.cityId,
    p.teacherId,
    p.cycleId,
    p.seq,
    p.schoolId,
    p.countyId ?? "",
    p.entryId,
    p.eventSeq,
    p.source,
    p.year,
    p.endedOn ?? "",
    p.halves,
    p.trainingKey ?? "",
    p.creditsTenths,
    p.reversesSeq ?? "",
    p.postedAt.getTime(),
    Buffer.from(p.prevHash).toString("hex"),
  ].join("|");
}

/** SHA-256 of the posting's text. */
export const postingHash = (p: ChainedPosting): Buffer => createHash("sha256").update(postingText(p), "utf8").digest();

/**
 * Checks one teacher's chain in one cycle against the head that is kept apart.
 * @param postings in order of seq
 * @returns every fault, named by the place in the chain; empty when the chain is whole
 */
export function chainFaults(postings: readonly ChainedPosting[], head: ChainHead): ChainFault[] {
  const faults: ChainFault[] = [];
  let seq = 0;
  let hash: Uint8Array = GENESIS;
  for (const posting of postings) {
    for (seq += 1; seq < posting.seq; seq += 1) faults.push({ kind: "missing", seq });
    const follows = faults.at(-1)?.seq === seq - 1 || Buffer.compare(posting.prevHash, hash) === 0;
    if (!follows) faults.push({ kind: "relinked", seq });
    if (Buffer.compare(postingHash(posting), posting.hash) !== 0) faults.push({ kind: "changed", seq });
    hash = posting.hash;
  }
  if (seq > head.headSeq) faults.push({ kind: "beyond-head", seq: head.headSeq + 1 });
  for (let lost = seq + 1; lost <= head.headSeq; lost += 1) faults.push({ kind: "cut-off", seq: lost });
  if (seq === head.headSeq && Buffer.compare(hash, head.headHash) !== 0) faults.push({ kind: "head-differs", seq });
  return faults;
}
