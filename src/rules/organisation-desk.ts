import { type CalendarDate, compareDates } from "./calendar";
import type { Role } from "./permissions";
import type { Violation, ViolationCode } from "./verdict";

// Who keeps which organisation, role and account (S). The database asks the same again (keeps_organisation, keeps_role,
// keeps_account), because whoever hands out an account's password may act as it.

export const ORGANISATION_KINDS = ["city", "county", "school", "office"] as const;
export type OrganisationKind = (typeof ORGANISATION_KINDS)[number];

/** The office that keeps: the city's bureau, or a county's; a school keeps its teachers' passwords alone. */
export interface Desk {
  role: Role;
  organisationId: number;
}

export interface DeskPlace {
  id: number;
  kind: OrganisationKind;
  /** The superior; null: the city. */
  countyId: number | null;
}

/** May the desk change what the place is? The city everything; a county what is under it, and not itself. */
export function keepsPlace(desk: Desk, place: Pick<DeskPlace, "countyId">): boolean {
  return desk.role === "city" || (desk.role === "county" && place.countyId === desk.organisationId);
}

/** The role in which people act for a place of that kind. */
export const ROLE_AT = {
  city: "city",
  county: "county",
  school: "school",
  office: "host",
} as const satisfies Record<OrganisationKind, Role>;

/** May the desk give and end the role of the place: one kept by it, or a county's own office? */
export function keepsRoleAt(desk: Desk, place: Pick<DeskPlace, "id" | "countyId">): boolean {
  return keepsPlace(desk, place) || (desk.role === "county" && place.id === desk.organisationId);
}

/** What stands against a change of the desk; no clause of the notice speaks of it. */
export const against = (code: ViolationCode, field: string | null = null): Violation => ({
  rule: null,
  clause: "S",
  code,
  field,
});

/** Nobody changes the own account; and a desk changes only those of which it keeps all roles. */
export function judgeAccount(own: boolean, kept: boolean): Violation[] {
  if (own) return [against("account-own")];
  return kept ? [] : [against("role-not-yours-to-give")];
}

export interface PlaceNow {
  code: string | null;
  name: string;
  stage: string | null;
  countyId: number | null;
  closed: boolean;
}

/** A change of what a place is called, its code, its stage or its superior, from a day on. */
export function judgeChange(
  desk: Desk,
  now: PlaceNow,
  next: Omit<PlaceNow, "closed"> & { day: CalendarDate },
  today: CalendarDate,
): Violation[] {
  if (now.closed) return [against("school-closed")];
  const same = next.code === now.code && next.name === now.name && next.stage === now.stage;
  if (same && next.countyId === now.countyId) return [against("unchanged")];
  if (next.countyId !== now.countyId && desk.role !== "city") return [against("role-not-yours-to-give", "county")];
  return judgeDay(next.day, today);
}

/** What is done on a day can't be done on one that is to come. */
export function judgeDay(day: CalendarDate, today: CalendarDate): Violation[] {
  return compareDates(day, today) > 0 ? [against("end-in-future", "day")] : [];
}
