import { type CalendarDate, compareDates } from "./calendar";
import { type Employment, owesOtherYears } from "./duty";
import type { CyclePolicy } from "./policy";
import type { Violation, ViolationCode } from "./verdict";

/** A time on post at one school, with how it ended. */
export interface RecordEmployment extends Employment {
  schoolId: number;
  countyId: number | null;
  ended: "transferred" | "left" | "retired" | null;
}

/**
 * The employments of one person who had two records: times at the same school that overlap are one time. Null where the records
 * say that the person was at two schools at the same time: one of the two is wrong, and nobody can tell which.
 */
export function unitedEmployments(
  one: readonly RecordEmployment[],
  other: readonly RecordEmployment[],
): RecordEmployment[] | null {
  const sorted = [...one, ...other].sort((a, b) => compareDates(a.from, b.from));
  const united: RecordEmployment[] = [];
  for (const next of sorted) {
    const last = united.at(-1);
    if (!last || !reaches(last.to, next.from)) united.push({ ...next });
    else if (last.schoolId !== next.schoolId) return null;
    else if (last.to !== null && (next.to === null || compareDates(next.to, last.to) > 0)) {
      last.to = next.to;
      last.ended = next.ended;
      last.countyId = next.countyId;
    }
  }
  return united;
}

const reaches = (to: CalendarDate | null, day: CalendarDate) => to === null || compareDates(day, to) <= 0;

/** One of the two records. */
interface MergeRecord {
  id: number;
  mergedIntoId: number | null;
  employments: readonly RecordEmployment[];
  transferOpen: boolean;
  correctionOpen: boolean;
}

interface MergeFacts {
  kept: MergeRecord;
  /** What was posted in a closed cycle can't be reversed any more. */
  merged: MergeRecord & { postedInClosedCycle: boolean };
  /** What both have live: on one roster, or by one certificate. Their titles. */
  registeredTwice: readonly string[];
  /** The policies of the closed cycles: what the record that stays owed in them has to stay as it was. */
  closedPolicies: readonly CyclePolicy[];
}

const stands = (code: ViolationCode, field: string | null = null, params?: Violation["params"]): Violation => ({
  rule: null,
  clause: "S",
  code,
  field,
  ...(params && { params }),
});

/** What stands against merging one record into another (S). */
export function judgeRecordMerge({ kept, merged, registeredTwice, closedPolicies }: MergeFacts): Violation[] {
  if (kept.id === merged.id) return [stands("merge-same-record", "mergedId")];
  if (kept.mergedIntoId !== null || merged.mergedIntoId !== null) return [stands("record-merged")];
  const violations: Violation[] = [];
  const united = unitedEmployments(kept.employments, merged.employments);
  if (!united) violations.push(stands("merge-employed-twice"));
  const owesOther = united !== null && owesOtherYears(closedPolicies, kept.employments, united);
  if (merged.postedInClosedCycle || owesOther) violations.push(stands("merge-closed-cycle"));
  if (kept.transferOpen || merged.transferOpen) violations.push(stands("transfer-open"));
  if (kept.correctionOpen || merged.correctionOpen) violations.push(stands("correction-open"));
  // R16: one training and one certificate are one person's once.
  for (const title of registeredTwice) violations.push(stands("merge-registered-twice", null, { title }));
  return violations;
}
