import type { ViolationCode } from "@/rules/verdict";
import type { Words } from "../words";

/** Summary tables, rounds and deadlines, urging, deputies, e-mail. */
export const deskViolations = {
  "summary-empty": () => "There is nothing to report yet: a credit enters the table when the school has approved it.",
  "summary-unchanged": () => "Nothing has changed since the table was reported; no supplement is needed.",
  "summary-not-accepted-yet": () =>
    "The table before it has not been accepted yet. Wait for the superior, or take it back, mend it and report it again.",
  "summary-undecided": ({ count }) =>
    `${count ?? "Some"} credits of the table are not decided yet. Please decide them first, then accept the table.`,
  "summary-paper-missing": () =>
    "The sealed paper copy has not arrived. Tick it off when it does, then accept the table.",
  "summary-certificates-missing": () =>
    "The copies of the certificates have not arrived. Tick them off when they do, then accept the table.",
  "round-years": () => "The first year may not be later than the last. Please correct it.",
  "round-outside-cycle": ({ fromYear, toYear }) =>
    `The years of a round lie within the cycle (${fromYear}–${toYear}). Please correct them.`,
  "round-overlaps": ({ fromYear, toYear }) =>
    `It overlaps the round ${fromYear}–${toYear}. Each year belongs to one round only.`,
  "round-reported": () =>
    "A table of this round has been reported already, so its years stay. Its last days can still be changed.",
  "deadline-before-round": ({ fromYear }) =>
    `The last day may not be earlier than the first year of the round (${fromYear}). Please correct it.`,
  "deadline-not-needed": () => "This kind of credit has no summary table with a deadline.",
  "reopening-not-needed": ({ lastDay }) => `Registration is open until ${lastDay}; there is nothing to reopen.`,
  "reopening-ended": () => "The last day of the reopening may not be earlier than today. Please correct it.",
  "urge-nobody-waits": () => "This credit is not waiting for anybody; there is nobody to urge.",
  "urge-too-early": ({ days }) => `You can urge it when it has waited at this step for ${days ?? 7} days.`,
  "urge-again-too-early": ({ days }) => `It has been urged already. You can urge it again after ${days ?? 7} days.`,
  "deputy-not-eligible": () => "This person can't be your deputy. Please choose from the list.",
  "deputy-days": () => "The last day may not be earlier than the first. Please correct it.",
  "deputy-in-past": () => "The last day may not be earlier than today. Please correct it.",
  "deputy-twice": ({ from, to }) =>
    `There is a deputy from ${from} to ${to} already. End that first, then name another one.`,
  "email-format": () => "This is not an e-mail address. Please check it.",
} satisfies Partial<Record<ViolationCode, Words>>;
