import type { StoredClaim } from "@/features/credits/stored-claim";
import { formatTenths } from "@/rules/credits";

const number = (tenths: number | null) => (tenths === null ? "" : formatTenths(tenths));
const answer = (yes: boolean) => (yes ? "yes" : "no");

/** A claim as the fields of its form show it, to be mended. */
export function claimValues({ mooc, degree }: StoredClaim): Record<string, string> {
  if (degree) return { ...degree };
  if (!mooc) return {};
  return {
    platform: mooc.platform,
    courseName: mooc.courseName,
    university: mooc.university,
    term: mooc.term,
    finishedOn: mooc.finishedOn,
    score: formatTenths(mooc.scoreTenths),
    realName: answer(mooc.realName),
    hasCertificate: answer(mooc.hasCertificate),
    certificateNumber: mooc.certificateNumber ?? "",
    certificateHours: number(mooc.certificateHoursTenths),
    accountHours: number(mooc.accountHoursTenths),
    courseHours: number(mooc.courseHoursTenths),
  };
}
