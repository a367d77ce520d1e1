import type { ViolationCode } from "@/rules/verdict";
import type { Words } from "../words";

/** Teachers, organisations, accounts. */
export const peopleViolations = {
  "teacher-known": () =>
    "A teacher with this ID number is known and not employed now. If it is the same person, please tick “take on again”; credits and history stay.",
  "teacher-works-elsewhere": () => "This teacher works at another school, which has to start the transfer.",
  "teacher-works-here": () => "This teacher works here already.",
  "teacher-number-taken": () => "This teacher number is taken.",
  "teacher-number-format": () =>
    "A teacher number has 4 to 20 digits, letters or hyphens; left empty, the system assigns one.",
  "teacher-number-kept": ({ number }) => `This teacher has the number ${number ?? ""} already; please leave it empty.`,
  "document-format": () =>
    "The number should have 5 to 17 digits or letters. For a resident ID number of 18, please choose “Resident ID card”.",
  "hired-in-future": () => "The first day can't lie in the future.",
  "hired-before-birth": () => "The first day can't be before the date of birth.",
  "hired-before-leaving": ({ lastDay }) =>
    `This teacher's last employment ended on ${lastDay ?? ""}; the first day has to be later.`,
  "hired-twice": () => "This teacher stands in the table twice; please take one of the rows off.",
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
  "merge-closed-cycle": () =>
    "The record to be merged has credits in a closed cycle, or merging would change what was owed in one: they can't be merged.",
  "owes-in-closed-cycle": () =>
    "This day would change the years owed in a closed cycle. Please give one that doesn't, such as one after that cycle.",
  "merge-employed-twice": () => "Both records are employed at different schools; please end one first.",
  "merge-registered-twice": ({ title }) =>
    `Both records have “${title ?? ""}” (the same roster or certificate). Please revoke or refuse one of the two first.`,
  "record-merged": () => "This record was merged into the person's other record; please go on there.",
  "correction-own": () =>
    "You can't answer a correction that you asked for or that is about yourself; somebody else has to.",
  "school-code-taken": () => "This school code is taken.",
  "school-closed": () => "This school is closed.",
  "school-has-teachers": () => "Teachers still work there; transfer them first, or merge the school.",
  "account-name-taken": () => "This sign-in name is taken; please choose another.",
  "account-own": () => "You can't change your own account; somebody else has to.",
  "account-last-officer": () => "This is the last account of that place; please add another first.",
  "role-not-yours-to-give": () => "This is beyond what your office keeps; please ask the city.",
  "account-unknown": () => "There is no such account; please check the sign-in name or teacher number.",
  "account-name-format": () =>
    "A sign-in name has 3 to 32 small letters, digits, dots, underscores or hyphens and begins with a letter or digit.",
  "role-held-already": () => "This account holds that role already.",
  "merge-hired-later": () => "A teacher came to the school after that day; please choose a later one.",
  "merge-same-school": () => "A school can't be merged into itself; please choose another.",
} satisfies Partial<Record<ViolationCode, Words>>;
