import type { ImportKind } from "@/rules/import-layouts";
import type { Role } from "@/rules/permissions";
import type { HostRole } from "@/rules/projects";
import { Forbidden } from "@/server/errors";

/** Where the pages of projects are for a role that can host. */
export interface ProjectPlaces {
  /** The list of projects. */
  list: string;
  /** Above the page of each. */
  projects: string;
  /** Above the page of each table that was brought. */
  imports: string;
  /** What waits for the role's office; null where nothing can. */
  queue: string | null;
  /** Above the page of each teacher; null for an office that sees its own participants alone. */
  teachers: string | null;
}

export const HOST_ROLES = ["host", "county", "city", "school"] as const satisfies readonly HostRole[];

const placesUnder = (base: string, more: Partial<ProjectPlaces> = {}): ProjectPlaces => ({
  list: `${base}/projects`,
  projects: `${base}/projects`,
  imports: `${base}/imports`,
  queue: null,
  teachers: `${base}/teachers`,
  ...more,
});

const PLACES: Record<HostRole, ProjectPlaces> = {
  host: placesUnder("/host", { list: "/host", teachers: null }),
  county: placesUnder("/county", { queue: "/county/projects/queue" }),
  city: placesUnder("/city", { queue: "/city/projects/queue" }),
  school: placesUnder("/school"),
};

/** Where tables of a kind that stand for themselves are brought, and those that were brought before are listed. */
export const importsHref = (role: Role, kind: ImportKind): string =>
  kind === "teachers" ? "/school/teachers/import" : placesOf(role).imports;

const isHostRole = (role: Role): role is HostRole => Object.hasOwn(PLACES, role);

/** @throws Forbidden for roles that host nothing */
export function placesOf(role: Role): ProjectPlaces {
  if (!isHostRole(role)) throw new Forbidden();
  return PLACES[role];
}
