import type { Messages } from "../zh-CN";

const span = (from: number | string, to: number | string) => (from === to ? String(from) : `${from}–${to}`);
const counted = (count: number, one: string, many = `${one}s`) => `${count} ${count === 1 ? one : many}`;

/** Registration rounds, deadlines, reopenings. */
export const rounds: Messages["rounds"] = {
  title: "Rounds and deadlines",
  lead: "Which years a round has, and until which day credits of each kind are registered and their tables reported. The whole last day counts. After it schools can't register or review; what is with their superiors goes on.",
  span,
  done: {
    made: "The round is made; schools see its last days at once.",
    years: "The years of the round are changed.",
    deadline: "The last day is changed, and holds at once.",
    reopened: "The school is let in again, and its administrators are told.",
  },
  fields: {
    fromYear: "First year",
    toYear: "Last year",
    degree: "Last day for degrees (attachment 1)",
    mooc: "Last day for MOOCs (attachment 2)",
    support_teaching: "Last day for support teaching (attachment 3)",
    lastDay: "Last day",
    why: "Reason",
    target: "Which kind",
    until: "Open until",
  },
  round: (from, to) => `Round ${span(from, to)}`,
  noLastDay: "None set",
  past: (days) => `${counted(days, "day")} ago`,
  left: (days) => (days === 0 ? "ends today" : `${counted(days, "day")} left`),
  workUnits: (units) => `${counted(units, "unit")} with open work`,
  workFacts: (waiting, unreported) => `${waiting} to review or mend, ${counted(unreported, "table")} not reported`,
  workNone: "No open work",
  change: "Change",
  changeNamed: (kind, round) => `Change the last day for ${kind}, ${round}`,
  changeYears: "Change the years",
  yearsFixed: "A table is reported; the years stay",

  make: "Add a round",
  makeNone: "Every year of the cycle belongs to a round; there is nothing to add.",
  makeFacts: (years) => `${years} has no round yet, and so no last days. Registered so far:`,
  makeFact: (kind, units, entries) => `${kind}: ${counted(entries, "credit")} of ${counted(units, "unit")}`,
  makeEffect:
    "From then on these years are registered and reviewed until the last days, and reported as a round. Whoever has open work is reminded 14, 7 and 2 days before.",
  makeSubmit: "Add the round",
  supportHint: "Reported by the department in charge; the notice sets no day, so it may stay empty",
  dayHint: "The whole day counts",

  yearsTitle: (round) => `Change the years: ${round}`,
  yearsLead: (units, entries) =>
    `The round has ${counted(entries, "open credit")} of ${counted(units, "unit")}. Years that leave it have no last day any more; years that join have them at once. Once a table is reported, the years stay.`,
  yearsSubmit: "Change the years",

  deadlineTitle: (round, kind) => `${round}: last day for ${kind}`,
  deadlineNow: (day, left) => `The last day is ${day} (${left}).`,
  deadlineNone: "There is no last day yet.",
  deadlineFacts: (units, waiting, unreported) =>
    `It concerns ${counted(units, "unit")} with open work: ${counted(waiting, "credit")} to review or mend, ${counted(unreported, "table")} not reported.`,
  deadlineNothing: "No unit has open work now.",
  deadlineEffect:
    "Moved to today or later, they can go on until the new day. Moved before today, they can't register, review or report from now on. What is with the superiors goes on; a school that was let in again keeps the later of the two days.",
  deadlineEmpty: "Empty means no last day",
  whyHint: "Kept in the history",
  deadlineSubmit: "Change the last day",
  cancel: "Back",

  reopen: "Let one school in again",
  reopenLead:
    "A school that missed the last day can be let in again for one kind, until a day. No other school is let in.",
  search: "Name of the school or its code",
  find: "Find the school",
  foundNone: "No school was found. Please check the name or code.",
  foundCount: (count) => `${counted(count, "school")} found; please choose:`,
  cityDirect: "City-direct school",
  choose: (school) => `Choose ${school}`,
  reopenTitle: (school) => `Let in again: ${school}`,
  reopenFacts: (waiting, returned, rows) => `${waiting} to review, ${returned} to mend, ${rows} with the superiors`,
  reported: "table reported",
  unreported: "table not reported",
  noEntries: "no credit of this kind",
  targetHint: (lastDay, facts) => `ended ${lastDay}; ${facts}`,
  reopenedUntil: (day) => `was open until ${day}`,
  stillOpen: (kind, day) => `${kind}: open until ${day}; there is nothing to reopen.`,
  reopenNone: "No last day has passed for this school; there is nothing to reopen.",
  reopenEffect: (school, count) =>
    `${school} can then register, mend, review and report credits of this kind until the end of that day, and ${counted(count, "administrator")} will be told. Of several the newest holds.`,
  noAdministrators: "This school has no administrator who could be told; please let it know yourself.",
  reopenWhyHint: "Kept in the list of schools let in again",
  untilHint: "The whole day counts; today at the earliest",
  reopenSubmit: "Let the school in again",
  otherSchool: "Another school",

  reopenings: "Schools let in again",
  reopeningsNone: "No school has been let in again yet.",
  reopeningColumns: { school: "School", kind: "Kind", until: "Until", state: "State", why: "Reason", by: "By" },
  standings: { open: "open", ended: "over", replaced: "replaced by a newer one" },
  by: (name, at) => `${name} ${at}`,

  changes: "History",
  changesNone: "Nothing has been changed yet.",
  changeColumns: { at: "When", what: "What", why: "Reason", by: "By" },
  made: (years, days) => `Round ${years} added${days && `: ${days}`}`,
  yearsChanged: (before, after) => `Years changed from ${before} to ${after}`,
  deadlineChanged: (kind, before, after) => `${kind}: last day changed from ${before ?? "none"} to ${after ?? "none"}`,

  own: "Last days",
  ownRow: (kind, round) => `${kind} (${round})`,
  ownLeft: (day, days) => (days === 0 ? `${day}, today` : `${day}, ${counted(days, "day")} left`),
  ownReopened: (day, days) =>
    days === 0
      ? "Open again for your school; today is the last day"
      : `Open again for your school until ${day}, ${counted(days, "day")} left`,
  ownLate: (day) => `ended ${day}`,
  late: "late",
  ownWork: (waiting, returned) =>
    [waiting > 0 && `${waiting} to review`, returned > 0 && `${returned} to mend`].filter(Boolean).join(", "),
  ownUnreported: "table not reported",
  ownReported: "table reported",
  ownLateHint: "For what is late, please ask the city's teacher-education office to let the school in again.",
  toSummaries: "To the summary tables",
};
