import type { ViolationCode } from "@/rules/verdict";
import type { Words } from "../words";

/** Teachers, organisations, accounts. */
export const peopleViolations = {
  "teacher-known": () => "A teacher with this ID number is known already.",
  "teacher-works-elsewhere": () => "This teacher works at another school, which has to start the transfer.",
  "teacher-works-here": () => "This teacher works here already.",
  "teacher-number-taken": () => "This teacher number is taken.",
  "hired-in-future": () => "The first day can't lie in the future.",
  "end-before-start": () => "The last day can't be before the first.",
  "end-in-future": () => "The day can't lie in the future; please come back then.",
  "not-employed": () => "This teacher isn't employed now.",
  "transfer-open": () => "A transfer of this teacher waits for its answer already.",
  "transfer-same-school": () => "The teacher works at that school; please choose another.",
  "transfer-answered-already": () => "This transfer has been answered.",
  "correction-open": () => "A correction of this teacher waits for its answer already.",
  "correction-answered-already": () => "This correction has been answered.",
  "identity-taken": () =>
    "This ID number belongs to another record. If it is the same person, ask the city to merge the two.",
  unchanged: () => "Nothing has changed, so there is nothing to save.",
  "merge-same-record": () => "Both are the same record; please choose another.",
  "merge-closed-cycle": () => "The record to be merged has credits in a closed cycle and can't be merged.",
  "merge-employed-twice": () => "Both records are employed at different schools; please end one first.",
  "school-code-taken": () => "This school code is taken.",
  "school-closed": () => "This school is closed.",
  "school-has-teachers": () => "Teachers still work there; transfer them first, or merge the school.",
  "account-name-taken": () => "This sign-in name is taken; please choose another.",
  "account-own": () => "You can't change your own account; somebody else has to.",
  "account-last-officer": () => "This is the last account of that place; please add another first.",
  "role-not-yours-to-give": () => "This role isn't yours to give or take.",
} satisfies Partial<Record<ViolationCode, Words>>;
