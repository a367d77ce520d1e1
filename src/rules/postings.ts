import type { CalendarDate } from "./calendar";
import type { CreditSource } from "./credit-entry";
import { invariant } from "./invariant";

/** Half years of support teaching: bit 1 January to June, bit 2 July to December. */
export type Halves = 0 | 1 | 2 | 3;

/** One credit as the rules see it. Tenths of a credit, >= 0. */
export interface CreditFact {
  id: string;
  source: CreditSource;
  /** The year it counts in (R15). */
  year: number;
  tenths: number;
  endedOn: CalendarDate | null;
  /** What makes two credits the same training (R16). */
  trainingKey: string | null;
  halves: Halves;
}

/** One row of the ledger; a reversal has the negative amount and names what it reverses. */
export interface Posting extends CreditFact {
  seq: number;
  reversesSeq: number | null;
}

/** The credits that stand: each posting that no other reverses. A reversal undoes its posting exactly, as if neither were. */
export function netFacts(postings: readonly Posting[]): CreditFact[] {
  const bySeq = new Map(postings.map((posting) => [posting.seq, posting]));
  const reversed = new Set<number>();
  for (const { seq, reversesSeq, tenths } of postings) {
    if (reversesSeq === null) continue;
    const target = bySeq.get(reversesSeq);
    invariant(
      target && target.reversesSeq === null && target.tenths === -tenths && !reversed.has(reversesSeq),
      `posting ${seq} undoes one posting, once and exactly`,
    );
    reversed.add(reversesSeq);
  }
  return postings.filter((posting) => posting.reversesSeq === null && !reversed.has(posting.seq)).map(factOf);
}

const factOf = ({ id, source, year, tenths, endedOn, trainingKey, halves }: Posting): CreditFact => ({
  id,
  source,
  year,
  tenths,
  endedOn,
  trainingKey,
  halves,
});
