import type { Flag } from "@/rules/verdict";
import { tenths, type Words } from "../words";

export const flags: Record<Flag["code"], Words> = {
  "overlapping-training": ({ title, startsOn, endsOn }) =>
    `Overlaps with “${title}” (${startsOn} to ${endsOn}); please have a look`,
  "same-course-in-another-term": () => "The same course is registered in another term; the reviewer decides",
  "certificate-shared": () => "Somebody else has a certificate with the same number; please look into it",
  "above-annual-cap": ({ capTenths }) =>
    `Above ${tenths(capTenths ?? 160)} credits for this study year; what is above is recorded and doesn't count`,
  "posted-already": () => "The bank already has it with the same credits; it is not registered again",
  "partly-outside-cycle": ({ fromYear, toYear }) =>
    `Part of it lies outside this cycle (${fromYear}–${toYear}); only the half years within it are registered`,
  "taken-on-again": () => "Known and not employed now: taken on again when confirmed, with all credits and history",
  "without-teacher-certificate": () => "Without the number of a teacher certificate no credit can be registered yet",
};
