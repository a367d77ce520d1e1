import type { Employment } from "@/rules/duty";
import type { CyclePolicy } from "@/rules/policy";
import { type BalanceFigures, figuresByRule, type TeacherLedger } from "./teacher-ledgers";

/** Beyond any chain's length: places in one chain are never those of another. */
const APART = 1_000_000;

/** What the rules say of several ledgers as if they were one person's, with the employments that the person had. */
export function jointFigures(
  policy: CyclePolicy,
  ledgers: readonly TeacherLedger[],
  employments: readonly Employment[],
): BalanceFigures {
  const postings = ledgers.flatMap((ledger, place) =>
    ledger.postings.map(([seq, id, source, year, endedOn, halves, trainingKey, tenths, reversesSeq]) => {
      const moved = (at: number) => at + place * APART;
      const reverses = reversesSeq === null ? null : moved(reversesSeq);
      return [
        moved(seq),
        id,
        source,
        year,
        endedOn,
        halves,
        trainingKey,
        tenths,
        reverses,
      ] as (typeof ledger.postings)[number];
    }),
  );
  return figuresByRule(policy, { teacherId: 0, employments: employments.map(({ from, to }) => [from, to]), postings });
}
