import type { Role } from "@/rules/permissions";
import { Forbidden } from "@/server/errors";

/** Who closes tables of an own unit, and who accepts those of others. */
export const UNIT_ROLES = ["school", "host", "city"] as const satisfies readonly Role[];
export const SUMMARY_ROLES = ["school", "host", "county", "city"] as const satisfies readonly Role[];
type SummaryRole = (typeof SUMMARY_ROLES)[number];

export interface SummaryPlaces {
  list: string;
  /** Above the page of each entry; null for an office that sees its people in their project alone. */
  entries: string | null;
  /** What waits for the superior's review; null for whoever reviews no single entries. */
  queue: string | null;
  /** What waits for the unit's own first review. */
  firstReview: string | null;
}

const PLACES: Record<SummaryRole, SummaryPlaces> = {
  school: { list: "/school/summaries", entries: "/school/credits", queue: null, firstReview: "/school/queue" },
  host: { list: "/host/summaries", entries: null, queue: null, firstReview: null },
  county: { list: "/county/summaries", entries: "/county/credits", queue: "/county", firstReview: null },
  city: { list: "/city/summaries", entries: "/city/credits", queue: "/city", firstReview: null },
};

/** @throws Forbidden for roles that have no tables */
export function summaryPlaces(role: Role): SummaryPlaces {
  if (!Object.hasOwn(PLACES, role)) throw new Forbidden();
  return PLACES[role as SummaryRole];
}
